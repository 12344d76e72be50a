import { expect, test } from 'vitest'
import { answerOf, type PollAnswer } from '../../engine/entry/poll-answer.ts'
import { pollMetrics } from '../../engine/entry/poll-metrics.ts'
import { feedError } from '../../engine/errors/feed-error.ts'
import type { PollOutcome } from '../../engine/poll/ports.ts'

const answers = (...outcomes: readonly PollOutcome[]): readonly PollAnswer[] =>
  outcomes.map((outcome) => answerOf('us-xx-county', outcome))
const said = (polls: readonly PollAnswer[], coalesced = 0) =>
  JSON.parse(
    pollMetrics(
      { polls: polls.map((answer, n) => ({ answer, seconds: n + 0.12345 })), coalesced },
      { at: new Date(0), stage: 'dev' },
    ),
  ) as Record<string, unknown>
const published = { kind: 'published', revision: 4, changes: 12, holds: [] } as const
const error = feedError('POLL_TIMEOUT', { seconds: 5 })

test('an invocation says what its polls came to', () => {
  const polls = answers(
    published,
    { kind: 'unchanged', before: { ...published, changes: 3 } },
    { kind: 'judged', holds: [] },
    { kind: 'lost', step: 'commit' },
    { kind: 'failed', error, unpublished: true },
  )
  expect(said(polls)).toMatchObject({
    PollsEnded: 5,
    PollsFailed: 1,
    PollsSkipped: 0,
    TicksCoalesced: 0,
    PollsUnpublished: 1,
    PollsPublished: 2,
    ChangesPublished: 15,
    PollSeconds: [0.123, 1.123, 2.123, 3.123, 4.123],
  })
})

test('polls that did not begin are no sign of life: where nothing but these is said, nobody polls', () => {
  const skipped = said(answers({ kind: 'skipped', why: 'newer-build' }, { kind: 'skipped', why: 'busy' }))
  expect(skipped).toMatchObject({ PollsEnded: 0, PollsSkipped: 2, PollsFailed: 0 })
  expect(skipped).not.toHaveProperty('PollSeconds')
})

test('ticks that were too old for any poll are said all the same', () => {
  expect(said([], 7)).toMatchObject({ PollsEnded: 0, TicksCoalesced: 7 })
})

test('what a failed poll had published, and what it left unpublished, is in its answer', () => {
  expect(answers({ kind: 'failed', error, before: published, unpublished: false })).toEqual([
    {
      feed: 'us-xx-county',
      kind: 'failed',
      code: 'POLL_TIMEOUT',
      message: error.message,
      before: published,
      unpublished: false,
    },
  ])
})
