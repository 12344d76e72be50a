import { randomBytes } from 'node:crypto'
import { CreateTableCommand, DeleteTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { type Meter, newMeter } from '../../engine/flow/meter.ts'
import { dynamoResults } from '../../engine/results/dynamo.ts'
import { resultsTable } from '../../engine/results/dynamo-table.ts'
import type { ResultStore } from '../../engine/results/store.ts'
import type { Clock } from '../../engine/time/clock.ts'
import { systemClock } from '../../engine/time/system-clock.ts'
import { dynamoClient } from './dynamo-tables.ts'

export interface ResultsTable extends AsyncDisposable {
  readonly client: DynamoDBClient
  readonly table: string
  /** The store as one more process would open it, over a line of its own if not straight. */
  open(line?: {
    readonly endpoint?: string
    readonly maxAttempts?: number
    readonly meter?: Meter
    readonly clock?: Clock
  }): ResultStore
  /** The table is deleted, and made again, as people do it who lost it. */
  makeAnew(): Promise<void>
}

/** A table that no other test knows. */
export async function makeResultsTable(endpoint: string): Promise<ResultsTable> {
  const client = dynamoClient(endpoint)
  const others: DynamoDBClient[] = []
  const table = `test-${randomBytes(6).toString('hex')}-results`
  await client.send(new CreateTableCommand(resultsTable(table)))
  return {
    client,
    table,
    open({ meter = newMeter(), clock = systemClock, ...line } = {}) {
      const own = dynamoClient(line.endpoint ?? endpoint, line)
      others.push(own)
      return dynamoResults({ client: own, table, meter, clock })
    },
    async makeAnew() {
      await client.send(new DeleteTableCommand({ TableName: table }))
      await client.send(new CreateTableCommand(resultsTable(table)))
    },
    async [Symbol.asyncDispose]() {
      for (const one of others) one.destroy()
      await client.send(new DeleteTableCommand({ TableName: table }))
      client.destroy()
    },
  }
}
