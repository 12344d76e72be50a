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
  return [...named].toSorted().flatMap((name) => {
    const other = name as FeedId
    const ids = electionIds(crosswalks[other])
    const theirs = ids.theirs(ours)
    // Of a feed that has this very id for something else nothing reads as this key.
    return ids.ours(theirs) === ours ? [{ feed: other, key: theirs, feedUnit: undefined }] : []
  })
}
