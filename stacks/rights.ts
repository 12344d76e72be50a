/** Everything that a right can be for; `places.ts` knows the ARNs. */
export type Place =
  | 'heads'
  | 'items'
  | 'item names'
  | 'results'
  | 'result indexes'
  | 'register'
  | 'register indexes'
  | 'hosts'
  | 'archive'
  | 'archived objects'
  | 'exported objects'
  | 'exports'
  | 'trace'
  | 'secrets'
  | 'brokers'
  | 'topics'
  | 'groups'
  | 'poller'
  | 'processing'
  | 'ticks'

export interface Right {
  readonly actions: readonly string[]
  readonly on: readonly Place[]
}

/** Who has rights: functions, the tasks of consumers, and the scheduler. */
export type Holder = 'poller' | 'processing' | 'watch' | 'topics' | 'consumer'

const readTable = ['dynamodb:GetItem', 'dynamodb:Query'] as const
const writeTable = ['dynamodb:PutItem', 'dynamodb:UpdateItem'] as const
/** Of an object that is not there S3 says so only to who may list. */
const readArchive: readonly Right[] = [
  { actions: ['s3:GetObject'], on: ['archived objects'] },
  { actions: ['s3:ListBucket'], on: ['archive'] },
]
const connect: Right = { actions: ['kafka-cluster:Connect'], on: ['brokers'] }
const publish: readonly Right[] = [
  { actions: ['kafka-cluster:Connect', 'kafka-cluster:WriteDataIdempotently'], on: ['brokers'] },
  { actions: ['kafka-cluster:DescribeTopic', 'kafka-cluster:WriteData'], on: ['topics'] },
]
const exportFiles: readonly Right[] = [
  { actions: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], on: ['exported objects'] },
  { actions: ['s3:ListBucket'], on: ['exports'] },
]
const tell: readonly Right[] = [{ actions: ['kinesis:PutRecords'], on: ['trace'] }]
const secrets: readonly Right[] = [{ actions: ['secretsmanager:GetSecretValue'], on: ['secrets'] }]

/** The least that each needs. Policies are made of it, and a test compares it with what is called (tests/services/deployed.test.ts). */
export const rights: Readonly<Record<Holder, readonly Right[]>> = {
  poller: [
    { actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], on: ['heads'] },
    { actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem'], on: ['items'] },
    { actions: ['dynamodb:Query'], on: ['item names'] },
    { actions: ['dynamodb:UpdateItem'], on: ['hosts'] },
    ...readArchive,
    { actions: ['s3:PutObject'], on: ['archived objects'] },
    ...publish,
    ...tell,
    ...secrets,
    // Asked by Lambda itself, in the name of the function.
    { actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], on: ['ticks'] },
  ],
  processing: [
    { actions: [...readTable, ...writeTable], on: ['results', 'register'] },
    { actions: ['dynamodb:Query'], on: ['result indexes', 'register indexes'] },
    ...exportFiles,
    ...publish,
    ...tell,
    ...secrets,
  ],
  consumer: [
    { actions: readTable, on: ['results'] },
    { actions: [...readTable, ...writeTable], on: ['register'] },
    { actions: ['dynamodb:Query'], on: ['result indexes', 'register indexes'] },
    { actions: ['dynamodb:GetItem', 'dynamodb:Scan'], on: ['heads'] },
    ...readArchive,
    ...exportFiles,
    ...publish,
    { actions: ['kafka-cluster:ReadData'], on: ['topics'] },
    { actions: ['kafka-cluster:DescribeGroup', 'kafka-cluster:AlterGroup'], on: ['groups'] },
    { actions: ['lambda:InvokeFunction'], on: ['processing'] },
    ...tell,
    ...secrets,
  ],
  watch: [
    { actions: ['dynamodb:Scan'], on: ['heads'] },
    { actions: readTable, on: ['register'] },
    connect,
    { actions: ['kafka-cluster:DescribeTopic'], on: ['topics'] },
    { actions: ['kafka-cluster:DescribeGroup'], on: ['groups'] },
  ],
  topics: [
    connect,
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

/** What somebody at the desk may come to need: `feed release --poll` polls and processes, and `feed trace` reads traces. */
export const deskRights: readonly Right[] = [
  ...rights.poller.filter(({ on }) => !on.includes('ticks')),
  ...rights.processing,
  ...rights.consumer.filter(({ on }) => !on.includes('processing')),
  { actions: ['dynamodb:Scan'], on: ['heads'] },
  // The feeds that people ask for lie in its code.
  { actions: ['lambda:GetFunction'], on: ['poller'] },
  {
    actions: [
      'kinesis:DescribeStreamSummary',
      'kinesis:ListShards',
      'kinesis:GetShardIterator',
      'kinesis:GetRecords',
    ],
    on: ['trace'],
  },
]
