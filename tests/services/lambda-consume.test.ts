import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateTableCommand } from '@aws-sdk/client-dynamodb'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { consumeTopics } from '../../engine/entry/consume.ts'
import { embeddedHomes } from '../../engine/entry/embedded-homes.ts'
import type { Homes } from '../../engine/entry/homes.ts'
import { newMeter } from '../../engine/flow/meter.ts'
import { type Message, topics } from '../../engine/model/envelope.ts'
import { resultKey } from '../../engine/model/ids.ts'
import { type CurrentBody, currentIn } from '../../engine/register/current-entries.ts'
import { listDead } from '../../engine/register/dead-entries.ts'
import { dynamoResults } from '../../engine/results/dynamo.ts'
import { resultsTable } from '../../engine/results/dynamo-table.ts'
import { systemClock } from '../../engine/time/system-clock.ts'
import { contest, envelope, feed, state, wake } from '../conformance/results-samples.ts'
import { functionWorld, processing } from '../invoke/function-world.ts'
import { lambdaNeeds } from '../invoke/runtime-api.ts'
import { messageOf } from '../process/tally/tallying.ts'
import { dynamoClient } from './dynamo-tables.ts'
import { httpFaultProxy } from './fault-proxy.ts'
import { needs } from './needs.ts'

const { signal } = new AbortController()
const { endpoints, missing } = needs('dynamodb')
const alone = lambdaNeeds()
const withTable = lambdaNeeds(missing)

const precincts = (revision: number, count: number): readonly Message[] =>
  Array.from({ length: count }, (_, at) =>
    messageOf(envelope(revision, revision * (at + 1), { unit: `${wake}/precinct:${at}`, feedUnit: state })),
  )

describe.skipIf(alone.missing)(alone.named('consumers whose processors run in a function'), () => {
  let folders: string[]
  beforeEach(() => {
    folders = []
  })
  afterEach(() => {
    for (const folder of folders) rmSync(folder, { recursive: true })
  })
  function open(): { readonly data: string; readonly homes: Homes } {
    const data = mkdtempSync(join(tmpdir(), 'canvass-consume-'))
    folders.push(data)
    return { data, homes: embeddedHomes({ data, environment: {} }) }
  }
  const stands = async ({ register, results }: Homes) => {
    const partition = (name: string) => Array.fromAsync(register.list(name, {}, signal))
    const { election } = envelope(1, 1).record ?? never()
    return {
      sums: await Array.fromAsync(results.list({ feed }, signal)),
      current: (await partition(currentIn(election, contest))).map(({ id, body, version }) => {
        const { record, source } = body as CurrentBody
        return { id, version, record, source }
      }),
      dead: (await Array.fromAsync(listDead(register, signal))).map(({ entry }) => entry.code),
    }
  }

  test('end with what they come to in the process: sums, what stands, and the dead letters', async () => {
    const odd = { ...messageOf(envelope(2, 20)), value: 'no JSON' }
    const published = [...precincts(1, 8), ...precincts(2, 4), odd, ...precincts(3, 2)]
    const [near, far] = [open(), open()]
    await using one = near.homes
    await using other = far.homes
    for (const { homes } of [near, far]) {
      // oxlint-disable-next-line no-await-in-loop -- two
      await homes.log.publish(topics.changes, published, signal)
    }
    await using world = await functionWorld(processing, {
      environment: { CANVASS_ENV_FILE: '/dev/null', CANVASS_HOME: far.data, CANVASS_FEEDS: far.data },
      seconds: 60,
    })
    await consumeTopics(one, { drain: true, signal })
    await consumeTopics(other, { drain: true, signal }, { invoker: world.invoker })
    const wanted = await stands(one)
    expect(wanted.dead).toEqual(['CONSUME_UNREADABLE'])
    expect(wanted.sums).toHaveLength(10)
    expect(wanted.current.length).toBeGreaterThan(8)
    expect(await stands(other)).toEqual(wanted)
    expect(world.function.starts).toBe(1)
  })
})

describe.skipIf(withTable.missing)(withTable.named('a processing function over DynamoDB'), () => {
  test('answers in time while its table is slow, loses nothing, and needs no trace for it', async () => {
    await using line = await httpFaultProxy(endpoints.dynamodb)
    const client = dynamoClient(endpoints.dynamodb)
    const table = `test-${Math.random().toString(36).slice(2)}-results`
    await client.send(new CreateTableCommand(resultsTable(table)))
    const nowhere = 'http://127.0.0.1:1'
    await using world = await functionWorld(processing, {
      environment: {
        CANVASS_ENV_FILE: '/dev/null',
        CANVASS_FEEDS: tmpdir(),
        CANVASS_STORES: 'aws',
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        AWS_ENDPOINT_URL: nowhere,
        AWS_ENDPOINT_URL_DYNAMODB: line.endpoint,
        CANVASS_HEADS_TABLE: 'none-heads',
        CANVASS_ITEMS_TABLE: 'none-items',
        CANVASS_RESULTS_TABLE: table,
        CANVASS_REGISTER_TABLE: 'none-register',
        CANVASS_BUCKET: 'none',
        CANVASS_BROKERS: '127.0.0.1:1',
        CANVASS_BROKER_ACCESS: 'open',
        CANVASS_TRACE_STREAM: 'none',
      },
      seconds: 60,
      told: 4,
    })
    line.when(({ call }) => (call === 'UpdateItem' ? { kind: 'delay', milliseconds: 250 } : undefined))
    let rest = precincts(1, 300)
    const lefts: number[] = []
    while (rest.length > 0) {
      // oxlint-disable-next-line no-await-in-loop -- what was left is offered again
      const left = new Set(await world.invoker.invoke('tally', rest, signal))
      rest = rest.filter(({ id }) => left.has(id))
      lefts.push(rest.length)
    }
    expect(lefts.length).toBeGreaterThan(1)
    const results = dynamoResults({ client, table, meter: newMeter(), clock: systemClock })
    for (const [unit, parts] of [
      [wake, 300],
      [state, 1],
    ] as const) {
      // oxlint-disable-next-line no-await-in-loop -- two
      const { sum } = await results.derived(feed, resultKey(contest, unit), signal)
      expect([sum?.record.selections[0]?.votes.total, sum?.parts]).toEqual([(300 * 301) / 2, parts])
    }
    expect(world.function.starts).toBe(1)
    client.destroy()
  }, 120_000)
})

function never(): never {
  throw new Error('this sample has a record')
}
