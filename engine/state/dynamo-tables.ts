import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb'

/** The index that lists the names of items without reading their bytes. */
export const namesIndex = 'names'

/** The table of heads: one small item per feed, on which every write is conditional. */
export const headsTable = (name: string) =>
  ({
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'feed', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'feed', KeyType: 'HASH' }],
  }) satisfies CreateTableCommandInput

/**
 * The table of items, by feed and `EPOCH/CONTENT`. A query of names in the table itself would be charged for all bytes of
 * the state; the index holds names only, and, being local, can be read consistently.
 */
export const itemsTable = (name: string) =>
  ({
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [
      { AttributeName: 'feed', AttributeType: 'S' },
      { AttributeName: 'item', AttributeType: 'S' },
      { AttributeName: 'epoch', AttributeType: 'N' },
    ],
    KeySchema: [
      { AttributeName: 'feed', KeyType: 'HASH' },
      { AttributeName: 'item', KeyType: 'RANGE' },
    ],
    LocalSecondaryIndexes: [
      {
        IndexName: namesIndex,
        KeySchema: [
          { AttributeName: 'feed', KeyType: 'HASH' },
          { AttributeName: 'epoch', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
  }) satisfies CreateTableCommandInput
