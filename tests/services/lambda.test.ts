import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Envelope, Message } from '../../engine/model/envelope.ts'
import { resultKey } from '../../engine/model/ids.ts'
import { sqliteResults } from '../../engine/results/sqlite.ts'
import { invokerConformance } from '../conformance/invoker.ts'
import { contest, envelope, feed, state, wake } from '../conformance/results-samples.ts'
import { asking, type FunctionWorld, functionWorld, processing } from '../invoke/function-world.ts'
import { lambdaNeeds } from '../invoke/runtime-api.ts'
import { messageOf } from '../process/tally/tallying.ts'

const { missing, named } = lambdaNeeds()
const { signal } = new AbortController()

describe.skipIf(missing)(named('on the runtime of Lambda'), () => {
  invokerConformance('a function', async (answer) => {
    const calls: (readonly Message[])[] = []
    const asked = createServer((request, response) => {
      void (async () => {
        const messages = (await json(request)) as readonly Message[]
        calls.push(messages)
        try {
          response.end(JSON.stringify({ left: answer(messages) }))
        } catch (error) {
          response.end(JSON.stringify({ failure: (error as Error).message }))
        }
      })()
    }).listen(0, '127.0.0.1')
    await once(asked, 'listening')
    const { port } = asked.address() as AddressInfo
    const world = await functionWorld(asking, {
      environment: { ASK: `http://127.0.0.1:${port}` },
      seconds: 20,
    })
    return {
      invoker: world.invoker,
      calls,
      async close() {
        await world[Symbol.asyncDispose]()
        asked.closeAllConnections()
        asked.close()
      },
    }
  })
})

