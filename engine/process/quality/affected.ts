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
  const ids = (asked: Asked) => electionIds(desk.crosswalks[asked.feed])
  const isJudged = (ours: ResultKey, need?: Need): boolean =>
    desk.rules.some(
      (one) => mayConcern(one, ours) && (need === undefined || one.rule.needs[need] !== undefined),
    )
  const needed = new Set(desk.rules.flatMap(({ rule }) => Object.keys(rule.needs)))
  // Many that are touched have the same neighbours, in one and the same list: it is gone through once.
  const lists = new Map<readonly Said[], { readonly asked: Asked; readonly need: Need }>()
  await inParallel(touched, readsAtOnce, async (asked) => {
    if (needed.has('beside')) lists.set(await reading.beside(asked), { asked, need: 'beside' })
    if (needed.has('siblings')) lists.set(await reading.siblings(asked), { asked, need: 'siblings' })
    for (const rule of desk.rules)
      if (rule.rule.needs.around && mayConcern(rule, ids(asked).ours(asked.key)))
        lists.set(await reading.around(asked, rule), { asked, need: 'around' })
  })
  const neighbours = [...lists].flatMap(([list, { asked, need }]) =>
    list
      .filter(({ key }) => isJudged(key, need))
      .map(({ key }) => ({ ...asked, key: ids(asked).theirs(key) })),
  )
  const others = needed.has('others') ? touched.flatMap((asked) => othersOf(asked, desk)) : []
  return distinct([
    ...touched.filter((asked) => !ids(asked).isHidden(asked.key) && isJudged(ids(asked).ours(asked.key))),
    ...others.filter((asked) => isJudged(ids(asked).ours(asked.key), 'others')),
    ...neighbours,
  ]).map(({ feed, key, feedUnit }) => ({ feed, key, feedUnit }))
}
