import { expect, test } from 'vitest'
import { plainDesk } from '../../../engine/plan/desk.ts'
import type { ProcessorPorts } from '../../../engine/process/processor.ts'
import { leaveKeys } from '../../../engine/process/quality/leave-keys.ts'
import { contest, envelope, wake } from '../../conformance/results-samples.ts'
import { election, newJudging, signal, tooMany } from './judging.ts'
import { stepwise } from './steps.ts'

const one = `${wake}/precinct:01`
const facts = { rules: [tooMany], expectedVotes: [{ votes: { [one]: 1_000 } }] }
const { feed } = envelope(1, 0)
/** By which the precinct is another one. */
const crosswalks = { [feed]: { contests: {}, units: { [one]: `${wake}/precinct:1` }, selections: {} } }

async function begun() {
  const judging = newJudging(facts)
  await judging.take(envelope(1, 900))
  await judging.take(envelope(2, 1_200))
  const now = (ports: ProcessorPorts): ProcessorPorts => ({
    ...ports,
    desk: () => ({ ...plainDesk(election), ...facts, crosswalks }),
  })
  return { judging, now }
}

test('an alert about a key as which nothing of a feed reads any more is cleared and told, and the key stands no more', async () => {
  const { judging, now } = await begun()
  expect((await judging.alerts()).map(({ state }) => state)).toEqual(['open'])
  await leaveKeys(now(judging.ports), election, feed, signal)
  expect(judging.told.at(-1)).toMatchObject({ key: `${contest}|${one}`, state: 'cleared' })
  expect((await judging.current())['precinct:01'] ?? null).toBeNull()
  const told = judging.told.length
  await leaveKeys(now(judging.ports), election, feed, signal)
  expect(judging.told).toHaveLength(told)
  await judging.close()
})

test('an alert about a key that reads as before stays', async () => {
  const { judging } = await begun()
  await leaveKeys(judging.ports, election, feed, signal)
  expect((await judging.alerts()).map(({ state }) => state)).toEqual(['open'])
  expect(await judging.current()).toMatchObject({ 'precinct:01': 900 })
  await judging.close()
})

test('at whatever step it ends, it comes to the same end when it begins again', async () => {
  let crashes = 0
  for (let at = 0; at === crashes; at += 1) {
    const { judging, now } = await begun()
    let calls = 0
    const crashing = stepwise(now(judging.ports), async (_, step) => {
      const mine = calls
      calls += 1
      const answer = await step()
      if (mine === at) throw new Error('crash')
      return answer
    })
    await leaveKeys(crashing, election, feed, signal).catch((error: Error) => {
      if (error.message !== 'crash') throw error
      crashes += 1
    })
    await leaveKeys(now(judging.ports), election, feed, signal)
    const [last] = judging.told.filter(({ state }) => state === 'cleared')
    expect([at, last?.key]).toEqual([at, `${contest}|${one}`])
    expect((await judging.current())['precinct:01'] ?? null).toBeNull()
    await judging.close()
  }
  expect(crashes).toBeGreaterThan(5)
})
