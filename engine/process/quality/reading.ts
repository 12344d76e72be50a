import { contestAndUnit, type FeedId, type ResultKey, resultKey } from '../../model/ids.ts'
import type { Desk } from '../../plan/desk.ts'
import type { DeskRule } from '../../plan/desk-rule.ts'
import type { Said } from '../../quality/rule.ts'
import type { Part, ResultStore } from '../../results/store.ts'
import { unitAbove } from '../../results/unit-above.ts'
import { instantText } from '../../time/instant.ts'
import { momentOf } from '../../time/moment.ts'
import { electionIds } from '../election-ids.ts'
import type { Asked } from './asked.ts'
import { mayConcern } from './fits.ts'
import { othersOf } from './others.ts'

export type Ledger = Pick<ResultStore, 'get' | 'at' | 'derived' | 'parts' | 'list'>

/** What feeds say, in the ids of the election, asked in the feeds' own. Each is read once; the same list for all who ask. */
export interface Reading {
  /** The feed's own result, else the sum of its units. Undefined: neither. */
  says(asked: Pick<Asked, 'feed' | 'key'>): Promise<Said | undefined>
  /** What the feed itself said before a moment, newest first; it ends where there was nothing. */
  before(asked: Asked, moment: string, most: number): Promise<readonly Said[]>
  /** What other feeds say of the same. */
  others(asked: Asked): Promise<readonly Said[]>
  /** Of all contests of the unit. */
  siblings(asked: Asked): Promise<readonly Said[]>
  within(asked: Asked): Promise<readonly Said[]>
  /** Of all units in the unit above. */
  beside(asked: Asked): Promise<readonly Said[]>
  /** Of all contests of the unit that a rule is about, in all units in the unit above. */
  around(asked: Asked, rule: DeskRule): Promise<readonly Said[]>
}

interface Known extends Part {
  readonly computed: boolean
}

export function readingOf(ledger: Ledger, desk: Desk, signal: AbortSignal): Reading {
  const known = remembering<Known | undefined>()
  const lists = remembering<readonly Said[]>()
  const saidBy = (feed: FeedId, { record, revision, capturedAt }: Part, computed = false): Said => {
    const ours = electionIds(desk.crosswalks[feed]).record(record)
    const key = resultKey(ours.contest.id, ours.unit.id)
    return { feed, key, record: ours, revision, capturedAt, computed }
  }
  const knownOf = (feed: FeedId, key: ResultKey) =>
    known(`${feed} ${key}`, async () => {
      const own = await ledger.get(feed, key, signal)
      if (own?.record) return { ...own, record: own.record, computed: false }
      const { sum } = await ledger.derived(feed, key, signal)
      return sum === null ? undefined : { ...sum, computed: true }
    })
  const says: Reading['says'] = async ({ feed, key }) => {
    const found = await knownOf(feed, key)
    return found && saidBy(feed, found, found.computed)
  }
  const partsOf = (feed: FeedId, contest: string, unit: string): Promise<readonly Said[]> =>
    lists(`parts ${feed} ${resultKey(contest, unit)}`, async () => {
      const ids = electionIds(desk.crosswalks[feed])
      const whole = ids.ours(resultKey(contest, unit))
      const parts = await ledger.parts(feed, contest, unit, signal)
      const said = await Promise.all(
        parts.map(async (part) => {
          const key = resultKey(part.record.contest.id, part.record.unit.id)
          // Another result of the feed reads as this unit.
          return ids.isHidden(key) ? await says({ feed, key: ids.theirs(ids.ours(key)) }) : saidBy(feed, part)
        }),
      )
      return said.filter((one) => one !== undefined && one.key !== whole) as readonly Said[]
    })
  const siblings: Reading['siblings'] = ({ feed, key }) => {
    const { unit } = contestAndUnit(key)
    return lists(`siblings ${feed} ${unit}`, async () => {
      const own = new Map<ResultKey, Said>()
      for await (const one of ledger.list({ feed, unit }, signal))
        if (!own.has(one.key)) own.set(one.key, saidBy(feed, one, one.derived))
      return [...own.values()]
    })
  }
  const aboveOf = async ({ feed, key, feedUnit, above }: Asked): Promise<string | undefined> => {
    const { contest, unit: id } = contestAndUnit(key)
    const unit =
      above === undefined ? ((await knownOf(feed, key))?.record.unit ?? { id }) : { id, within: above }
    const theirs = unitAbove(unit, feedUnit)
    const ids = electionIds(desk.crosswalks[feed])
    if (theirs === undefined || ids.ours(resultKey(contest, theirs)) !== ids.ours(key)) return theirs
    // It is read as the unit that the feed has it in.
    const [ours] = ids.wayAbove(unit, feedUnit)
    return ours && contestAndUnit(ids.theirs(resultKey(contestAndUnit(ids.ours(key)).contest, ours))).unit
  }
  return {
    says,
    siblings,
    async before({ feed, key }, moment, most) {
      const found: Said[] = []
      let until = momentOf(moment) - 1
      while (found.length < most) {
        // oxlint-disable-next-line no-await-in-loop -- each says where the next one is
        const one = await ledger.at(feed, key, instantText(until), signal)
        if (!one?.record) break
        found.push(saidBy(feed, { ...one, record: one.record }))
        until = momentOf(one.capturedAt) - 1
      }
      return found
    },
    async others(asked) {
      const found = await Promise.all(othersOf(asked, desk).map(says))
      return found.filter((one) => one !== undefined)
    },
    within({ feed, key }) {
      const { contest, unit } = contestAndUnit(key)
      return partsOf(feed, contest, unit)
    },
    async beside(asked) {
      const above = await aboveOf(asked)
      return above === undefined ? [] : partsOf(asked.feed, contestAndUnit(asked.key).contest, above)
    },
    async around(asked, rule) {
      const above = await aboveOf(asked)
      if (above === undefined) return []
      const ids = electionIds(desk.crosswalks[asked.feed])
      const fitting = (await siblings(asked)).filter(({ key }) => mayConcern(rule, key))
      const contests = fitting.map(({ key }) => contestAndUnit(ids.theirs(key)).contest).toSorted()
      // Units with the same contests have one list.
      return lists(`around ${asked.feed} ${above} ${contests.join(' ')}`, async () => {
        const parts = await Promise.all(contests.map((contest) => partsOf(asked.feed, contest, above)))
        return parts.flat()
      })
    },
  }
}

/** What was asked under a name is asked once, also while the answer is on its way. */
function remembering<Answer>(): (name: string, ask: () => Promise<Answer>) => Promise<Answer> {
  const answers = new Map<string, Promise<Answer>>()
  return (name, ask) => {
    const known = answers.get(name) ?? ask()
    answers.set(name, known)
    return known
  }
}
