import { expect, test } from 'vitest'
import type { Tick } from '../../engine/deploy/deployment.ts'
import type { PollAnswer } from '../../engine/entry/poll-answer.ts'
import { pollTicks, type QueueRecord } from '../../engine/entry/poll-ticks.ts'
import { type ManualClock, manualClock } from '../helpers/manual-clock.ts'

const start = Date.parse('2024-11-06T02:00:00Z')
let ids = 0

/** A tick of a feed that was sent so many seconds ago, for a moment `after` later. */
function tick(
  feed: string,
  { sent = 0, after = 0, every = 15, ...others }: Partial<Tick> & { sent?: number } = {},
): QueueRecord {
  const body: Tick = { feed, due: '2024-11-06T02:00:00Z', after, every, ...others }
  const attributes = { SentTimestamp: String(start - sent * 1_000) }
  return { messageId: `${feed} ${(ids += 1)}`, body: JSON.stringify(body), attributes }
}

interface World {
  /** How polls of feeds end; otherwise they find nothing new. */
  readonly ends?: Readonly<Record<string, () => Promise<PollAnswer>>>
  readonly signal?: AbortSignal
  readonly isLate?: () => boolean
  readonly clock?: ManualClock
  /** Is told of polls as they begin. */
  readonly begun?: string[]
}

async function polled(records: readonly QueueRecord[], world: World = {}) {
  const {
    ends = {},
    clock = manualClock({ start: new Date(start).toISOString() }),
    begun: polls = [],
  } = world
  const said: string[] = []
  let coalesced = 0
  const { batchItemFailures } = await pollTicks(
    records,
    {
      async poll(feed) {
        polls.push(feed)
        return ends[feed]?.() ?? { feed, kind: 'unchanged' }
      },
      coalesce: (ticks) => void (coalesced += ticks),
    },
    {
      clock,
      signal: world.signal ?? new AbortController().signal,
      isLate: world.isLate ?? (() => false),
      say: (lines) => void said.push(...lines),
    },
  )
  const failed = batchItemFailures.map(({ itemIdentifier }) => itemIdentifier.split(' ')[0])
  return { polls, failed, coalesced, said: said.map((line) => JSON.parse(line) as Record<string, unknown>) }
}

test('each feed is polled once for all of its ticks in a batch, and the others are told', async () => {
  const { polls, failed, coalesced, said } = await polled([
    tick('a'),
    tick('b'),
    tick('a', { sent: 5 }),
    tick('a', { sent: 9 }),
  ])
  expect({ polls, failed, coalesced }).toEqual({ polls: ['a', 'b'], failed: [], coalesced: 2 })
  expect(said).toEqual([expect.objectContaining({ level: 'info', ticks: { a: 2 } })])
})

test('a tick that has waited longer than its pace is not polled for; its delay is no waiting', async () => {
  const late = tick('late', { sent: 31, after: 15 })
  const delayed = tick('delayed', { sent: 29, after: 15 })
  const seldom = tick('seldom', { sent: 300, every: 900 })
  const { polls, failed, coalesced, said } = await polled([late, delayed, seldom])
  expect({ polls, failed, coalesced }).toEqual({ polls: ['delayed', 'seldom'], failed: [], coalesced: 1 })
  expect(said).toEqual([expect.objectContaining({ ticks: { late: 1 } })])
})

test('of several ticks the latest counts: an old one takes no fresh one with it', async () => {
  expect((await polled([tick('a', { sent: 60 }), tick('a', { sent: 1 })])).polls).toEqual(['a'])
})

test('four polls are begun beside each other; a tick that is too old when its turn comes is not polled for', async () => {
  const clock = manualClock({ start: new Date(start).toISOString() })
  const feeds = Array.from({ length: 6 }, (_, n) => `feed-${n}`)
  const gates = feeds.map(() => Promise.withResolvers<PollAnswer>())
  const ends = Object.fromEntries(feeds.map((feed, n) => [feed, () => gates[n]!.promise]))
  const begun: string[] = []
  const ended = polled(
    feeds.map((feed) => tick(feed, { every: 3 })),
    { ends, clock, begun },
  )
  await expect.poll(() => begun).toEqual(feeds.slice(0, 4))
  gates[3]!.resolve({ feed: 'feed-3', kind: 'unchanged' })
  await expect.poll(() => begun).toEqual(feeds.slice(0, 5))
  await clock.advance(4_000)
  for (const gate of gates) gate.resolve({ feed: 'one', kind: 'unchanged' })
  const { polls, said } = await ended
  expect(polls).toEqual(feeds.slice(0, 5))
  expect(said).toEqual([expect.objectContaining({ ticks: { 'feed-5': 1 } })])
})

