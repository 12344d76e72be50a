import { afterEach, describe, expect, test } from 'vitest'
import { releaseAlert } from '../../../engine/entry/alerts.ts'
import type { Envelope } from '../../../engine/model/envelope.ts'
import { type FeedId, resultKey } from '../../../engine/model/ids.ts'
import type { Reporting, ResultRecord } from '../../../engine/model/result.ts'
import type { Desk } from '../../../engine/plan/desk.ts'
import type { DeskRule } from '../../../engine/plan/desk-rule.ts'
import { jump } from '../../../engine/quality/jump.ts'
import { parentSum } from '../../../engine/quality/parent-sum.ts'
import { sameBlock } from '../../../engine/quality/same-block.ts'
import { siblingsExchanged } from '../../../engine/quality/siblings-exchanged.ts'
import { currentEntry } from '../../../engine/register/current-entries.ts'
import { contest, envelope, record, state, wake } from '../../conformance/results-samples.ts'
import { ruleOf } from '../../quality/questions.ts'
import { election, type Judging, newJudging, signal, tooMany } from './judging.ts'

const rule = (name: string, made: DeskRule['rule'], more: Partial<DeskRule> = {}): DeskRule => ({
  name,
  severity: 'hold',
  contest: 'nc/*',
  rule: made,
  ...more,
})

let judging: Judging | undefined
const judgingBy = (facts: Partial<Desk>): Judging => {
  judging = newJudging(facts)
  return judging
}
afterEach(() => judging?.close())

interface More {
  readonly contestId?: string
  readonly reporting?: Reporting
  readonly feed?: FeedId
}

/** What a feed says of a unit in Wake County, or of the county itself: votes by selection. */
function says(
  revision: number,
  unit: string,
  votes: Readonly<Record<string, number>>,
  { contestId = contest, reporting, feed }: More = {},
): Envelope {
  const made: ResultRecord = {
    ...record(unit, 0, unit === wake ? state : wake),
    contest: { id: contestId, name: contestId, type: 'candidate', votesAllowed: 1 },
    selections: Object.entries(votes).map(([id, total]) => ({
      id,
      name: id,
      writeIn: false,
      votes: { total },
    })),
    ...(reporting === undefined ? {} : { reporting }),
  }
  const key = resultKey(contestId, unit)
  const more = feed === undefined ? {} : { feed, id: `${feed}/${revision}/${key}` }
  return { ...envelope(revision, 0, { unit }), id: `x/${revision}/${key}`, key, record: made, ...more }
}

const openIn = async (judged: Judging) =>
  (await judged.alerts())
    .filter(({ state: now, feed }) => now === 'open' && feed !== null)
    .map(({ rule: name, key }) => `${name} ${key.split('|')[0]} ${key.split(/[/|]/).at(-1)}`)
    .toSorted()

