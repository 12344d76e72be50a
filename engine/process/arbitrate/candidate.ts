import type { Source, Stale } from '../../model/current.ts'
import type { FeedId } from '../../model/ids.ts'
import type { ResultRecord } from '../../model/result.ts'

export type FeedSource = Extract<Source, { readonly kind: 'feed' }>
export type UnitsSource = Extract<Source, { readonly kind: 'units' }>

/** Figures that could stand. */
export interface Candidate {
  readonly source: FeedSource | UnitsSource
  readonly record: ResultRecord
  /** What is not as fresh as it looks within it: the units that it was added up from. */
  readonly stale: readonly Stale[]
  /** A sum with figures in it that a person set: it is not what its feed says. */
  readonly hasSetWithin?: true
  /** Why it is not used if another can be. */
  readonly trouble?: Stale
  /** These very figures are in doubt: they never stand. Without it trouble leaves the last good ones. */
  readonly isDoubtful?: true
  /** What they are was not judged yet: a message of it is on its way, and decides. */
  readonly isUnjudged?: true
}

/** The feed whose figures these are alone. Undefined: they are of several. */
export const feedOf = ({ source }: Candidate): FeedId | undefined =>
  source.kind === 'feed' ? source.feed : undefined

export const isSum = (source: Source): boolean =>
  source.kind === 'units' || (source.kind === 'feed' && source.computed)

/** What would stand without a person's figures. */
export const sourceUnder = (source: Source | null): FeedSource | UnitsSource | null =>
  source?.kind === 'override' ? sourceUnder(source.over) : source

/** The same feed, or sums both: which feeds are in a sum may change with every unit, and is no change of the source. */
export function isSameSource(one: Source | null, other: Source | null): boolean {
  if (one === null || other === null) return one === other
  if (one.kind === 'feed' && other.kind === 'feed' && one.feed === other.feed) return true
  return isSum(one) && isSum(other)
}

/** For people. */
export function nameOf(source: Source | null): string {
  if (source === null) return 'nothing'
  if (source.kind === 'override') return `override ${source.override}`
  if (source.kind === 'units') return `the sum of ${source.units} units`
  return source.computed ? `the sum of the units of ${source.feed}` : source.feed
}