describe.skipIf(missing)(named('a processing function on the runtime of Lambda'), () => {
  let data: string
  let world: FunctionWorld | undefined
  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), 'canvass-lambda-'))
  })
  afterEach(async () => {
    await world?.[Symbol.asyncDispose]()
    world = undefined
    rmSync(data, { recursive: true })
  })

  const open = async (options: { readonly seconds?: number; readonly told?: number } = {}) => {
    world = await functionWorld(processing, {
      environment: { CANVASS_ENV_FILE: '/dev/null', CANVASS_HOME: data, CANVASS_FEEDS: data },
      seconds: 30,
      ...options,
    })
    return world
  }
  const precincts = (revision: number, count: number): readonly Envelope[] =>
    Array.from({ length: count }, (_, at) =>
      envelope(revision, revision * (at + 1), { unit: `${wake}/precinct:${at}`, feedUnit: state }),
    )
  const batch = (revision: number, count = 6): readonly Message[] => precincts(revision, count).map(messageOf)
  /** Votes and parts of the county, and of the state. */
  const sums = async () => {
    await using results = sqliteResults(join(data, 'results.sqlite'))
    const read = [wake, state].map((unit) => results.derived(feed, resultKey(contest, unit), signal))
    return (await Promise.all(read)).map(({ sum }) => [sum?.record.selections[0]?.votes.total, sum?.parts])
  }
  const tallied = (revision: number) => [
    [21 * revision, 6],
    [21 * revision, 1],
  ]

  test('processes what it is given, and goes on in the same process with the next', async () => {
    const { invoker, function: its } = await open()
    expect(await invoker.invoke('tally', batch(1), signal)).toEqual([])
    expect(await invoker.invoke('tally', batch(2), signal)).toEqual([])
    expect(await sums()).toEqual(tallied(2))
    expect(its.starts).toBe(1)
  })

  test('that is killed by its time limit after it has worked did harm to nothing: the same again ends right', async () => {
    const { invoker, function: its, root } = await open()
    await invoker.invoke('tally', batch(1), signal)
    writeFileSync(join(root, 'linger'), '')
    const call = invoker.invoke('tally', batch(2), signal)
    await expect.poll(() => existsSync(join(root, 'linger')), { timeout: 20_000 }).toBe(false)
    its.expire()
    await expect(call).rejects.toMatchObject({
      code: 'INVOKE_TIMED_OUT',
      retryable: true,
      message: 'The processor tally did not answer in 30 seconds.',
    })
    expect(await sums()).toEqual(tallied(2))
    expect(await invoker.invoke('tally', batch(2), signal)).toEqual([])
    expect(await sums()).toEqual(tallied(2))
    expect(its.starts).toBe(2)
  })

  test('whose process is gone after it has worked is INVOKE_CRASHED, and the same again ends right', async () => {
    const { invoker, function: its, root } = await open()
    writeFileSync(join(root, 'crash'), '')
    await expect(invoker.invoke('tally', batch(1), signal)).rejects.toMatchObject({
      code: 'INVOKE_CRASHED',
      retryable: true,
      message: expect.stringContaining('Runtime.ExitError: '),
    })
    expect(await invoker.invoke('tally', batch(1), signal)).toEqual([])
    expect(await sums()).toEqual(tallied(1))
    expect(its.starts).toBe(2)
  })

  test('answers in time with what it did not process', async () => {
    const { invoker } = await open({ seconds: 30, told: 1 })
    // Its start alone may take as long as it is told to have.
    await invoker.invoke('tally', batch(1, 1), signal)
    // More than a second is enough for.
    let rest = batch(1, 6_000)
    const lefts: number[] = []
    while (rest.length > 0) {
      // oxlint-disable-next-line no-await-in-loop -- what was left is offered again
      const left = new Set(await invoker.invoke('tally', rest, signal))
      rest = rest.filter(({ id }) => left.has(id))
      lefts.push(rest.length)
    }
    expect(lefts.length).toBeGreaterThan(1)
    expect(lefts).toEqual(lefts.toSorted((one, other) => other - one))
    expect(await sums()).toEqual([
      [(6_000 * 6_001) / 2, 6_000],
      [(6_000 * 6_001) / 2, 1],
    ])
  })

  test('says what it failed with in the words of the engine, code, place and all', async () => {
    const { invoker } = await open()
    const [first] = batch(1)
    if (first === undefined) throw new Error('a batch has a message')
    const from = { topic: 'results.changes', partition: 3, offset: 7 }
    const call = invoker.invoke('tally', [{ ...first, value: 'x', from }], signal)
    await expect(call).rejects.toMatchObject({
      code: 'CONSUME_UNREADABLE',
      retryable: false,
      place: 'results.changes/3@7',
      hint: expect.stringContaining('dead-letters'),
    })
    await expect(invoker.invoke('count', batch(1), signal)).rejects.toMatchObject({ code: 'INVOKE_UNKNOWN' })
  })

  test('that has no place for its stores says so, and works once it has one', async () => {
    writeFileSync(join(data, 'results.sqlite'), 'no database at all, and long enough to be taken for one')
    const { invoker, function: its } = await open()
    await expect(invoker.invoke('tally', batch(1), signal)).rejects.toMatchObject({
      code: 'DATABASE_UNUSABLE',
    })
    rmSync(join(data, 'results.sqlite'))
    expect(await invoker.invoke('tally', batch(1), signal)).toEqual([])
    expect(its.starts).toBe(1)
  })

  test.each([
    ['export const handler = (', 'Runtime.UserCodeSyntaxError'],
    ['import "nothing-of-this-name"', 'nothing-of-this-name'],
    ['export const other = 1', 'Runtime.HandlerNotFound'],
  ])('that can not be loaded (%j) is INVOKE_UNUSABLE', async (module, type) => {
    world = await functionWorld(module, { environment: {}, seconds: 20 })
    await expect(world.invoker.invoke('tally', batch(1), signal)).rejects.toMatchObject({
      code: 'INVOKE_UNUSABLE',
      retryable: false,
      message: expect.stringContaining(type),
    })
  })
})
