import { rmSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Archive } from '../../engine/archive/archive.ts'
import { feedError } from '../../engine/errors/feed-error.ts'
import { bodyOf } from '../../engine/flow/collect.ts'
import type { Plan } from '../../engine/plan/plan.ts'
import { poll } from '../../engine/poll/poll.ts'
import type { PollOutcome, PollPorts } from '../../engine/poll/ports.ts'
import { stateStore } from '../../engine/state/protocol.ts'
import { memoryArchive } from '../crash/memory-archive.ts'
import { feed } from '../crash/plan.ts'
import { newWorld, type World } from '../crash/world.ts'

const { signal } = new AbortController()
let world: World
let archive: Archive
beforeEach(() => {
  archive = memoryArchive()
  world = newWorld({ archive })
  world.say('A')
})
afterEach(async () => {
  await world.close()
  rmSync(world.directory, { recursive: true })
})

const head = () => stateStore(world.stores.home).peek(feed, signal)

/** One poll over the world's stores, some of them replaced. */
function polled(
  more: Partial<PollPorts> = {},
  plan: Plan = world.plan,
  until: AbortSignal = signal,
): Promise<PollOutcome> {
  const ports: PollPorts = {
    state: stateStore(world.stores.home),
    archive,
    log: world.stores.log,
    trace: { emit: (event) => void world.told.push(event), flush: async () => undefined },
    secrets: { get: async () => 'none' },
    clock: world.clock,
    ...more,
  }
  return poll(plan, ports, { poll: crypto.randomUUID(), build: 1 }, until)
}

/** A plan whose source never answers. */
const waiting = (seconds: number): Plan => ({
  ...world.plan,
  limits: { ...world.plan.limits, seconds },
  source: {
    requests: ['main'],
    // oxlint-disable-next-line require-yield -- it waits until it is stopped
    async *fetch(context) {
      await new Promise((_, reject) => {
        context.signal.addEventListener('abort', () => reject(context.signal.reason as Error))
      })
    },
  },
})

/** One more request, whose file never changes. */
function withSteadyRequest(plan: Plan): Plan {
  const [main] = plan.parts
  if (main === undefined) throw new Error('this plan has a part')
  return {
    ...plan,
    parts: [main, { ...main, request: 'steady' }],
    source: {
      requests: ['main', 'steady'],
      async *fetch(context) {
        yield* plan.source.fetch(context)
        if (context.cursors['steady'] !== undefined) yield { kind: 'unmodified', request: 'steady' }
        else {
          const payload = { request: 'steady', origin: 'file:steady', body: bodyOf('{"s":7}') }
          yield { kind: 'payload', payload, cursor: { etag: 'steady' } }
        }
      },
    },
  }
}