test('a source that is slow keeps no other feed of the batch waiting for long', async () => {
  const clock = manualClock({ start: new Date(start).toISOString() })
  const gate = Promise.withResolvers<PollAnswer>()
  const feeds = Array.from({ length: 6 }, (_, n) => `feed-${n}`)
  const ends = Object.fromEntries(feeds.slice(0, 4).map((feed) => [feed, () => gate.promise]))
  const begun: string[] = []
  const ended = polled(
    feeds.map((feed) => tick(feed)),
    { ends, clock, begun },
  )
  await clock.advance(4_999)
  expect(begun).toEqual(feeds.slice(0, 4))
  await clock.advance(1)
  await expect.poll(() => begun).toEqual(feeds)
  gate.resolve({ feed: 'one', kind: 'unchanged' })
  expect(await ended).toMatchObject({ failed: [], said: [] })
  expect(clock.sleeping()).toBe(0)
})

test('where little time is left no poll is begun, and the message comes again', async () => {
  let asked = 0
  const isLate = () => (asked += 1) > 1
  const { polls, failed } = await polled([tick('a'), tick('b')], { isLate })
  expect({ polls, failed }).toEqual({ polls: ['a'], failed: ['b'] })
})

test('a poll that ends in a coded error is done with; one that fails in a way that nobody foresaw comes again', async () => {
  const { polls, failed, said } = await polled([tick('down'), tick('strange'), tick('well')], {
    ends: {
      down: async () => ({
        feed: 'down',
        kind: 'failed',
        code: 'SOURCE_STATUS',
        message: 'It answered 503.',
      }),
      strange: () => Promise.reject(new TypeError('no plan of the feed')),
    },
  })
  expect(polls).toEqual(['down', 'strange', 'well'])
  expect(failed).toEqual(['strange'])
  expect(said).toEqual([
    {
      level: 'warn',
      message: 'a poll failed',
      feed: 'down',
      code: 'SOURCE_STATUS',
      reason: 'It answered 503.',
    },
    { level: 'error', message: expect.stringMatching(/strange.*no plan of the feed/) },
  ])
})

test('what could not be begun, or was broken off, in the time of the function comes again', async () => {
  const time = new AbortController()
  const lastBegun = Promise.withResolvers<void>()
  const ends: Record<string, () => Promise<PollAnswer>> = {
    async a() {
      await lastBegun.promise
      time.abort()
      return { feed: 'a', kind: 'failed', code: 'POLL_TIMEOUT', message: 'It took too long.' }
    },
    async d() {
      lastBegun.resolve()
      await new Promise((resolve) => time.signal.addEventListener('abort', resolve))
      return { feed: 'd', kind: 'unchanged' }
    },
  }
  const feeds = ['a', 'b', 'c', 'd', 'e', 'f']
  ends['b'] = ends['c'] = ends['d']!
  const { polls, failed } = await polled(
    feeds.map((feed) => tick(feed)),
    { signal: time.signal, ends },
  )
  expect(polls).toEqual(['a', 'b', 'c', 'd'])
  expect(new Set(failed)).toEqual(new Set(['a', 'e', 'f']))
})

test.each(['', 'null', '7', '{"feed":"a"}', '{"feed":"a","due":"now","after":"0","every":15}'])(
  'the message %j is no tick, and ends where somebody looks at it',
  async (body) => {
    const { polls, failed, said } = await polled([{ messageId: 'odd', body }, tick('a')])
    expect({ polls, failed }).toEqual({ polls: ['a'], failed: ['odd'] })
    expect(said).toEqual([{ level: 'error', message: expect.stringContaining('no tick of a feed') }])
  },
)
