import { rmSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { poll } from '../../engine/poll/poll.ts'
import type { PollOutcome } from '../../engine/poll/ports.ts'
import { stateStore } from '../../engine/state/protocol.ts'
import { memoryArchive } from '../crash/memory-archive.ts'
import { feed } from '../crash/plan.ts'
import { newWorld, type World } from '../crash/world.ts'

const { signal } = new AbortController()
const archive = memoryArchive()
let world: World
beforeEach(() => {
  world = newWorld({ archive })
  world.say('A')
})
afterEach(async () => {
  await world.close()
  rmSync(world.directory, { recursive: true })
})

function polled(): Promise<PollOutcome> {
  const { plan, stores, clock } = world
  const trace = { emit: (event: never) => void world.told.push(event), flush: async () => undefined }
  const secrets = { get: async () => 'none' }
  const ports = { state: stateStore(stores.home), archive, log: stores.log, trace, secrets, clock }
  return poll(plan, ports, { poll: 'mine', build: 1 }, signal)
}

test('a poll is skipped while another has the lease, and says until when', async () => {
  const now = world.clock.now()
  const until = new Date(now.getTime() + 30_000).toISOString()
  const other = { owner: 'other', build: 1, now: now.toISOString(), until }
  await stateStore(world.stores.home).acquire(feed, other, signal)
  expect(await polled()).toEqual({ kind: 'skipped', why: 'busy', until })
  expect(world.told).toMatchObject([{ event: 'poll.skipped', why: 'busy', until }])
})

test('a poll is skipped when a newer deployment has polled', async () => {
  world.build = 2
  await world.poll()
  expect(await polled()).toEqual({ kind: 'skipped', why: 'newer-build' })
})
