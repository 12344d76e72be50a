import type { ResultKey } from '../model/ids.ts'
import type { Figures, Result } from '../model/result.ts'
import { type Changed, changedBeside } from './changed.ts'
import type { Examined } from './check.ts'
import type { Remembered } from './remembered.ts'

/** The capture beside what stands. */
export interface Compared {
  /** Results that stand and say something else now, in the order of the capture. */
  readonly changed: readonly Changed[]
  /** Results that did not stand. */
  readonly fresh: readonly Result[]
  /** Keys that stand and are not in the capture, in the order of the state. */
  readonly missing: readonly ResultKey[]
}

type Sides = Pick<Examined, 'now' | 'before' | 'remembered'>

/** Compared once, for all checks that ask: a lookup of every key costs more than most checks do. */
export function compared(examined: Sides): Compared {
  const known = asked.get(examined)
  if (known !== undefined) return known
  const made = compare(examined)
  asked.set(examined, made)
  return made
}

const asked = new WeakMap<Sides, Compared>()

function compare(sides: Sides): Compared {
  const { changed, stood } = sides.remembered ?? {}
  const last = sides.remembered?.take(compared) as Compared | undefined
  const made =
    last === undefined ||
    changed === undefined ||
    stood === undefined ||
    changed.length + stood.size > sides.now.size
      ? compareAll(sides)
      : compareSome(sides, last, changed, stood)
  sides.remembered?.keep(compared, made)
  return made
}

/**
 * Where neither the result nor what stands is another than at the last capture, and the two were equal then, they are equal
 * now. A lookup among all keys costs more than all else here: of what was unequal, most was committed, and is equal now.
 */
function compareSome(
  { now, before }: Sides,
  last: Compared,
  results: NonNullable<Remembered['changed']>,
  stood: NonNullable<Remembered['stood']>,
): Compared {
  const changed: Changed[] = []
  const fresh: Result[] = []
  const missing = new Set<ResultKey>()
  const put = (key: ResultKey, result: Result | undefined): void => {
    const figures = before.get(key)
    if (result === undefined) {
      if (figures !== undefined) missing.add(key)
    } else if (figures === undefined) fresh.push(result)
    else if (figures.digest !== result.digest) changed.push(changedBeside(result, figures))
  }
  const keyOf = ({ was, is }: (typeof results)[number]): ResultKey => ((is ?? was) as Result).key
  results.forEach((one) => put(keyOf(one), one.is))
  let done: Set<ResultKey> | undefined
  const putAgain = (key: ResultKey): void => {
    done ??= new Set(results.map(keyOf))
    if (done.has(key)) return
    done.add(key)
    put(key, now.get(key))
  }
  // What was committed is what was said, and both are in the order of their keys.
  let at = 0
  stood.forEach((figures, key) => {
    let said = last.changed[at]?.result
    for (; said !== undefined && said.key !== key && said.key < key; said = last.changed[at]?.result) {
      putAgain(said.key)
      at += 1
    }
    if (said?.key === key) at += 1
    if (said?.key !== key || said.digest !== figures?.digest) putAgain(key)
  })
  for (const { result } of last.changed.slice(at)) putAgain(result.key)
  for (const { key, digest } of last.fresh) if (stood.get(key)?.digest !== digest) putAgain(key)
  for (const key of last.missing) putAgain(key)
  changed.sort((one, other) => (one.result.key < other.result.key ? -1 : 1))
  fresh.sort((one, other) => (one.key < other.key ? -1 : 1))
  const inOrder = missing.size < 2 ? missing : before.keys().filter((key) => missing.has(key))
  return { changed, fresh, missing: [...inOrder] }
}

function compareAll({ now, before }: Sides): Compared {
  const changed: Changed[] = []
  const fresh: Result[] = []
  const standing = before.entries()
  let next = standing.next()
  for (const result of now.values()) {
    let stood: Figures | undefined
    // What stands is mostly in the order of the capture: then it need not be looked up.
    if (next.done !== true && next.value[0] === result.key) {
      stood = next.value[1]
      next = standing.next()
    } else {
      stood = before.get(result.key)
      while (next.done !== true && !now.has(next.value[0])) next = standing.next()
    }
    if (stood === undefined) fresh.push(result)
    else if (stood.digest !== result.digest) changed.push(changedBeside(result, stood))
  }
  const missing: ResultKey[] = []
  // As many results as stand, and none that did not: then none is missing.
  if (fresh.length > 0 || now.size !== before.size)
    for (const key of before.keys()) if (!now.has(key)) missing.push(key)
  return { changed, fresh, missing }
}
