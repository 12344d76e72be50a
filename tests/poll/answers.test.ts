// oxlint-disable unicorn/no-thenable -- `then` is a word of the spec
import { rmSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Archive } from '../../engine/archive/archive.ts'
import type { Plan } from '../../engine/plan/plan.ts'
import { poll } from '../../engine/poll/poll.ts'
import type { PollOutcome } from '../../engine/poll/ports.ts'
import { http } from '../../engine/source/http.ts'
import { stateStore } from '../../engine/state/protocol.ts'
import { memoryArchive } from '../crash/memory-archive.ts'
import { feed } from '../crash/plan.ts'
import { newWorld, type World } from '../crash/world.ts'
import { startHttpServer, type TestServer } from '../helpers/http-server.ts'
import { collectingSite } from '../source/fetching.ts'

const { signal } = new AbortController()
let world: World
let archive: Archive
let office: TestServer
let says: { readonly status?: number; readonly body?: string; readonly isUnmodified?: boolean }
beforeEach(async () => {
  archive = memoryArchive()
  world = newWorld({ archive })
  office = await startHttpServer((request, response) => {
    const { status = 200, body = '', isUnmodified = false } = says
    if (isUnmodified && request.headers['if-none-match'] !== undefined) response.writeHead(304).end()
    else response.writeHead(status, { etag: '"1"' }).end(body)
  })
})
afterEach(async () => {
  await office[Symbol.asyncDispose]()
  await world.close()
  rmSync(world.directory, { recursive: true })
})

const state = () => stateStore(world.stores.home)
const head = () => state().peek(feed, signal)
const answers = [
  { status: 404, then: 'ignore', because: 'nothing before polls close' },
  { body: 'maintenance', then: 'hold', because: 'a page of maintenance' },
] as const

/** One poll of the office, a minute after the last. */
async function polled(): Promise<{ readonly outcome: PollOutcome; readonly told: readonly object[] }> {
  const plan: Plan = {
    ...world.plan,
    source: http.create(
      {
        url: office.url,
        allow_private: true,
        retries: { attempts: 1 },
        audit_every: '1m',
        answers: [...answers],
      },
      collectingSite(),
    ),
  }
  world.clock.move(60_000)
  const told: object[] = []
  const outcome = await poll(
    plan,
    {
      state: state(),
      archive,
      log: world.stores.log,
      trace: { emit: (event) => void told.push(event), flush: async () => undefined },
      secrets: { get: async () => 'none' },
      clock: world.clock,
    },
    { poll: crypto.randomUUID(), build: 1 },
    signal,
  )
  return { outcome, told }
}
const figures = '{"k":1000,"m":50}'

describe('an answer that a rule ignores', () => {
  test('is no failure and no capture, and says so in the trace', async () => {
    says = { status: 404 }
    const { outcome, told } = await polled()
    expect(outcome).toEqual({ kind: 'unchanged' })
    expect(told).toContainEqual(
      expect.objectContaining({
        event: 'payload.absent',
        because: 'nothing before polls close',
        kept: false,
      }),
    )
    expect(await head()).toMatchObject({ failing: null, judged: null, results: 0 })
    says = { body: figures }
    expect((await polled()).outcome).toMatchObject({ kind: 'published', changes: 2 })
  })

  test('leaves what stands as it is', async () => {
    says = { body: figures }
    await polled()
    says = { status: 404 }
    const { outcome, told } = await polled()
    expect(outcome).toEqual({ kind: 'unchanged' })
    expect(told).toContainEqual(expect.objectContaining({ event: 'payload.absent', kept: true }))
    expect(await head()).toMatchObject({ results: 2, holds: [], failing: null })
  })
})

describe('an answer that a rule holds', () => {
  test('is archived and held, and a good one lifts it', async () => {
    says = { body: figures }
    await polled()
    says = { body: '<h1>maintenance' }
    const { outcome } = await polled()
    expect(outcome).toMatchObject({
      kind: 'judged',
      holds: [
        {
          code: 'SOURCE_ANSWER_HELD',
          group: 'main',
          reason: expect.stringContaining('a page of maintenance') as string,
        },
      ],
    })
    const sha256 = (await head())?.cursors['main']?.payload.sha256
    expect(sha256 && Buffer.concat(await Array.fromAsync(archive.get(sha256, signal))).toString()).toBe(
      '<h1>maintenance',
    )
    expect((await polled()).outcome).toEqual({ kind: 'unchanged' })
    says = { body: figures }
    await polled()
    expect(await head()).toMatchObject({ holds: [], results: 2 })
  })

  test('is read as figures once a person has released it', async () => {
    says = { body: '{"maintenance":7}' }
    const { outcome } = await polled()
    const hold = outcome.kind === 'judged' ? outcome.holds[0] : undefined
    expect(hold?.code).toBe('SOURCE_ANSWER_HELD')
    await world.release(hold?.id ?? '')
    expect((await polled()).outcome).toMatchObject({ kind: 'published', changes: 1, holds: [] })
  })
})

test('bytes that differ though the server said "not modified" are used, and told', async () => {
  says = { body: figures, isUnmodified: true }
  await polled()
  const honest = await polled()
  expect(honest.outcome).toEqual({ kind: 'unchanged' })
  expect(honest.told).not.toContainEqual(expect.objectContaining({ event: 'payload.denied' }))
  says = { body: '{"k":1005,"m":50}', isUnmodified: true }
  const { outcome, told } = await polled()
  expect(outcome).toMatchObject({ kind: 'published', changes: 1 })
  expect(told).toContainEqual(expect.objectContaining({ event: 'payload.denied', request: 'main' }))
  const denied = world.clock.now().toISOString()
  expect((await head())?.cursors['main']).toMatchObject({ denied, audited: denied })
  await polled()
  expect((await head())?.cursors['main']).toMatchObject({ denied })
})
