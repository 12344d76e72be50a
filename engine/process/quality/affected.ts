import { inParallel } from '../../flow/in-parallel.ts'
import type { ResultKey } from '../../model/ids.ts'
import type { Desk } from '../../plan/desk.ts'
import type { QualityRule, Said } from '../../quality/rule.ts'
import { electionIds } from '../election-ids.ts'
import { type Asked, distinct, readsAtOnce } from './asked.ts'
import { mayConcern } from './fits.ts'
import { othersOf } from './others.ts'
import type { Reading } from './reading.ts'

type Need = keyof QualityRule['needs']

/**
 * All that has to be judged again when figures change: they themselves, and those whose rules read them. Nothing is left of
 * what no rule is about.
 */
export async function affectedBy(
  touched: readonly Asked[],
  desk: Desk,
  reading: Reading,
): Promise<readonly Asked[]> {
  const ours = ({ feed, key }: Asked): ResultKey => electionIds(desk.crosswalks[feed]).ours(key)
  const isJudged = (asked: Asked, need?: Need): boolean =>
    desk.rules.some(
      (one) => mayConcern(one, ours(asked)) && (need === undefined || one.rule.needs[need] !== undefined),
    )
  const needed = new Set(desk.rules.flatMap(({ rule }) => Object.keys(rule.needs)))
  const asked = await inParallel(touched, readsAtOnce, async (one) => {
    const theirs = ({ key }: Said): Asked => ({
      ...one,
      key: electionIds(desk.crosswalks[one.feed]).theirs(key),
    })
    const beside = needed.has('beside') ? (await reading.beside(one)).map(theirs) : []
    const siblings = needed.has('siblings') ? (await reading.siblings(one)).map(theirs) : []
    const around = await Promise.all(
      desk.rules
        .filter((rule) => rule.rule.needs.around && mayConcern(rule, ours(one)))
        .map((rule) => reading.around(one, rule)),
    )
    const others = needed.has('others') ? othersOf(one, desk) : []
    return [
      ...(isJudged(one) ? [one] : []),
      ...beside.filter((other) => isJudged(other, 'beside')),
      ...siblings.filter((other) => isJudged(other, 'siblings')),
      ...around
        .flat()
        .map(theirs)
        .filter((other) => isJudged(other, 'around')),
      ...others.filter((other) => isJudged(other, 'others')),
    ]
  })
  return distinct(asked.flat())
}
