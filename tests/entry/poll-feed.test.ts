import { rmSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { pollFeed } from '../../engine/entry/poll-feed.ts'
import { feedError } from '../../engine/errors/feed-error.ts'
import type { PollPorts } from '../../engine/poll/ports.ts'
import { stateStore } from '../../engine/state/protocol.ts'
import { memoryArchive } from '../crash/memory-archive.ts'
import { newWorld, type World } from '../crash/world.ts'

const { signal } = new AbortController()
let world: World
beforeEach(() => {
  world = newWorld({ archive: memoryArchive() })
})
afterEach(async () => {
  await world.close()
  rmSync(world.directory, { recursive: true })
})

/** One process over the world's stores. While `isOut`, nothing can be written of a head that has a lease. */
function processOf(outage: { isOut: boolean }): PollPorts {
  const { home, archive, log } = world.stores
  const state = stateStore({
    ...home,
    async update(...given) {
      if (outage.isOut)
        throw feedError('AWS_FAILED', { service: 'dynamodb', call: 'PutItem', of: 'heads', why: 'no answer' })
      return home.update(...given)
    },
  })
  const trace = { emit: () => undefined, flush: async () => undefined }
  return { state, archive, log, trace, secrets: { get: async () => 'none' }, clock: world.clock }
}

test('a poll that could not give its lease back keeps its own process waiting for nothing, and others for the lease', async () => {
  const outage = { isOut: true }
  const one = processOf(outage)
  const other = processOf({ isOut: false })
  const poll = (homes: PollPorts) => pollFeed(world.plan, homes, { build: 1 }, signal)
  world.say('A')
  expect(await poll(one)).toMatchObject({ kind: 'failed', error: { code: 'AWS_FAILED' } })
  outage.isOut = false
  expect(await poll(other)).toMatchObject({ kind: 'skipped', why: 'busy' })
  expect(await poll(one)).toMatchObject({ kind: 'published', revision: 1 })
})
