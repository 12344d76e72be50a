import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'

const reads = ['GetItemCommand', 'QueryCommand', 'ScanCommand']
/** They read several items or tables at once, and ask for consistency elsewhere: no home uses them. */
const others = ['BatchGetItemCommand', 'TransactGetItemsCommand']

/**
 * The client, which refuses from now on to read what may be old. DynamoDB Local never answers with an old item, so that no
 * other test could tell.
 */
export function readingConsistently(client: DynamoDBClient): DynamoDBClient {
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const isConsistent = 'ConsistentRead' in args.input && args.input.ConsistentRead === true
        if ((reads.includes(commandName) && !isConsistent) || others.includes(commandName))
          throw new Error(`${commandName} reads what may be old`)
        return next(args)
      },
    { step: 'initialize', name: 'readingConsistently' },
  )
  return client
}
