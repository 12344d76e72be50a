import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb'

/**
 * Indexes that a strongly consistent read may use: a sum of stale parts would stay wrong. Each holds only the items that
 * have its key: `own` live results by the unit above them, `sum` computed ones, `live` nothing but keys, to be counted.
 */
export const indexes = { own: 'own', sum: 'sum', live: 'live' } as const

/**
 * The results store's table. Current results lie in a partition per feed and contest, one item for each unit with its
 * own result and its sum; past ones in a partition per key, so that neither meets the limits of one partition. Indexes of
 * this kind come with their table only: another layout is another table, filled by `feed replay`.
 */
export function resultsTable(name: string) {
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: ['pk', 'sk', ...Object.values(indexes)].map((attribute) => ({
      AttributeName: attribute,
      AttributeType: 'S',
    })),
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    LocalSecondaryIndexes: Object.values(indexes).map((index) => ({
      IndexName: index,
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: index, KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: index === indexes.live ? 'KEYS_ONLY' : 'ALL' },
    })),
  } satisfies CreateTableCommandInput
}
