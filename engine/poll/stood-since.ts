import type { StoodElse } from '../check/remembered.ts'
import type { ResultKey } from '../model/ids.ts'
import type { Figures } from '../model/result.ts'
import { setInPlace } from '../state/set-in-place.ts'
import type { Notes } from './notes.ts'
import type { Prior } from './prior.ts'

type State = Prior['state']
type Changed = readonly StoodElse[]

/** What stands, and what of it is not the very same as at the capture before: undefined, if nobody knows. */
export interface StoodSince {
  readonly standing: State
  readonly changed: Changed | undefined
}

/** A state as it was seen. */
interface Seen {
  readonly state: State
  /** How often it had been changed in place by then. */
  readonly times: number
  /** What was withdrawn. */
  readonly gone: Set<ResultKey>
}

/** Figures are never changed in place: the same object says the same. */
export function stoodSince(state: State, notes: Omit<Notes, 'turn'> | undefined): StoodSince {
  const seen = notes?.take(stoodSince) as Seen | undefined
  const others = seen && othersSince(state, seen)
  const gone = seen !== undefined && others !== undefined ? seen.gone : new Set<ResultKey>()
  const look = (figures: Figures | undefined, key: ResultKey): void => {
    if (figures?.gone !== undefined) gone.add(key)
    else if (gone.size > 0) gone.delete(key)
  }
  if (others === undefined) state.forEach(look)
  else for (const [key, figures] of others) look(figures, key)
  notes?.keep(stoodSince, { state, times: setInPlace(state).times, gone })
  // Mostly nothing was ever withdrawn.
  if (gone.size === 0) return { standing: state, changed: others }
  return {
    standing: new Map([...state].filter(([key]) => !gone.has(key))),
    changed: others?.map(([key, one]) => [key, gone.has(key) ? undefined : one]),
  }
}

/** What a state has now under the keys under which it had something else. */
function othersSince(state: State, seen: Seen): Changed | undefined {
  const { times, last } = setInPlace(state)
  if (state === seen.state) {
    if (times === seen.times) return []
    return times === seen.times + 1 ? last : undefined
  }
  // It is no more what it was when it was seen.
  if (setInPlace(seen.state).times !== seen.times) return undefined
  const others: StoodElse[] = []
  const walk = seen.state.entries()
  let came = 0
  for (const [key, figures] of state) {
    const { value } = walk.next()
    // A copy of a state is in its order: then nothing need be looked up.
    const was = value?.[0] === key ? value[1] : seen.state.get(key)
    if (was === undefined) came += 1
    if (was !== figures) others.push([key, figures])
  }
  if (state.size - came < seen.state.size)
    for (const key of seen.state.keys()) if (!state.has(key)) others.push([key, undefined])
  return others
}
