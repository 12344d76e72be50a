import type { Holder } from '../../stacks/rights.ts'

/** What a holder may do and what no test here makes it do, by `ACTION PLACE`: why it is needed, and what does it. */
type Seldom = Readonly<Record<string, { readonly why: string; readonly by: string }>>

const lambda = {
  why: 'Lambda takes ticks from the queue in the name of the function',
  by: 'stacks/poller.ts',
}
const pieces = { why: 'a record too large for one item is kept in pieces', by: 'engine/aws/dynamo-bodies.ts' }
const sweep = {
  why: 'exported files that nobody names any more are removed',
  by: 'engine/process/export/sweep-bodies.ts',
}
const put = {
  why: 'files of a whole election are written when they come due',
  by: 'engine/process/export/put-files.ts',
}
const gaps = {
  why: 'messages that are missing are published again from the archive',
  by: 'engine/entry/fill-gaps.ts',
}
const post = { why: 'a post of an alert is signed', by: 'engine/process/tell/webhook.ts' }
const ticking = {
  why: 'a feed that falls silent is left for another',
  by: 'engine/process/arbitrate/tick.ts',
}

export const seldom: Readonly<Record<Holder, Seldom>> = {
  poller: {
    'dynamodb:GetItem items': {
      why: 'what another process committed is read; here one polls each feed, and remembers',
      by: 'engine/state/protocol.ts',
    },
    'sqs:ReceiveMessage ticks': lambda,
    'sqs:DeleteMessage ticks': lambda,
    'sqs:GetQueueAttributes ticks': lambda,
  },
  processing: {
    's3:DeleteObject exported objects': sweep,
    's3:ListBucket exports': sweep,
    'kinesis:PutRecords trace': {
      why: 'it says when another source takes over',
      by: 'engine/process/arbitrate/tell-switch.ts',
    },
    'secretsmanager:GetSecretValue secrets': post,
  },
  consumer: {
    'dynamodb:GetItem results': ticking,
    'dynamodb:Query result indexes': ticking,
    'dynamodb:PutItem register': ticking,
    'dynamodb:Query register indexes': ticking,
    'dynamodb:GetItem heads': gaps,
    's3:GetObject archived objects': gaps,
    's3:ListBucket archive': gaps,
    's3:GetObject exported objects': put,
    's3:PutObject exported objects': put,
    's3:DeleteObject exported objects': put,
    's3:ListBucket exports': sweep,
    'lambda:InvokeFunction processing': { why: 'it hands over what it reads', by: 'engine/invoke/lambda.ts' },
    'secretsmanager:GetSecretValue secrets': post,
  },
  watch: { 'dynamodb:GetItem register': pieces },
  topics: {},
}

const sharedCalls = 'it is one of the calls that all tables share'
const otherSecrets = 'secrets are in the other service: CANVASS_SECRETS says which'
const whoLists = 'who lists all feeds asks it: the command line and the consumers'

/** What the code of a function could ask of AWS and never does: why it does not. */
export const unasked: Readonly<Record<Exclude<Holder, 'consumer'>, Readonly<Record<string, string>>>> = {
  poller: {
    's3:DeleteObject': 'nothing is ever removed from the archive',
    'dynamodb:Scan': whoLists,
    'ssm:GetParameter': otherSecrets,
  },
  processing: {
    'dynamodb:DeleteItem': sharedCalls,
    'dynamodb:Scan': whoLists,
    'ssm:GetParameter': otherSecrets,
    'kinesis:DescribeStreamSummary': 'feed trace asks it',
    'kinesis:ListShards': 'feed trace asks it',
    'kinesis:GetShardIterator': 'feed trace asks it',
    'kinesis:GetRecords': 'feed trace asks it',
  },
  watch: {
    'dynamodb:PutItem': sharedCalls,
    'dynamodb:UpdateItem': sharedCalls,
    'dynamodb:DeleteItem': sharedCalls,
  },
  topics: {},
}
