import { randomBytes } from 'node:crypto'
import { CreateTableCommand, DeleteTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { newMeter } from '../../engine/flow/meter.ts'
import { dynamoResults } from '../../engine/results/dynamo.ts'
import { resultsTable } from '../../engine/results/dynamo-table.ts'
import type { ResultStore } from '../../engine/results/store.ts'
import { dynamoClient } from './dynamo-tables.ts'

export interface ResultsTable extends AsyncDisposable {
  readonly client: DynamoDBClient
  readonly table: string
  /** The store as one more process would open it, through this endpoint if not straight. */
  open(endpoint?: string): ResultStore
}

/** A table that no other test knows. */
export async function makeResultsTable(endpoint: string): Promise<ResultsTable> {
  const clients = [dynamoClient(endpoint)]
  const [client] = clients as [DynamoDBClient]
  const table = `test-${randomBytes(6).toString('hex')}-results`
  await client.send(new CreateTableCommand(resultsTable(table)))
  return {
    client,
    table,
    open(other = endpoint) {
      const own = dynamoClient(other)
      clients.push(own)
      return dynamoResults({ client: own, table, meter: newMeter() })
    },
    async [Symbol.asyncDispose]() {
      await client.send(new DeleteTableCommand({ TableName: table }))
      for (const one of clients) one.destroy()
    },
  }
}
