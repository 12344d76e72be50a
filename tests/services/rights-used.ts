import { readFileSync } from 'node:fs'
import type { Right } from '../../stacks/rights.ts'
import type { RecordedCall } from './recording-proxy.ts'

type Environment = Readonly<Record<string, string>>

/**
 * What each request of Kafka's protocol needs of MSK, as `ACTION PLACE`.
 * https://docs.aws.amazon.com/msk/latest/developerguide/kafka-actions.html
 */
const ofKafka: Readonly<Record<number, readonly string[]>> = {
  0: ['WriteData topics', 'DescribeTopic topics'],
  1: ['ReadData topics', 'DescribeTopic topics'],
  2: ['DescribeTopic topics'],
  3: ['DescribeTopic topics'],
  8: ['AlterGroup groups', 'DescribeGroup groups', 'ReadData topics'],
  9: ['DescribeGroup groups', 'DescribeTopic topics'],
  10: ['DescribeGroup groups'],
  11: ['AlterGroup groups', 'DescribeGroup groups'],
  12: ['AlterGroup groups'],
  13: ['AlterGroup groups'],
  14: ['AlterGroup groups'],
  18: [],
  19: ['CreateTopic topics'],
  22: ['WriteDataIdempotently brokers'],
  32: ['DescribeTopicDynamicConfiguration topics'],
}

/** What rights allow, as `ACTION PLACE`. */
export const allowedBy = (rights: readonly Right[]): readonly string[] =>
  rights.flatMap(({ actions, on }) => actions.flatMap((action) => on.map((place) => `${action} ${place}`)))

/** What was needed of the brokers, by what `children/observed.ts` has noted. */
export function neededOfKafka(noted: string): readonly string[] {
  const calls = noted.split('\n').filter(Boolean).map(Number)
  const needed = calls.flatMap((call) => {
    const found = ofKafka[call]
    if (found === undefined) throw new Error(`nobody has said what request ${call} of Kafka needs`)
    return found
  })
  const all = calls.length > 0 ? ['Connect brokers', ...needed] : []
  return [...new Set(all.map((one) => `kafka-cluster:${one}`))]
}

/** What was needed of AWS, as `ACTION PLACE`, by the places that the variables name. */
export const neededOfAws = (calls: readonly RecordedCall[], environment: Environment): readonly string[] => [
  ...new Set(calls.map(({ action, on }) => `${action} ${placeOf(action, on, environment)}`)),
]

function placeOf(action: string, on: string, environment: Environment): string {
  const [name = '', ...rest] = on.split('/')
  const index = rest.length > 0
  switch (name) {
    case environment['CANVASS_HEADS_TABLE']:
      return 'heads'
    case environment['CANVASS_ITEMS_TABLE']:
      return index ? 'item names' : 'items'
    case environment['CANVASS_RESULTS_TABLE']:
      return index ? 'result indexes' : 'results'
    case environment['CANVASS_REGISTER_TABLE']:
      return index ? 'register indexes' : 'register'
    case environment['CANVASS_HOSTS_TABLE']:
      return 'hosts'
    case environment['CANVASS_TRACE_STREAM']:
      return 'trace'
    case environment['CANVASS_BUCKET']: {
      const isExport = rest[0] === 'exports'
      if (action === 's3:ListBucket') return isExport ? 'exports' : 'archive'
      return isExport ? 'exported objects' : 'archived objects'
    }
    default:
      if (action.startsWith('secretsmanager:')) return 'secrets'
      if (action.startsWith('lambda:')) return 'processing'
      throw new Error(`nobody knows what ${on} is, which ${action} was asked of`)
  }
}

/** What the engine's own modules in files of code can ask of AWS, and which of them does. */
export function commandsIn(files: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>()
  for (const file of files) {
    let module = ''
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      module = /^\/\/ (\S+\.(?:[cm]?[jt]s|json))$/.exec(line)?.[1] ?? module
      if (!module.startsWith('engine/')) continue
      for (const [, command = ''] of line.matchAll(/\bnew ([A-Za-z]\w*?)Command\d*\(/g)) {
        const action = actions[command]
        if (action === undefined) throw new Error(`nobody has said what right ${command} of ${module} needs`)
        found.set(action, (found.get(action) ?? new Set()).add(module))
      }
    }
  }
  return new Map([...found].map(([action, modules]) => [action, [...modules].toSorted()]))
}

const actions: Readonly<Record<string, string>> = {
  GetItem: 'dynamodb:GetItem',
  PutItem: 'dynamodb:PutItem',
  UpdateItem: 'dynamodb:UpdateItem',
  DeleteItem: 'dynamodb:DeleteItem',
  Query: 'dynamodb:Query',
  Scan: 'dynamodb:Scan',
  GetObject: 's3:GetObject',
  HeadObject: 's3:GetObject',
  PutObject: 's3:PutObject',
  DeleteObject: 's3:DeleteObject',
  ListObjectsV2: 's3:ListBucket',
  PutRecords: 'kinesis:PutRecords',
  DescribeStreamSummary: 'kinesis:DescribeStreamSummary',
  ListShards: 'kinesis:ListShards',
  GetShardIterator: 'kinesis:GetShardIterator',
  GetRecords: 'kinesis:GetRecords',
  GetSecretValue: 'secretsmanager:GetSecretValue',
  GetParameter: 'ssm:GetParameter',
  Invoke: 'lambda:InvokeFunction',
}
