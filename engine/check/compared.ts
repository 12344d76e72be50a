import type { ResultKey } from '../model/ids.ts'
import type { Figures, Result } from '../model/result.ts'
import type { Examined } from './check.ts'

/** The capture beside what stands. */
export interface Compared {
  /** Results that stand and say something else now, in the order of the capture. */
  readonly changed: readonly { readonly result: Result; readonly stood: Figures }[]
  /** Results that did not stand. */
  readonly fresh: readonly Result[]
  /** Keys that stand and are not in the capture, in the order of the state. */
  readonly missing: readonly ResultKey[]
}

type Sides = Pick<Examined, 'now' | 'before'>

/** Compared once, for all checks that ask: a lookup of every key costs more than most checks do. */
export function compared(examined: Sides): Compared {
  const known = asked.get(examined)
  if (known !== undefined) return known
  const made = compare(examined)
  asked.set(examined, made)
  return made
}

const asked = new WeakMap<Sides, Compared>()

function compare({ now, before }: Sides): Compared {
  const changed: { readonly result: Result; readonly stood: Figures }[] = []
  const fresh: Result[] = []
  for (const result of now.values()) {
    const stood = before.get(result.key)
    if (stood === undefined) fresh.push(result)
    else if (stood.digest !== result.digest) changed.push({ result, stood })
  }
  const missing: ResultKey[] = []
  // As many results as stand, and none that did not: then none is missing.
  if (fresh.length > 0 || now.size !== before.size)
    for (const key of before.keys()) if (!now.has(key)) missing.push(key)
  return { changed, fresh, missing }
}
