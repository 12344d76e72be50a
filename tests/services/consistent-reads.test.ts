import { GetItemCommand, QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb'
import { expect, test } from 'vitest'
import { dynamoClient } from './dynamo-tables.ts'

const table = { TableName: 'heads' }
const key = { Key: { feed: { S: 'us-nc-precinct' } } }

test.each([
  ['GetItemCommand', new GetItemCommand({ ...table, ...key })],
  ['QueryCommand', new QueryCommand({ ...table, ConsistentRead: false })],
  ['ScanCommand', new ScanCommand(table)],
] as const)('a test client sends no %s that may be answered with what is old', async (name, command) => {
  using client = { its: dynamoClient('http://127.0.0.1:9'), [Symbol.dispose]: () => client.its.destroy() }
  await expect(client.its.send(command as GetItemCommand)).rejects.toThrow(`${name} reads what may be old`)
})
