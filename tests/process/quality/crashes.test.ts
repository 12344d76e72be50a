import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Envelope } from '../../../engine/model/envelope.ts'
import { arbitrate } from '../../../engine/process/arbitrate/arbitrate.ts'
import { quality } from '../../../engine/process/quality/quality.ts'
import { tally } from '../../../engine/process/tally/tally.ts'
import { envelope, wake } from '../../conformance/results-samples.ts'
import { type Judging, messageOf, newJudging, signal, tooMany } from './judging.ts'
import { stepwise } from './steps.ts'

const [one, two] = [`${wake}/precinct:01`, `${wake}/precinct:02`]
const facts = {
  rules: [tooMany, { ...tooMany, name: 'in-all', unitTypes: ['county'] }],
  expectedVotes: [{ votes: { [one]: 1_000, [two]: 1_000, [wake]: 1_800 } }],
}

/** What is left at the end: what is open, what stands, and what was last told of each alert. */
async function endOf(judging: Judging) {
  const alerts = await judging.alerts()
  const last = new Map(judging.told.map((alert) => [alert.id, alert]))
  for (const alert of judging.told)
    if ((last.get(alert.id)?.revision ?? 0) < alert.revision) last.set(alert.id, alert)
  return {
    alerts: alerts
      .filter(({ state }) => state === 'open')
      .map(({ rule, key, measure, words, severity }) => ({ rule, key, measure, words, severity })),
    current: await judging.current(),
    told: alerts.map(({ id, state }) => [id, last.get(id)?.state ?? 'never', state]),
  }
}

const story: readonly (readonly Envelope[])[] = [
  [envelope(1, 900), envelope(1, 700, { unit: two })],
  [envelope(2, 1_300)],
  [envelope(3, 1_000), envelope(3, 1_250, { unit: two, previous: 1 })],
]

describe('a crash', () => {
  test('at any step of any batch comes to the same end, and everything is told', async () => {
    const whole = newJudging(facts)
    for (const batch of story) await whole.take(...batch)
    const expected = await endOf(whole)
    await whole.close()
    expect(expected.alerts.map(({ rule }) => rule).toSorted()).toEqual(['in-all', 'too-many', 'too-many'])

    let crashes = 0
    for (let at = 0; at === crashes; at += 1) {
      let calls = 0
      const judging = newJudging(facts, (ports) =>
        stepwise(ports, async (_, step) => {
          const mine = calls
          calls += 1
          // What was done may be done although the answer is lost.
          const answer = await step()
          if (mine === at) throw new Error('crash')
          return answer
        }),
      )
      for (const batch of story) {
        const done = await judging.take(...batch).then(
          () => true,
          (error: Error) => {
            if (error.message !== 'crash') throw error
            return false
          },
        )
        if (done) continue
        crashes += 1
        await judging.take(...batch)
      }
      const end = await endOf(judging)
      await judging.close()
      expect([at, end]).toEqual([at, expected])
    }
    expect(crashes).toBeGreaterThan(60)
  })
})

describe('two workers', () => {
  test('come to the same end in whatever order their steps fall', async () => {
    const whole = newJudging(facts)
    for (const batch of story) await whole.take(...batch)
    const expected = await endOf(whole)
    await whole.close()

    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const judging = newJudging(facts)
        const work = async (batches: readonly (readonly Envelope[])[]) => {
          const ports = stepwise(judging.ports, (name, step) =>
            scheduler.schedule(Promise.resolve(), name).then(step),
          )
          const processors = [tally.make(ports), quality.make(ports), arbitrate.make(ports)]
          for (const batch of batches)
            for (const process of processors) await process(batch.map(messageOf), signal)
        }
        // A member that has lost its partitions, and does not know it yet.
        await scheduler.waitFor(Promise.all([work(story), work(story.slice(1))]))
        const end = await endOf(judging)
        await judging.close()
        expect(end).toEqual(expected)
      }),
      { numRuns: 60, seed: 3 },
    )
  })

  test('leave no alert of what was over before it was opened', async () => {
    const judging = newJudging(facts)
    const slow = stepwise(judging.ports, async (name, step) => {
      // Between what one has read and what it writes, another has judged what came after.
      if (name === 'register.put' && judging.told.length === 0 && !done.has('right')) {
        done.add('right')
        await judging.take(envelope(2, 900))
      }
      return await step()
    })
    const done = new Set<string>()
    const wrong = [messageOf(envelope(1, 1_300))]
    await tally.make(judging.ports)(wrong, signal)
    await quality.make(slow)(wrong, signal)
    expect(done.size).toBe(1)
    expect((await judging.alerts()).map(({ state }) => state)).toEqual(['cleared'])
    expect(judging.told.at(-1)?.state).toBe('cleared')
    await judging.close()
  })
})
