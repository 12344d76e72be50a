import { rmSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Archive } from '../../engine/archive/archive.ts'
import { feedError } from '../../engine/errors/feed-error.ts'
import { poll } from '../../engine/poll/poll.ts'
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
})
afterEach(async () => {
  await world.close()
  rmSync(world.directory, { recursive: true })
})

/** What a poll comes to over this archive, and in which order it called what writes. */
async function polled(over: Archive, plan = world.plan) {
  const called: string[] = []
  const { home, log } = world.stores
  const told = <Port extends object>(port: Port, name: string, calls: readonly (keyof Port)[]): Port => {
    const listening = { ...port }
    for (const call of calls) {
      const made = port[call] as (...args: unknown[]) => Promise<unknown>
      listening[call] = ((...args: unknown[]) => {
        called.push(`${name}.${String(call)}`)
        return made(...args)
      }) as Port[typeof call]
    }
    return listening
  }
  const ports = {
    state: told(stateStore(home), 'state', ['commit', 'note', 'settle']),
    archive: over,
    log: told(log, 'log', ['publish']),
    trace: { emit: ({ event }: { event: string }) => void called.push(event), flush: async () => undefined },
    secrets: { get: async () => 'none' },
    clock: world.clock,
  }
  const outcome = await poll(plan, ports, { poll: crypto.randomUUID(), build: 1 }, signal)
  return { outcome, called }
}

const slow = (call: 'put' | 'recordCapture'): Archive => ({
  ...archive,
  [call]: async (...args: never[]) => {
    await setTimeout(25)
    return (archive[call] as (...given: never[]) => unknown)(...args)
  },
})

test.each(['put', 'recordCapture'] as const)(
  'a slow %s: the capture is judged meanwhile, and written down of only once it is archived',
  async (call) => {
    world.say('A')
    const { outcome, called } = await polled(slow(call))
    expect(outcome.kind).toBe('published')
    const order = ['capture.judged', 'capture.archived', 'state.commit', 'log.publish', 'state.settle']
    const at = order.map((one) => called.indexOf(one))
    expect(at).toEqual(at.toSorted((one, other) => one - other))
    expect(at).not.toContain(-1)
  },
)

test('what is only noted waits for the archive, too', async () => {
  world.say('A')
  await polled(archive)
  world.clock.move(60_000)
  world.say('no capture')
  const { outcome, called } = await polled(slow('put'))
  expect(outcome.kind).toBe('judged')
  expect(called.indexOf('capture.archived')).toBeGreaterThan(called.indexOf('capture.judged'))
  expect(called.indexOf('state.note')).toBeGreaterThan(called.indexOf('capture.archived'))
})

const full = feedError('ARCHIVE_FAILED', { directory: 'archive', why: 'no space left on device' })

test.each(['put', 'recordCapture'] as const)(
  'a %s that fails: nothing of the capture is committed, published or noted, and the next poll judges it',
  async (call) => {
    const head = async () => {
      const { judged, revision, statusAt, cursors } =
        (await stateStore(world.stores.home).peek(feed, signal)) ?? {}
      return { judged, revision, statusAt, cursors }
    }
    world.say('A')
    await polled(archive)
    const before = await head()
    world.say('B')
    const { outcome, called } = await polled({
      ...archive,
      [call]: () => setTimeout(15).then(() => Promise.reject(full)),
    })
    expect(outcome).toMatchObject({ kind: 'failed', error: { code: 'ARCHIVE_FAILED' } })
    expect(called).toContain('capture.judged')
    expect(called).not.toContain('log.publish')
    expect(await head()).toEqual(before)
    expect((await polled(archive)).outcome).toMatchObject({ kind: 'published', revision: 2 })
  },
)

test('an archive that fails is told first, whatever else goes wrong meanwhile', async () => {
  world.say('A')
  const check = {
    // oxlint-disable-next-line require-yield -- it fails
    *examine() {
      throw new TypeError('x is not a function')
    },
  }
  const failing = { ...archive, put: () => setTimeout(15).then(() => Promise.reject(full)) }
  const { outcome } = await polled(failing, { ...world.plan, checks: [check] })
  expect(outcome).toMatchObject({ kind: 'failed', error: { code: 'ARCHIVE_FAILED' } })
  const alone = await polled(archive, { ...world.plan, checks: [check] })
  expect(alone.outcome).toMatchObject({ kind: 'failed', error: { code: 'POLL_BUG' } })
})
