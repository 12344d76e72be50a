import { DeleteItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Meter, newMeter } from '../../engine/flow/meter.ts'
import type { Register } from '../../engine/register/register.ts'
import { seeded } from '../conformance/child.ts'
import { registerProcesses } from '../conformance/register-processes.ts'
import { historyOf, id, listed, minute, partition, signal, write } from '../conformance/register-samples.ts'
import { type FaultProxy, httpFaultProxy } from './fault-proxy.ts'
import type { Fault } from './fault-proxy-rules.ts'
import { needs } from './needs.ts'
import { makeRegisterTable, type RegisterTable } from './register-table.ts'

const { endpoints, missing, named } = needs('dynamodb')

describe.skipIf(missing)(named('the register on DynamoDB, shared by processes'), () => {
  registerProcesses(
    async () => {
      const its = await makeRegisterTable(endpoints.dynamodb)
      return {
        register: its.open(),
        place: endpoints.dynamodb,
        table: its.table,
        [Symbol.asyncDispose]: () => its[Symbol.asyncDispose](),
      }
    },
    { each: 25, lives: 4 },
  )
})

describe.skipIf(missing)(named('the register on DynamoDB, on a bad line'), () => {
  let its: RegisterTable
  let line: FaultProxy
  /** Over the line, and beside it. */
  let far: Register
  let near: Register
  beforeEach(async () => {
    its = await makeRegisterTable(endpoints.dynamodb)
    line = await httpFaultProxy(endpoints.dynamodb)
    far = its.open({ endpoint: line.endpoint, maxAttempts: 2 })
    near = its.open()
  })
  afterEach(async () => {
    await line[Symbol.asyncDispose]()
    await its[Symbol.asyncDispose]()
  })
  const put = (register: Register, ...writes: Parameters<Register['put']>[1]) =>
    register.put(partition, writes, signal)
  const past = async () =>
    (await historyOf(near, partition, id)).map(({ version, body }) => [version, body] as const)

  test('a write whose answer is lost counts as refused, and is there once', async () => {
    line.next({ kind: 'lost answer' })
    expect(await put(far, write(0))).toEqual([id])
    expect(await near.get(partition, id, signal)).toMatchObject({ version: 1, guard: 1 })
  })

  test.each([1, 2, 3])(
    'a writer that dies at call %i of a change leaves a whole entry, old or new',
    async (at) => {
      await put(near, write(0, { group: 'old' }))
      const mortal = its.open({ endpoint: line.endpoint, maxAttempts: 1 })
      line.when(({ number }) => (number === at ? { kind: 'refuse' } : undefined))
      await expect(put(mortal, write(1, { group: 'new' }))).rejects.toMatchObject({ code: 'AWS_FAILED' })
      expect(await past()).toEqual([[1, { votes: 0 }]])
      expect(await near.at(partition, id, minute(50), signal)).toMatchObject({ version: 1, guard: 1 })
      expect(await listed(near, partition, { group: 'old' })).toHaveLength(1)
      expect(await put(near, write(1, { body: 'another' }))).toEqual([])
      expect(await past()).toEqual([
        [1, { votes: 0 }],
        [2, 'another'],
      ])
    },
  )

  test('a writer that was overtaken between its calls changes nothing of the past', async () => {
    await put(near, write(0))
    line.when(({ call }) => (call === 'PutItem' ? { kind: 'delay', milliseconds: 150 } : undefined))
    const slow = put(far, write(1, { body: 'slow' }))
    while (!line.seen.some(({ call }) => call === 'PutItem')) {
      // oxlint-disable-next-line no-await-in-loop -- until it has read what stands
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(await put(near, write(1, { body: 'fast' }), write(2, { body: 'faster' }))).toEqual([])
    expect(await slow).toEqual([id])
    expect(await past()).toEqual([
      [1, { votes: 0 }],
      [2, 'fast'],
      [3, 'faster'],
    ])
  })

  test('what was told stays told where the same is repeated late', async () => {
    await put(near, write(0), write(1), write(2))
    line.next({ kind: 'lost answer' })
    await far.tell(partition, [{ id, version: 2 }], signal)
    await near.tell(partition, [{ id, version: 3 }], signal)
    await far.tell(partition, [{ id, version: 2 }], signal)
    expect(await near.get(partition, id, signal)).toMatchObject({ told: 3, guard: 3 })
  })

  test.each([1, 2])('counts right though every eighth call fails somehow (seed %i)', async (seed) => {
    const random = seeded(seed)
    const faults: readonly Fault[] = [
      { kind: 'lost answer' },
      { kind: 'refuse' },
      { kind: 'cut answer' },
      { kind: 'error', name: 'ProvisionedThroughputExceededException' },
    ]
    line.when(() => (random() < 1 / 8 ? faults[Math.floor(random() * faults.length)] : undefined))
    const parts = new Map<string, number>()
    /** As processors do it: computed from parts that were read after the guard, and again where it was refused. */
    const compute = async (register: Register): Promise<void> => {
      const entry = await register.get(partition, id, signal)
      const body = Object.fromEntries(parts)
      const refused = await put(register, write(entry?.guard ?? 0, { body }))
      if (refused.length > 0) await compute(register)
    }
    const stores = ['a', 'b'].map(
      (name) => [name, its.open({ endpoint: line.endpoint, maxAttempts: 2 })] as const,
    )
    await Promise.all(
      stores.map(async ([name, store]) => {
        for (let n = 1; n <= 20; n++) {
          parts.set(name, n)
          // oxlint-disable-next-line no-await-in-loop -- one after the other
          await untilDone(() => compute(store))
        }
      }),
    )
    expect(await near.get(partition, id, signal)).toMatchObject({ body: { a: 20, b: 20 } })
    const versions = (await past()).map(([version]) => version)
    expect(versions).toEqual(versions.map((_, at) => at + 1))
    // Later versions never say less than earlier ones.
    const sums = (await past()).map(([, body]) => {
      const { a = 0, b = 0 } = body as { readonly a?: number; readonly b?: number }
      return a + b
    })
    expect(sums).toEqual(sums.toSorted((one, other) => one - other))
  })
})

describe.skipIf(missing)(named('the register on DynamoDB, by its costs and its pieces'), () => {
  let its: RegisterTable
  let meter: Meter
  let register: Register
  beforeEach(async () => {
    its = await makeRegisterTable(endpoints.dynamodb)
    meter = newMeter()
    register = its.open({ meter })
  })
  afterEach(() => its[Symbol.asyncDispose]())
  const spent = async (work: () => Promise<unknown>) => {
    const before = meter.read()
    await work()
    const after = Object.entries(meter.read())
    return Object.fromEntries(
      after
        .map(([usage, count]) => [usage, count - (before[usage as keyof typeof before] ?? 0)] as const)
        .filter(([, count]) => count > 0),
    )
  }
  const of = (from: number, body: unknown) =>
    Array.from({ length: 10 }, (_, at) => write(from, { id: `unit-${at}`, group: 'above', body }))
  const put = (from: number, body: unknown) => spent(() => register.put(partition, of(from, body), signal))

  test('an entry costs one write, new or said again, and three where it says something else', async () => {
    expect(await put(0, 1)).toEqual({ 'dynamodb.writes': 10, 'dynamodb.writeUnits': 20 })
    expect(await put(1, 1)).toEqual({ 'dynamodb.writes': 10, 'dynamodb.writeUnits': 20 })
    expect(await put(2, 2)).toEqual({ 'dynamodb.writes': 30, 'dynamodb.writeUnits': 40 })
    expect(await put(0, 3)).toEqual({ 'dynamodb.writes': 10, 'dynamodb.writeUnits': 10 })
    expect(await spent(() => Array.fromAsync(register.list(partition, { group: 'above' }, signal)))).toEqual({
      'dynamodb.reads': 1,
      'dynamodb.readUnits': 1,
    })
  })

  test('a large entry with a piece that is gone is REGISTER_DAMAGED, not half an entry', async () => {
    const random = seeded(3)
    const noise = Buffer.from(Array.from({ length: 400_000 }, () => Math.floor(random() * 256)))
    await register.put(partition, [write(0, { body: noise.toString('base64') })], signal)
    const scan = new ScanCommand({ TableName: its.table, ConsistentRead: true })
    const { Items: items = [] } = await its.client.send(scan)
    const pieces = items.filter((item) => item['pk']?.S?.startsWith('b|'))
    expect(pieces).toHaveLength(2)
    const [{ pk, sk } = {}] = pieces
    if (pk === undefined || sk === undefined) throw new Error('a piece has a key')
    await its.client.send(new DeleteItemCommand({ TableName: its.table, Key: { pk, sk } }))
    await expect(register.get(partition, id, signal)).rejects.toMatchObject({ code: 'REGISTER_DAMAGED' })
  })
})

/** A consumer's own loop: what failed comes again. */
async function untilDone(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'AWS_FAILED')) throw error
    await untilDone(work)
  }
}