describe('units beside each other', () => {
  const [one, two] = [`${wake}/precinct:01`, `${wake}/precinct:02`]
  const block = { a: 300, b: 200, c: 100 }

  test('are judged again when one of them changes, and what a rule holds of them is stale', async () => {
    const judged = judgingBy({ rules: [rule('blocks', ruleOf(sameBlock))] })
    await judged.take(says(1, one, block))
    expect(await judged.current()).toMatchObject({ 'precinct:01': 300 })
    await judged.take(says(2, two, block))
    expect(await openIn(judged)).toEqual([`blocks ${contest} precinct:01`, `blocks ${contest} precinct:02`])
    const stale = async () => {
      const entry = await currentEntry(judged.ports.register, election, resultKey(contest, one), signal)
      return entry?.body.stale.map(({ why }) => why)
    }
    expect(await stale()).toEqual(['HELD'])
    await judged.take(says(3, two, { ...block, c: 101 }))
    expect(await openIn(judged)).toEqual([])
    expect(await stale()).toEqual([])
    expect(await judged.current()).toMatchObject({ 'precinct:01': 300, 'precinct:02': 300 })
  })

  test('are judged again when one is withdrawn whose id does not say where it lies', async () => {
    const judged = judgingBy({ rules: [rule('blocks', ruleOf(sameBlock))] })
    await judged.take(says(1, 'precinct:x1', block), says(1, 'precinct:x2', block))
    expect(await openIn(judged)).toEqual([`blocks ${contest} precinct:x1`, `blocks ${contest} precinct:x2`])
    await judged.take({ ...says(2, 'precinct:x2', block), kind: 'withdrawn', record: null, digest: null })
    expect(await openIn(judged)).toEqual([])
  })

  test('are those of the place that a unit has come to, and were those of the one it left', async () => {
    const judged = judgingBy({ rules: [rule('blocks', ruleOf(sameBlock))] })
    const lies = (revision: number, name: string, within: string): Envelope => {
      const made = says(revision, `precinct:${name}`, block)
      return { ...made, record: made.record && { ...made.record, unit: { ...made.record.unit, within } } }
    }
    const durham = `${state}/county:durham`
    await judged.take(lies(1, 'a', wake), lies(1, 'b', wake), lies(1, 'c', durham))
    expect(await openIn(judged)).toEqual([`blocks ${contest} precinct:a`, `blocks ${contest} precinct:b`])
    await judged.take(lies(1, 'b', wake), lies(2, 'b', durham))
    expect(await openIn(judged)).toEqual([`blocks ${contest} precinct:b`, `blocks ${contest} precinct:c`])
    const words = (await judged.alerts()).map((alert) => alert.words)
    expect(words).toContain('b, nc/us-president: the same 600 votes, selection by selection, as in c')
  })

  test('of another type, and contests of another pattern, are not', async () => {
    const rules = [
      rule('wards', ruleOf(sameBlock), { unitTypes: ['ward'] }),
      rule('others', ruleOf(sameBlock), { contest: 'nc/governor' }),
      rule('elsewhere', ruleOf(sameBlock), { unit: `${state}/county:durham/*` }),
    ]
    const judged = judgingBy({ rules })
    await judged.take(says(1, one, block), says(1, two, block))
    expect(await openIn(judged)).toEqual([])
  })
})

test('the sum that a unit has left is judged again, as the one it has come to is', async () => {
  const durham = `${state}/county:durham`
  const rules = [{ ...tooMany, unitTypes: ['county'] }]
  const judged = judgingBy({ rules, expectedVotes: [{ votes: { [wake]: 1_000, [durham]: 1_000 } }] })
  const lies = (revision: number, within: string): Envelope => {
    const made = says(revision, 'precinct:x1', { a: 1_500 })
    const moved = made.record && { ...made.record, unit: { ...made.record.unit, within } }
    return { ...made, record: moved }
  }
  await judged.take(lies(1, wake), says(1, `${wake}/precinct:2`, { a: 1 }))
  expect(await openIn(judged)).toEqual([`too-many ${contest} county:wake`])
  await judged.take(lies(2, durham))
  expect(await openIn(judged)).toEqual([`too-many ${contest} county:durham`])
})

test('contests of one unit are judged again when another of them, there or beside, changes', async () => {
  const judged = judgingBy({ rules: [rule('exchanged', ruleOf(siblingsExchanged))] })
  const answers = (revision: number, unit: string, contestId: string, yes: number) =>
    says(revision, unit, { yes, no: 1_000 - yes }, { contestId })
  const units = ['01', '02', '03', '04', '05'].map((name) => `${wake}/precinct:${name}`)
  const last = units.at(-1) ?? ''
  await judged.take(
    ...units
      .slice(0, 4)
      .flatMap((unit) => [answers(1, unit, 'nc/one', 650), answers(1, unit, 'nc/two', 500)]),
    answers(1, last, 'nc/one', 500),
  )
  expect(await openIn(judged)).toEqual([])
  await judged.take(answers(2, last, 'nc/two', 650))
  expect(await openIn(judged)).toEqual(['exchanged nc/one precinct:05', 'exchanged nc/two precinct:05'])
  // The office posts them where they belong: one after the other, and both are free again.
  await judged.take(answers(3, last, 'nc/two', 500))
  expect(await openIn(judged)).toEqual([])
})

