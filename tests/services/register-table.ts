import { randomBytes } from 'node:crypto'
import { CreateTableCommand, DeleteTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { type Meter, newMeter } from '../../engine/flow/meter.ts'
import { dynamoRegister } from '../../engine/register/dynamo.ts'
import { registerTable } from '../../engine/register/dynamo-table.ts'
import type { Register } from '../../engine/register/register.ts'
import { dynamoClient } from './dynamo-tables.ts'

export interface RegisterTable extends AsyncDisposable {
  readonly client: DynamoDBClient
  readonly table: string
  /** The register as one more process would open it, over a line of its own if not straight. */
  open(line?: { readonly endpoint?: string; readonly maxAttempts?: number; readonly meter?: Meter }): Register
}

/** A table that no other test knows. */
export async function makeRegisterTable(endpoint: string): Promise<RegisterTable> {
  const client = dynamoClient(endpoint)
  const others: DynamoDBClient[] = []
  const table = `test-${randomBytes(6).toString('hex')}-register`
  await client.send(new CreateTableCommand(registerTable(table)))
  return {
    client,
    table,
    open({ meter = newMeter(), ...line } = {}) {
      const own = dynamoClient(line.endpoint ?? endpoint, line)
      others.push(own)
      return dynamoRegister({ client: own, table, meter })
    },
    async [Symbol.asyncDispose]() {
      for (const one of others) one.destroy()
      await client.send(new DeleteTableCommand({ TableName: table }))
      client.destroy()
    },
  }
}
