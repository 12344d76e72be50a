import type { ResultKey } from '../model/ids.ts'
import type { Figures, Result } from '../model/result.ts'
import { type Changed, changedBeside } from './changed.ts'
import type { Examined } from './check.ts'
import type { Remembered, ResultChanged } from './remembered.ts'

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
    changed.length + stood.length > sides.now.size
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
  for (const one of results) put(keyOf(one), one.is)
  const again = new Set<ResultKey>()
  /** If its result is that of before: others were put. */
  const putAgain = (key: ResultKey, isSame: (result: Result | undefined) => boolean): void => {
    if (again.has(key)) return
    again.add(key)
    const result = now.get(key)
    if (isSame(result)) put(key, result)
  }
  // It may stand in another place, and then is another one with the same record.
  const putSaid = ({ key, record }: Result): void => putAgain(key, (result) => result?.record === record)
  let others: ReadonlySet<ResultKey> | undefined
  const putKey = (key: ResultKey): void => {
    others ??= new Set(results.map(keyOf))
    putAgain(key, () => others?.has(key) !== true)
  }
  // What was committed is what was said, and both are in the order of their keys.
  let at = 0
  for (const [key, figures] of stood) {
    let said = last.changed[at]?.result
    for (; said !== undefined && said.key !== key && said.key < key; said = last.changed[at]?.result) {
      putSaid(said)
      at += 1
    }
    if (said?.key !== key) putKey(key)
    else {
      at += 1
      if (said.digest !== figures?.digest) putSaid(said)
    }
  }
  for (; at < last.changed.length; at++) putSaid((last.changed[at] as Changed).result)
  for (const result of last.fresh) if (before.get(result.key)?.digest !== result.digest) putSaid(result)
  for (const key of last.missing) putAgain(key, (result) => result === undefined)
  // Nearly always they are: what changed is in the order of the capture.
  if (!areInOrder(changed)) changed.sort((one, other) => (one.result.key < other.result.key ? -1 : 1))
  fresh.sort((one, other) => (one.key < other.key ? -1 : 1))
  const inOrder = missing.size < 2 ? missing : before.keys().filter((key) => missing.has(key))
  return { changed, fresh, missing: [...inOrder] }
}

const keyOf = ({ was, is }: ResultChanged): ResultKey => ((is ?? was) as Result).key

function areInOrder(changed: readonly Changed[]): boolean {
  for (let at = 1; at < changed.length; at++)
    if ((changed[at - 1] as Changed).result.key > (changed[at] as Changed).result.key) return false
  return true
}

function compareAll({ now, before }: Sides): Compared {
  const changed: Changed[] = []
  const fresh: Result[] = []
  // A step of an iterator would be one more object for each result.
  const [keys, figures] = [[...before.keys()], [...before.values()]]
  let next = 0
  now.forEach((result, key) => {
    let stood: Figures | undefined
    // What stands is mostly in the order of the capture: then it need not be looked up.
    if (keys[next] === key) {
      stood = figures[next]
      next += 1
    } else {
      stood = before.get(key)
      // Both are mostly in the order of their keys: what is behind in it is not in the capture.
      while (next < keys.length && (keys[next] as ResultKey) < key) next += 1
    }
    if (stood === undefined) fresh.push(result)
    else if (stood.digest !== result.digest) changed.push(changedBeside(result, stood))
  })
  const missing: ResultKey[] = []
  // All of what stands was found: then none is missing.
  if (before.size !== now.size - fresh.length) for (const key of keys) if (!now.has(key)) missing.push(key)
  return { changed, fresh, missing }
}
