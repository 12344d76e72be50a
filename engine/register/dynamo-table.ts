import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb'

/** The index that lists entries by what they are grouped with; a strongly consistent read may use it. */
export const grouped = 'grouped'

/**
 * The register's table. What stands lies in one item for each entry, by partition and id; its past in a partition for
 * each id, so that neither meets the limits of one partition.
 */
export function registerTable(name: string) {
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: ['pk', 'sk', grouped].map((attribute) => ({
      AttributeName: attribute,
      AttributeType: 'S',
    })),
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    LocalSecondaryIndexes: [
      {
        IndexName: grouped,
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: grouped, KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  } satisfies CreateTableCommandInput
}
