import type { FeedId, ResultKey } from '../../model/ids.ts'
import type { Heard } from '../../register/current-entries.ts'

/** Why what stands of a key may be wrong, in the ids of the election. */
export interface Touch {
  readonly election: string
  readonly key: ResultKey
  /** What feeds have said of it themselves and was judged. */
  readonly heard: Readonly<Record<FeedId, Heard>>
  /** Units that it lies in directly, as these feeds have it. */
  readonly above: readonly string[]
  /** Those of them that follow from its id. */
  readonly byId: readonly string[]
  /** Further up, from each of these units, within the jurisdiction of a feed. */
  readonly ways: readonly (readonly string[])[]
  /** Something within it changed. */
  readonly hasParts: boolean
}

export const touchOf = (election: string, key: ResultKey): Touch => ({
  election,
  key,
  heard: {},
  above: [],
  byId: [],
  ways: [],
  hasParts: false,
})

/** One touch for each key. */
export function distinct(touches: readonly Touch[]): readonly Touch[] {
  const merged = new Map<string, Touch>()
  for (const touch of touches) {
    const name = `${touch.election} ${touch.key}`
    const before = merged.get(name)
    merged.set(name, before === undefined ? touch : both(before, touch))
  }
  return [...merged.values()]
}

const both = (one: Touch, other: Touch): Touch => ({
  ...one,
  heard: heardOf(one.heard, other.heard),
  above: allOf(one.above, other.above),
  byId: allOf(one.byId, other.byId),
  ways: waysOf([...one.ways, ...other.ways]),
  hasParts: one.hasParts || other.hasParts,
})

/** Each once, by code units. */
export const allOf = (one: readonly string[], other: readonly string[]): readonly string[] =>
  [...new Set([...one, ...other])].toSorted(byCodeUnits)

/** Of each feed the higher revision. */
export function heardOf(one: Touch['heard'], other: Touch['heard']): Touch['heard'] {
  const all: Record<FeedId, Heard> = { ...one }
  for (const [feed, heard] of Object.entries(other) as [FeedId, Heard][])
    if ((all[feed]?.revision ?? 0) < heard.revision) all[feed] = heard
  return all
}

/** Each way once, by code units. */
export const waysOf = (ways: Touch['ways']): Touch['ways'] =>
  [...new Map(ways.map((way) => [way.join(' '), way]))]
    .toSorted(([one], [other]) => byCodeUnits(one, other))
    .map(([, way]) => way)

export const byCodeUnits = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
