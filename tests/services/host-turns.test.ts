import { randomUUID } from 'node:crypto'
import { CreateTableCommand, DeleteTableCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../../engine/config.ts'
import { budgetOf } from '../../engine/entry/host-turns.ts'
import { newMeter } from '../../engine/flow/meter.ts'
import { dynamoTurns, hostsTable } from '../../engine/source/dynamo-turns.ts'
import { systemClock } from '../../engine/time/system-clock.ts'
import { hostTurnsConformance } from '../conformance/host-turns.ts'
import { cloudEnvironment } from './cloud-home.ts'
import { dynamoClient } from './dynamo-tables.ts'
import { needs } from './needs.ts'

const { endpoints, missing, named } = needs('dynamodb')
const { signal } = new AbortController()

async function newTable() {
  const client = dynamoClient(endpoints.dynamodb)
  const table = `test-${randomUUID()}-hosts`
  await client.send(new CreateTableCommand(hostsTable(table)))
  return {
    client,
    table,
    close: async () => {
      await client.send(new DeleteTableCommand({ TableName: table }))
      client.destroy()
    },
  }
}

describe.skipIf(missing)(named('on DynamoDB'), () => {
  hostTurnsConformance(
    'a table',
    async () => {
      const { client, table, close } = await newTable()
      return { another: () => dynamoTurns({ client, table, meter: newMeter() }), close }
    },
    15,
  )

  describe('what a turn costs', () => {
    let made: Awaited<ReturnType<typeof newTable>>
    beforeAll(async () => {
      made = await newTable()
    })
    afterAll(() => made.close())

    test('one small write; one more where a host that was busy rests, or the other way round', async () => {
      const meter = newMeter()
      const turns = dynamoTurns({ ...made, meter })
      const start = Date.parse('2024-11-06T02:00:00Z')
      const writes: (number | undefined)[] = []
      for (const after of [0, 0, 0, 60_000, 60_000]) {
        const before = meter.read()['dynamodb.writes'] ?? 0
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        await turns.next('a.example.gov', 2, start + after, signal)
        writes.push((meter.read()['dynamodb.writes'] ?? 0) - before)
      }
      expect(writes).toEqual([1, 1, 1, 1, 1])
      const other = dynamoTurns({ ...made, meter })
      const before = meter.read()['dynamodb.writeUnits'] ?? 0
      await other.next('a.example.gov', 2, start + 60_000, signal)
      expect((meter.read()['dynamodb.writeUnits'] ?? 0) - before).toBe(2)
    })

    test('a host that nobody shares costs nothing, and is asked without the table', async () => {
      const environment = { ...cloudEnvironment('none'), CANVASS_HOSTS_TABLE: 'canvass-no-such-table' }
      const hosts = { otherwise: { perSecond: 5, atOnce: 4 }, named: {}, shared: ['shared.example.gov'] }
      const budget = budgetOf(readConfig(environment, 'aws'), hosts, systemClock)
      // It would fail: there is no such table.
      using turn = await budget.turn('own.example.gov', signal)
      expect(turn.waited).toBeLessThan(60_000)
      await expect(budget.turn('shared.example.gov', signal)).rejects.toMatchObject({ code: 'AWS_REFUSED' })
    })
  })
})
