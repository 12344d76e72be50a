import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { resultKey } from '../../../engine/model/ids.ts'
import { type Desk, plainDesk } from '../../../engine/plan/desk.ts'
import type { DeskRule } from '../../../engine/plan/desk-rule.ts'
import { arbitrate } from '../../../engine/process/arbitrate/arbitrate.ts'
import type { ProcessorPorts } from '../../../engine/process/processor.ts'
import { followRules } from '../../../engine/process/quality/follow-rules.ts'
import { quality } from '../../../engine/process/quality/quality.ts'
import { tally } from '../../../engine/process/tally/tally.ts'
import { expectedVote } from '../../../engine/quality/expected-vote.ts'
import { sameBlock } from '../../../engine/quality/same-block.ts'
import { currentEntry } from '../../../engine/register/current-entries.ts'
import { contest, envelope, record, wake } from '../../conformance/results-samples.ts'
import { ruleOf } from '../../quality/questions.ts'
import { election, type Judging, messageOf, newJudging, signal, tooMany } from './judging.ts'
import { stepwise } from './steps.ts'

const one = `${wake}/precinct:01`
const facts = { rules: [tooMany], expectedVotes: [{ votes: { [one]: 1_000 } }] }

let judging: Judging
beforeEach(async () => {
  judging = newJudging(facts)
  await judging.take(envelope(1, 900))
  await judging.take(envelope(2, 1_200))
})
afterEach(() => judging.close())

/** The same stores, as a process finds them that begins with other files. */
const beginning = (more: Partial<Desk>): ProcessorPorts => {
  const desk = { ...plainDesk(election), ...more }
  return { ...judging.ports, desk: () => desk }
}
const states = async () => (await judging.alerts()).map(({ state, severity }) => [state, severity])
const limit = (above_percent: number): DeskRule => ({
  ...tooMany,
  rule: ruleOf(expectedVote, { above_percent }),
})

describe('a hold', () => {
  test.each([
    ['whose rule was taken out of the file, with all others,', { ...facts, rules: [] }],
    [
      'whose rule was taken out, and others are left,',
      { ...facts, rules: [{ ...limit(50), name: 'another' }] },
    ],
    ['whose rule is about other contests now', { ...facts, rules: [{ ...tooMany, contest: 'nc/governor' }] }],
    ['whose rule has a limit that it is within now', { ...facts, rules: [limit(30)] }],
    ['of an election whose file is gone', {}],
  ])('%s is cleared, told, and its figures stand without a message', async (_, now) => {
    expect(await judging.current()).toMatchObject({ 'precinct:01': 900, 'county:wake': 900 })
    await followRules(beginning(now), signal)
    expect(await states()).toEqual([['cleared', 'hold']])
    expect(judging.told.at(-1)).toMatchObject({ state: 'cleared', revision: 2 })
    expect(await judging.current()).toMatchObject({ 'precinct:01': 1_200, 'county:wake': 1_200 })
  })

  test('whose rule only tells people now holds nothing, and is open', async () => {
    await followRules(beginning({ ...facts, rules: [{ ...tooMany, severity: 'alert' }] }), signal)
    expect(await states()).toEqual([['open', 'alert']])
    expect(await judging.current()).toMatchObject({ 'precinct:01': 1_200, 'county:wake': 1_200 })
  })

  test('that is right by the rules of now stays, and nothing is said', async () => {
    const told = judging.told.length
    await followRules(beginning(facts), signal)
    expect(await states()).toEqual([['open', 'hold']])
    expect(judging.told).toHaveLength(told)
    expect(await judging.current()).toMatchObject({ 'precinct:01': 900 })
  })

  test('of figures that the ledger has lost stays: a replay brings them', async () => {
    const empty = newJudging({})
    await followRules({ ...beginning({}), results: empty.ports.results }, signal)
    await empty.close()
    expect(await states()).toEqual([['open', 'hold']])
    expect(await judging.current()).toMatchObject({ 'precinct:01': 900 })
  })
})

test('at whatever step a process ends, the next one comes to the same end', async () => {
  let crashes = 0
  for (let at = 0; at === crashes; at += 1) {
    await judging.close()
    judging = newJudging(facts)
    await judging.take(envelope(1, 900))
    await judging.take(envelope(2, 1_200))
    let calls = 0
    const crashing = stepwise(judging.ports, async (_, step) => {
      const mine = calls
      calls += 1
      const answer = await step()
      if (mine === at) throw new Error('crash')
      return answer
    })
    const { desk } = beginning({ ...facts, rules: [{ ...tooMany, severity: 'alert' }] })
    await followRules({ ...crashing, desk }, signal).catch((error: Error) => {
      if (error.message !== 'crash') throw error
      crashes += 1
    })
    await followRules({ ...judging.ports, desk }, signal)
    expect([at, await judging.current()]).toMatchObject([at, { 'precinct:01': 1_200, 'county:wake': 1_200 }])
  }
  expect(crashes).toBeGreaterThan(8)
})

const blocks: DeskRule = { name: 'blocks', severity: 'hold', contest: 'nc/*', rule: ruleOf(sameBlock) }
const block = (unit: string, id: string) => {
  const made = envelope(1, 0, { unit })
  const selections = ['a', 'b', 'c'].map((name) => ({
    id: name,
    name,
    writeIn: false,
    votes: { total: 200 },
  }))
  return {
    ...made,
    record: made.record && { ...record(unit, 0), unit: { id, type: 'precinct', name: id }, selections },
  }
}

test('units whose ids do not say where they lie have their neighbours all the same', async () => {
  const judged = newJudging({ rules: [blocks] })
  await judged.take(block('precinct:x1', 'precinct:x1'), block('precinct:x2', 'precinct:x2'))
  expect((await judged.alerts()).map(({ state }) => state)).toEqual(['open', 'open'])
  await followRules({ ...judged.ports, desk: () => ({ ...plainDesk(election), rules: [blocks] }) }, signal)
  expect((await judged.alerts()).map(({ state }) => state)).toEqual(['open', 'open'])
  await judged.close()
})

test('a hold that is none by the rules of now ends with any figures that it is judged with, those beside too', async () => {
  const judged = newJudging({ rules: [blocks] })
  const two = `${wake}/precinct:02`
  await judged.take(block(one, one), block(two, two))
  const held = async () => {
    const entry = await currentEntry(judged.ports.register, election, resultKey(contest, one), signal)
    return entry?.body.stale.map(({ why }) => why)
  }
  expect(await held()).toEqual(['HELD'])
  const now: ProcessorPorts = {
    ...judged.ports,
    desk: () => ({ ...plainDesk(election), rules: [{ ...blocks, severity: 'alert' }] }),
  }
  const processors = [tally.make(now), quality.make(now), arbitrate.make(now)]
  // oxlint-disable-next-line no-await-in-loop -- each relies on those before it
  for (const process of processors) await process([messageOf(block(two, two))], signal)
  expect(await held()).toEqual([])
  await judged.close()
})

test('all of it is looked at once for each desk', async () => {
  const asked: string[] = []
  const ports = stepwise(beginning(facts), async (name, step) => {
    asked.push(name)
    return await step()
  })
  await followRules(ports, signal)
  expect(asked).toContain('get')
  asked.length = 0
  await followRules(ports, signal)
  expect(asked).toEqual(['register.list'])
})
