import { fitsPattern } from '../../flow/id-pattern.ts'
import { contestAndUnit, type FeedId } from '../../model/ids.ts'
import type { Desk } from '../../plan/desk.ts'
import { electionIds } from '../election-ids.ts'
import type { Asked } from './asked.ts'

/** The same key of the other feeds that the election names for it, in the order of sources and in the crosswalk. */
export function othersOf({ feed, key }: Asked, { sources, crosswalks }: Desk): readonly Asked[] {
  const ours = electionIds(crosswalks[feed]).ours(key)
  const { contest, unit } = contestAndUnit(ours)
  const fits = sources.filter(
    (one) => fitsPattern(one.contest, contest) && (one.unit === undefined || fitsPattern(one.unit, unit)),
  )
  const named = new Set([...fits.flatMap(({ order }) => order), ...Object.keys(crosswalks)])
  named.delete('units')
  named.delete(feed)
  return [...named].toSorted().map((name) => {
    const other = name as FeedId
    return { feed: other, key: electionIds(crosswalks[other]).theirs(ours), feedUnit: undefined }
  })
}