describe('what another feed says, under other names,', () => {
  const county = 'us-nc-wake' as FeedId
  const facts = {
    rules: [rule('sums', ruleOf(parentSum), { severity: 'alert' })],
    crosswalks: {
      [county]: { contests: { president: contest }, units: {}, selections: { [contest]: { h: 'harris' } } },
    } as Desk['crosswalks'],
    sources: [{ contest: 'nc/*', order: ['us-nc-precinct', county], tolerance: { votes: 10, percent: 0.5 } }],
  }

  test('is compared in the ids of the election, whoever comes last', async () => {
    const judged = judgingBy(facts)
    const precinct = says(1, `${wake}/precinct:01`, { h: 4_000 }, { contestId: 'president', feed: county })
    await judged.take(precinct, says(1, wake, { harris: 2_000 }))
    expect(await openIn(judged)).toEqual([`sums ${contest} county:wake`])
    const alert = (await judged.alerts()).find(({ rule: name }) => name === 'sums')
    expect(alert).toMatchObject({ feed: county, about: 'us-nc-precinct', measure: 100 })
    expect(alert?.table).toEqual([
      ['selection', 'us-nc-precinct', 'us-nc-wake', 'difference'],
      ['h', '2,000', '4,000', '+2,000'],
    ])
    await judged.take(says(2, wake, { harris: 4_000 }))
    expect(await openIn(judged)).toEqual([])
  })

  test('is not taken for what the election calls by the same id', async () => {
    const durham = `${state}/county:durham`
    // The feed calls Durham what everybody else calls Wake.
    const crosswalks: Desk['crosswalks'] = {
      [county]: { contests: {}, units: { [wake]: durham }, selections: {} },
    }
    const judged = judgingBy({ ...facts, crosswalks })
    await judged.take(says(1, wake, { harris: 2_000 }, { feed: county }))
    await judged.take(says(1, `${wake}/precinct:01`, { harris: 9_000 }))
    expect(await openIn(judged)).toEqual([])
  })
})

describe('a step that a rule holds', () => {
  const unit = `${wake}/precinct:01`
  const done: More = { reporting: { unitsReporting: 1, unitsTotal: 1 } }

  /** A person has released the step from 1,000 to 2,000. */
  async function released() {
    const judged = judgingBy({ rules: [rule('after', ruleOf(jump))] })
    await judged.take(says(1, unit, { a: 1_000 }, done))
    await judged.take(says(2, unit, { a: 2_000 }, done))
    const [alert] = await judged.alerts()
    if (alert === undefined) throw new Error('there is no alert')
    await releaseAlert(alert, { who: 'Kim', why: 'late ballots' }, judged.ports, signal)
    return judged
  }

  test('stays one while it is held, however small the steps behind it are', async () => {
    const judged = judgingBy({ rules: [rule('after', ruleOf(jump))] })
    await judged.take(says(1, unit, { a: 1_000 }, done))
    await judged.take(says(2, unit, { a: 2_000 }, done))
    await judged.take(says(3, unit, { a: 2_001 }, done))
    expect(await openIn(judged)).toEqual([`after ${contest} precinct:01`])
    expect(await judged.current()).toMatchObject({ 'precinct:01': 1_000 })
    await judged.take(says(4, unit, { a: 1_001 }, done))
    expect(await openIn(judged)).toEqual([])
    expect(await judged.current()).toMatchObject({ 'precinct:01': 1_001 })
  })

  test('is over with the next figures once a person has released it', async () => {
    const judged = await released()
    await judged.take(says(3, unit, { a: 2_001 }, done))
    expect(await openIn(judged)).toEqual([])
    expect(await judged.current()).toMatchObject({ 'precinct:01': 2_001 })
  })

  test('is held again when another one comes, whatever a person has released before', async () => {
    const judged = await released()
    await judged.take(says(3, unit, { a: 2_001 }, done))
    await judged.take(says(4, unit, { a: 3_500 }, done))
    expect(await openIn(judged)).toEqual([`after ${contest} precinct:01`])
    expect(await judged.current()).toMatchObject({ 'precinct:01': 2_001 })
  })

  test('that is only an alert is cleared with the next figures', async () => {
    const judged = judgingBy({ rules: [rule('after', ruleOf(jump), { severity: 'alert' })] })
    await judged.take(says(1, unit, { a: 1_000 }, done))
    await judged.take(says(2, unit, { a: 2_000 }, done))
    expect(await openIn(judged)).toEqual([`after ${contest} precinct:01`])
    await judged.take(says(3, unit, { a: 2_001 }, done))
    expect(await openIn(judged)).toEqual([])
  })
})