describe('a poll that fails says why, gives its lease back, and leaves the figures as they stood', () => {
  const failed = (outcome: PollOutcome): string =>
    outcome.kind === 'failed' ? outcome.error.code : outcome.kind

  test('a source that does not answer in time: POLL_TIMEOUT', async () => {
    const outcome = await polled({}, waiting(0.05))
    expect(outcome).toMatchObject({ kind: 'failed', error: { code: 'POLL_TIMEOUT', retryable: true } })
    expect(await head()).toMatchObject({ lease: null, revision: 0 })
    expect(world.told.at(-2)).toMatchObject({ event: 'poll.failed', code: 'POLL_TIMEOUT' })
    expect(world.told.at(-1)).toMatchObject({ event: 'poll.ended', outcome: 'failed' })
  })

  test('a process that is told to stop: POLL_STOPPED, and the next poll need not wait', async () => {
    const stop = new AbortController()
    const ending = polled({}, waiting(60), stop.signal)
    setImmediate(() => stop.abort())
    expect(failed(await ending)).toBe('POLL_STOPPED')
    expect((await polled()).kind).toBe('published')
  })

  test('an error that the engine does not know: POLL_BUG, with what it was', async () => {
    const broken: Plan = {
      ...world.plan,
      checks: [
        {
          // oxlint-disable-next-line require-yield -- it fails
          *examine() {
            throw new TypeError('x is not a function')
          },
        },
      ],
    }
    const outcome = await polled({}, broken)
    expect(outcome).toMatchObject({
      kind: 'failed',
      error: { code: 'POLL_BUG', message: expect.stringContaining('x is not a function') as string },
    })
    expect((await head())?.lease).toBeNull()
    expect(world.told.at(-2)).toMatchObject({
      event: 'poll.failed',
      stack: expect.stringMatching(/x is not a function\n +at .*failures\.test/) as string,
    })
  })

  const unanswered = [
    feedError('ARCHIVE_FAILED', { directory: 'archive', why: 'input/output error' }),
    feedError('AWS_FAILED', { service: 's3', call: 'GetObject', of: 'bucket/bodies', why: 'aborted' }),
  ]
  test.each(unanswered)(
    'an archive that says $code is no verdict on the capture: the next poll judges it',
    async (error) => {
      const failing: Archive = {
        ...archive,
        // oxlint-disable-next-line require-yield -- it fails
        async *get() {
          throw error
        },
      }
      const plan = withSteadyRequest(world.plan)
      await polled({}, plan)
      const before = await head()
      world.say('B')
      expect(failed(await polled({ archive: failing }, plan))).toBe(error.code)
      expect(await head()).toMatchObject({ judged: before?.judged, holds: [] })
      expect(await polled({}, plan)).toMatchObject({ kind: 'published', revision: 2 })
    },
  )

  const hash = 'ab'.repeat(32)
  const gone = [feedError('ARCHIVE_MISSING', { hash }), feedError('ARCHIVE_DAMAGED', { hash, found: '' })]
  test.each(gone)(
    'bytes of a request that did not change are $code: the source is asked for all of them, and they are back',
    async (error) => {
      const lost = new Set<string>()
      const leaky: Archive = {
        ...archive,
        async put(...given) {
          const stored = await archive.put(...given)
          lost.delete(stored.sha256)
          return stored
        },
        async *get(wanted, until) {
          if (lost.has(wanted)) throw error
          yield* archive.get(wanted, until)
        },
      }
      const plan = withSteadyRequest(world.plan)
      await polled({ archive: leaky }, plan)
      const steady = (await head())?.cursors['steady']?.payload.sha256 ?? ''
      lost.add(steady)
      world.say('B')
      expect(await polled({ archive: leaky }, plan)).toMatchObject({ kind: 'published', revision: 2 })
      expect(lost).toEqual(new Set())
    },
  )

  test('a lease that ran out by its own clock: it stops before it commits', async () => {
    const slow: Archive = {
      ...archive,
      async recordCapture(...entry) {
        await archive.recordCapture(...entry)
        world.clock.move(46_000)
      },
    }
    expect(await polled({ archive: slow })).toMatchObject({
      kind: 'failed',
      error: { code: 'LEASE_LOST', message: expect.stringContaining('before commit') as string },
    })
    expect((await head())?.revision).toBe(0)
  })

  test('and before it publishes: what it committed is published by the next', async () => {
    const slow: Archive = {
      ...archive,
      async recordRevision(...entry) {
        await archive.recordRevision(...entry)
        world.clock.move(46_000)
      },
    }
    expect(failed(await polled({ archive: slow }))).toBe('LEASE_LOST')
    const pending = (await head())?.pending
    expect(pending).not.toBeNull()
    expect((await polled()).kind).toBe('unchanged')
    expect(world.told.filter(({ event }) => event === 'changeset.recovered')).toMatchObject([
      { revision: 1, messages: 2 },
    ])
    expect(await head()).toMatchObject({ pending: null })
  })
})

describe('what the log would refuse', () => {
  const narrow = () => ({ ...world.stores.log, maxMessageBytes: 400 })

  test('is found before the commit: the capture is held, and nothing of it is published', async () => {
    expect(await polled({ log: narrow() })).toMatchObject({
      kind: 'judged',
      holds: [{ code: 'RECORD_TOO_LARGE', group: '*', scope: {} }],
    })
    expect(await head()).toMatchObject({ revision: 0, pending: null, last: null })
    world.clock.move(60_000)
    expect((await polled({ log: narrow() })).kind).toBe('unchanged')
  })

  test('can not be released; the next capture that fits lifts it', async () => {
    await polled({ log: narrow() })
    const [held] = await world.holds()
    await expect(world.release(held?.id ?? '')).rejects.toMatchObject({ code: 'ORDER_REFUSED' })
    world.clock.move(60_000)
    world.say('B')
    expect(await polled()).toMatchObject({ kind: 'published', holds: [] })
    expect(world.told.filter(({ event }) => event === 'hold.lifted')).toMatchObject([
      { hold: held?.id, how: 'superseded' },
    ])
  })
})
