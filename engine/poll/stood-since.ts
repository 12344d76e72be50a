import type { ResultKey } from '../model/ids.ts'
import type { Figures } from '../model/result.ts'
import type { Notes } from './notes.ts'
import type { Prior } from './prior.ts'

type State = Prior['state']

/** What stands, and under which keys it is not the very same as at the capture before: undefined, if nobody knows. */
export interface StoodSince {
  readonly standing: State
  readonly changed: ReadonlySet<ResultKey> | undefined
}

/** A state as it was seen: its keys in their order, and the very objects that stood under them. */
interface Seen {
  keys: ResultKey[]
  figures: Figures[]
  gone: number
}

/** Figures are never changed in place: the same object says the same. */
export function stoodSince(state: State, notes: Omit<Notes, 'turn'> | undefined): StoodSince {
  const seen = notes?.take(stoodSince) as Seen | undefined
  const next = seen ?? { keys: [], figures: [], gone: 0 }
  const changed = seen && new Set<ResultKey>()
  const { keys, figures } = next
  let at = 0
  state.forEach((one, key) => {
    const before = figures[at]
    if (before !== one) {
      const old = keys[at]
      if (old !== undefined) changed?.add(old)
      changed?.add(key)
      if (before?.gone !== undefined) next.gone -= 1
      if (one.gone !== undefined) next.gone += 1
      keys[at] = key
      figures[at] = one
    }
    at += 1
  })
  for (const key of keys.splice(at)) changed?.add(key)
  for (const one of figures.splice(at)) if (one.gone !== undefined) next.gone -= 1
  notes?.keep(stoodSince, next)
  // Mostly nothing was ever withdrawn.
  const standing = next.gone === 0 ? state : new Map([...state].filter(([, { gone }]) => gone === undefined))
  return { standing, changed }
}
