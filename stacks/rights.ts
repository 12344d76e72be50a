/** Everything that a right can be for; `places.ts` knows the ARNs. */
export type Place =
  | 'heads'
  | 'items'
  | 'item names'
  | 'results'
  | 'result indexes'
  | 'register'
  | 'register indexes'
  | 'archive'
  | 'archived objects'
  | 'exported objects'
  | 'exports'
  | 'trace'
  | 'secrets'
  | 'brokers'
  | 'topics'
  | 'groups'
  | 'processing'
  | 'ticks'

export interface Right {
  readonly actions: readonly string[]
  readonly on: readonly Place[]
}

/** Who has rights: functions, the tasks of consumers, and the scheduler. */
export type Holder = 'poller' | 'processing' | 'watch' | 'topics' | 'consumer'

const readTable = ['dynamodb:GetItem', 'dynamodb:Query'] as const
const writeTable = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'] as const
const state: readonly Right[] = [
  { actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], on: ['heads'] },
  { actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem'], on: ['items'] },
  { actions: ['dynamodb:Query'], on: ['item names'] },
]
const results: readonly Right[] = [
  { actions: [...readTable, ...writeTable], on: ['results', 'register'] },
  { actions: ['dynamodb:Query'], on: ['result indexes', 'register indexes'] },
]
/** Of an object that is not there S3 says so only to who may list. */
const readArchive: readonly Right[] = [
  { actions: ['s3:GetObject'], on: ['archived objects'] },
  { actions: ['s3:ListBucket'], on: ['archive'] },
]
const publish: readonly Right[] = [
  {
    actions: [
      'kafka-cluster:Connect',
      'kafka-cluster:DescribeCluster',
      'kafka-cluster:WriteDataIdempotently',
    ],
    on: ['brokers'],
  },
  { actions: ['kafka-cluster:DescribeTopic', 'kafka-cluster:WriteData'], on: ['topics'] },
]
const tell: readonly Right[] = [{ actions: ['kinesis:PutRecords'], on: ['trace'] }]
const secrets: readonly Right[] = [{ actions: ['secretsmanager:GetSecretValue'], on: ['secrets'] }]

/** The least that each needs. Policies are made of it, and a test compares it with what the code calls. */
export const rights: Readonly<Record<Holder, readonly Right[]>> = {
  poller: [
    ...state,
    ...readArchive,
    { actions: ['s3:PutObject'], on: ['archived objects'] },
    ...publish,
    ...tell,
    ...secrets,
    // Asked by Lambda itself, in the name of the function.
    { actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], on: ['ticks'] },
  ],
  processing: [
    ...results,
    { actions: ['dynamodb:GetItem'], on: ['heads'] },
    { actions: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], on: ['exported objects'] },
    { actions: ['s3:ListBucket'], on: ['exports'] },
    ...publish,
    ...tell,
    ...secrets,
  ],
  consumer: [
    ...results,
    { actions: ['dynamodb:GetItem'], on: ['heads'] },
    ...readArchive,
    ...publish,
    { actions: ['kafka-cluster:ReadData'], on: ['topics'] },
    { actions: ['kafka-cluster:DescribeGroup', 'kafka-cluster:AlterGroup'], on: ['groups'] },
    { actions: ['lambda:InvokeFunction'], on: ['processing'] },
    ...tell,
    ...secrets,
  ],
  watch: [
    { actions: ['dynamodb:GetItem'], on: ['heads'] },
    { actions: readTable, on: ['register'] },
    { actions: ['dynamodb:Query'], on: ['register indexes'] },
    { actions: ['kafka-cluster:Connect', 'kafka-cluster:DescribeCluster'], on: ['brokers'] },
    { actions: ['kafka-cluster:DescribeTopic'], on: ['topics'] },
    { actions: ['kafka-cluster:DescribeGroup'], on: ['groups'] },
  ],
  topics: [
    { actions: ['kafka-cluster:Connect', 'kafka-cluster:DescribeCluster'], on: ['brokers'] },
    {
      actions: [
        'kafka-cluster:CreateTopic',
        'kafka-cluster:DescribeTopic',
        'kafka-cluster:DescribeTopicDynamicConfiguration',
      ],
      on: ['topics'],
    },
  ],
}
