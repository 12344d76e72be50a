import { expect, test } from 'vitest'
import { outputOf } from '../../engine/cli/output.ts'
import { runReport } from '../../engine/cli/run-report.ts'
import { feedError } from '../../engine/errors/feed-error.ts'
import type { FeedId } from '../../engine/model/ids.ts'
import type { Plan } from '../../engine/plan/plan.ts'
import { crashPlan } from '../crash/plan.ts'
import { manualClock } from '../helpers/manual-clock.ts'

const planOf = (feed: string): Plan => ({ ...crashPlan('nowhere'), feed: feed as FeedId })
const [one, other] = [planOf('one'), planOf('other')]

function reporting() {
  let said = ''
  const terminal = {
    stdout: (text: string) => void (said += text),
    stderr: () => undefined,
    live: false,
    width: undefined,
    style: (_: unknown, text: string) => text,
    ask: async () => undefined,
  }
  const clock = manualClock()
  const report = runReport(
    outputOf(terminal, false, (text) => text),
    clock,
    { sayUnchanged: false },
  )
  return { clock, report, last: () => said.trimEnd().split('\n').at(-1) }
}

test('a minute in which all polls hang is told apart from one in which no feed was due', async () => {
  const { clock, report, last } = reporting()
  report.pulse(undefined)
  expect(last()).toMatch(/the last minute: no feed was due$/)
  report.began(one)
  await clock.advance(10_000)
  report.began(other)
  await clock.advance(110_000)
  report.pulse(undefined)
  expect(last()).toMatch(/the last minute: no poll ended; 2 polls are in flight, the oldest for 2 min$/)
  report.said(one, { kind: 'unchanged' })
  report.pulse(undefined)
  expect(last()).toMatch(/the last minute: 1 unchanged; 1 poll is in flight, for 1 min$/)
  report.said(other, { kind: 'unchanged' })
  report.pulse(undefined)
  expect(last()).toMatch(/the last minute: 1 unchanged$/)
})

test('a poll that has just begun is no news beside those that ended', () => {
  const { report, last } = reporting()
  report.began(one)
  report.said(one, { kind: 'unchanged' })
  report.began(other)
  report.pulse(undefined)
  expect(last()).toMatch(/the last minute: 1 unchanged$/)
})

test('a run whose results could not be processed does not send to the figures', () => {
  const { report, last } = reporting()
  report.said(one, { kind: 'unchanged' })
  const error = feedError('LOG_FAILED', { topic: 'results.changes', why: 'so' })
  report.end([], { dead: 0, unprocessed: { error, groups: [] } })
  expect(last()).toBe(
    '→ Not all that was published is in the results: LOG_FAILED. Then go on: feed run --once',
  )
})

test.each([
  [['tell'], 'All that was published is in the results, but not all alerts are posted: ALERT_UNDELIVERED.'],
  [[], 'All that was published is in the results, but not all alerts are posted: ALERT_UNDELIVERED.'],
  [
    ['export', 'tell'],
    'All that was published is in the results, but not all results are exported, and not all alerts are posted: ALERT_UNDELIVERED.',
  ],
  [['tell', 'tally'], 'Not all that was published is in the results: ALERT_UNDELIVERED.'],
])('what waits in %j is said by what it means for people', (groups, expected) => {
  const { report, last } = reporting()
  const error = feedError('ALERT_UNDELIVERED', { alert: 'a-1/1', host: 'desk.example', reason: 'so' })
  report.said(one, { kind: 'unchanged' })
  report.end([], { dead: 0, unprocessed: { error, groups } })
  expect(last()).toBe(`→ ${expected} Then go on: feed run --once`)
  report.end([{ feed: 'one' as FeedId, hasFigures: true }], { dead: 2, unprocessed: { error, groups } })
  expect(last()).toBe(
    `→ Something is held, its last good figures stand: feed holds one. ${expected} Then go on: feed run --once; 2 messages are dead letters now: feed dead-letters`,
  )
})
