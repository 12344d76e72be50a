import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { resultKey } from '../../../engine/model/ids.ts'
import { contest, envelope, feed, minute, wake } from '../../conformance/results-samples.ts'
import { type Judging, newJudging, tooMany } from './judging.ts'

const one = `${wake}/precinct:01`

let judging: Judging
beforeEach(() => {
  judging = newJudging({ rules: [tooMany], expectedVotes: [{ votes: { [one]: 1_000, [wake]: 1_500 } }] })
})
afterEach(() => judging.close())

describe('a finding', () => {
  test('is an alert with the figures, published once', async () => {
    await judging.take(envelope(1, 1_200))
    expect(await judging.alerts()).toEqual([
      {
        id: expect.stringMatching(/^a-[0-9a-f]{10}$/) as string,
        election: 'us-2024-11-05-general',
        rule: 'too-many',
        severity: 'hold',
        feed,
        key: resultKey(contest, one),
        about: 'above',
        measure: 20,
        limit: 10,
        words: '01, US PRESIDENT: 1,200 votes, 120 percent of the 1,000 expected',
        table: [
          ['votes', 'expected', 'percent'],
          ['1,200', '1,000', '120'],
        ],
        state: 'open',
        since: minute(1),
        noticed: { version: 1, measure: 20 },
      },
    ])
    expect(judging.told.map(({ revision, state: now }) => [revision, now])).toEqual([[1, 'open']])
  })

  test('in a sum of units is one too', async () => {
    await judging.take(envelope(1, 1_000), envelope(1, 900, { unit: `${wake}/precinct:02` }))
    const [alert] = await judging.alerts()
    expect(alert).toMatchObject({ key: resultKey(contest, wake), measure: 26.7, state: 'open' })
  })
})
