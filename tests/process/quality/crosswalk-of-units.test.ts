import { afterEach, expect, test } from 'vitest'
import type { Envelope } from '../../../engine/model/envelope.ts'
import { type FeedId, resultKey } from '../../../engine/model/ids.ts'
import type { Desk } from '../../../engine/plan/desk.ts'
import { readingOf } from '../../../engine/process/quality/reading.ts'
import { sameBlock } from '../../../engine/quality/same-block.ts'
import { contest, envelope, state, wake } from '../../conformance/results-samples.ts'
import { ruleOf } from '../../quality/questions.ts'
import { election, type Judging, newJudging, signal, tooMany } from './judging.ts'

const feed = 'b' as FeedId
const durham = `${state}/county:durham`
const all = (county: string): string => `${county}/precinct:all`
const units = { [all(wake)]: wake, [all(durham)]: durham }

let judging: Judging | undefined
const judgingBy = (facts: Partial<Desk>): Judging => {
  judging = newJudging({ crosswalks: { [feed]: { contests: {}, units, selections: {} } }, ...facts })
  return judging
}
afterEach(() => judging?.close())

const says = (revision: number, unit: string, votes: number, feedUnit = wake): Envelope =>
  envelope(revision, votes, { feed, unit, within: unit.slice(0, unit.lastIndexOf('/')), feedUnit })

const alertsIn = async (judged: Judging) =>
  (await judged.alerts())
    .filter((one) => one.feed !== null)
    .map(({ rule, state: now, key, measure }) => `${rule} ${now} ${key.split('/').at(-1)} ${measure}`)

test('a precinct that is the whole county is judged as the county, by itself and not with what is beside it', async () => {
  const rules = [{ ...tooMany, unitTypes: ['county'] }]
  const judged = judgingBy({ rules, expectedVotes: [{ votes: { [wake]: 1_000 } }] })
  // The sum of both would be too many.
  await judged.take(says(1, all(wake), 900), says(2, `${wake}/precinct:1`, 700))
  expect(await alertsIn(judged)).toEqual([])
  await judged.take(says(3, all(wake), 1_500))
  expect(await alertsIn(judged)).toEqual(['too-many open county:wake 50'])
  await judged.take(says(4, all(wake), 950))
  expect(await alertsIn(judged)).toEqual(['too-many cleared county:wake 50'])
})

test('counties that a feed writes so are beside each other, and precincts in them are not', async () => {
  const block = ruleOf(sameBlock)
  const judged = judgingBy({ rules: [{ name: 'blocks', severity: 'alert', contest: 'nc/*', rule: block }] })
  const like = (revision: number, unit: string): Envelope => {
    const made = says(revision, unit, 0, state)
    const selections = [300, 200, 100].map((total, at) => ({
      id: `s${at}`,
      name: `s${at}`,
      writeIn: false,
      votes: { total },
    }))
    return { ...made, record: made.record && { ...made.record, selections } }
  }
  await judged.take(like(1, all(wake)), like(2, `${wake}/precinct:1`))
  expect(await alertsIn(judged)).toEqual([])
  await judged.take(like(3, all(durham)))
  const reading = readingOf(judged.ports.results, judged.ports.desk(election), signal)
  const beside = async (unit: string) =>
    (await reading.beside({ feed, key: resultKey(contest, unit), feedUnit: state })).map(({ key }) => key)
  expect(await beside(all(wake))).toEqual([resultKey(contest, durham), resultKey(contest, wake)])
  expect(await beside(`${wake}/precinct:1`)).toEqual([resultKey(contest, `${wake}/precinct:1`)])
  const places = new Set((await alertsIn(judged)).map((text) => text.split(' ')[2]))
  expect(places).toEqual(new Set(['county:durham', 'county:wake']))
})
