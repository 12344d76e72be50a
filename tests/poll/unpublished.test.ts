import { rmSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Archive } from '../../engine/archive/archive.ts'
import { feedError } from '../../engine/errors/feed-error.ts'
import type { Log } from '../../engine/log/log.ts'
import { poll } from '../../engine/poll/poll.ts'
import type { PollOutcome, PollPorts } from '../../engine/poll/ports.ts'
import { stateStore } from '../../engine/state/protocol.ts'
import type { StateStore } from '../../engine/state/store.ts'
import { memoryArchive } from '../crash/memory-archive.ts'
import { feed } from '../crash/plan.ts'
import { newWorld, type World } from '../crash/world.ts'

const { signal } = new AbortController()
let archive: Archive
let world: World
let state: StateStore
let polls = 0
beforeEach(() => {
  archive = memoryArchive()
  world = newWorld({ archive })
  state = stateStore(world.stores.home)
  world.say('A')
})
afterEach(async () => {
  await world.close()
  rmSync(world.directory, { recursive: true })
})

function polled(more: Partial<PollPorts> = {}): Promise<PollOutcome> {
  polls += 1
  const { log } = world.stores
  const trace = { emit: () => undefined, flush: async () => undefined }
  const secrets = { get: async () => 'none' }
  const ports: PollPorts = { state, archive, log, trace, secrets, clock: world.clock, ...more }
  return poll(world.plan, ports, { poll: `unpublished-${polls}`, build: 1 }, signal)
}

const down = feedError('LOG_FAILED', { topic: 'results.changes', why: 'no broker answers' })
const failingLog = (): Log => ({
  ...world.stores.log,
  publish: async () => {
    throw down
  },
})

test('a poll that committed and could not publish says so, and so does the next one', async () => {
  for (const _ of ['commits', 'recovers']) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    expect(await polled({ log: failingLog() })).toEqual({ kind: 'failed', error: down, unpublished: true })
  }
  expect(await polled()).toEqual({ kind: 'unchanged' })
})

test('one that lost its lease after the commit says so', async () => {
  const lost: StateStore = { ...state, settle: async () => ({ kind: 'lost' }) }
  expect(await polled({ state: lost })).toEqual({ kind: 'lost', step: 'settle', unpublished: true })
})

test('a commit without an answer may have been carried out', async () => {
  const error = feedError('AWS_FAILED', { service: 'dynamodb', call: 'PutItem', of: 'heads', why: 'aborted' })
  const mute: StateStore = {
    ...state,
    async commit(...asked) {
      await state.commit(...asked)
      throw error
    },
  }
  expect(await polled({ state: mute })).toEqual({ kind: 'failed', error, unpublished: true })
})

test('one that fails with nothing committed says that, and one that never had the feed does not know', async () => {
  rmSync(world.sourceFile)
  const gone = await polled()
  expect(gone).toMatchObject({ kind: 'failed', unpublished: false })
  const error = feedError('AWS_FAILED', {
    service: 'dynamodb',
    call: 'UpdateItem',
    of: 'heads',
    why: 'aborted',
  })
  const deaf: StateStore = { ...state, acquire: () => Promise.reject(error) }
  expect(await polled({ state: deaf })).toEqual({ kind: 'failed', error })
  expect((await state.peek(feed, signal))?.pending).toBeNull()
})
