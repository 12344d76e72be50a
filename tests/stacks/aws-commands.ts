import type { Call } from './allowed.ts'

/** A command line of `aws` on a page, and who is said to type it. */
export interface Command {
  /** Service and operation, such as `logs tail`. */
  readonly does: string
  /** What stands behind it. */
  readonly words: readonly string[]
  readonly by: string
}

/**
 * Every command line of `aws` in a page: in its blocks of code, and in code within its sentences. It is of whom the paragraph, the row or the
 * item that it is in names in parentheses, and else of `usually`; a block of code is of whom the sentence before it names.
 */
export function commandsIn(page: string, usually: string): readonly Command[] {
  let before = usually
  return page.split(/\n\n+|\n(?=\|)|\n(?=- )/).flatMap((part): readonly Command[] => {
    const isBlock = part.startsWith('```')
    const by = isBlock ? before : (/\((administrator|operator|duty|reader)\b/.exec(part)?.[1] ?? usually)
    before = by
    const code = isBlock ? [part] : [...part.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text)
    return code.flatMap(linesOf).map((line) => ({ ...line, by }))
  })
}

/** Of one text of code; a command in `$( )` is one of its own. */
export const linesOf = (code: string): readonly Omit<Command, 'by'>[] =>
  code
    .replaceAll(/\\\n/g, ' ')
    .split(/(?<![\w/.-])aws /)
    .slice(1)
    .flatMap((text) => {
      const [service, operation, ...words] = text.split('\n')[0]?.trim().split(/\s+/) ?? []
      return service === undefined || operation === undefined
        ? []
        : [{ does: `${service} ${operation}`, words }]
    })

type Shell = Readonly<Record<string, string>>
type Calls = (option: (name: string) => string, shell: Shell) => readonly Call[]

const account = ':us-east-1:123456789012:'
const arn = (service: string, what: string): string => `arn:aws:${service}${account}${what}`
const log =
  (action: string): Calls =>
  (option) => [{ action, on: arn('logs', `log-group:${option('log')}:*`) }]
const queue =
  (action: string): Calls =>
  (option) => [{ action, on: arn('sqs', option('queue-url').split('/').at(-1) ?? '') }]
const onNothing =
  (action: string): Calls =>
  () => [{ action, on: '*' }]
const cluster =
  (action: string): Calls =>
  (option) => [{ action, on: option('cluster-arn') }]
const service =
  (action: string, called: string): Calls =>
  (option) => {
    const known = { 'ecs:cluster': option('cluster') }
    return [{ action, on: arn('ecs', `service/${nameIn(option('cluster'))}/${option(called)}`), known }]
  }
const tasks =
  (action: string): Calls =>
  (option) => [
    {
      action,
      on: arn('ecs', `task/${nameIn(option('cluster'))}/1a2b`),
      known: { 'ecs:cluster': option('cluster') },
    },
  ]
const onTable =
  (action: string, called: string): Calls =>
  (option) => [{ action, on: arn('dynamodb', `table/${option(called)}`) }]
const nameIn = (some: string): string => some.split('/').at(-1) ?? ''

/** What each command asks of AWS: by the service authorization reference, and by what the command line is known to call. */
const calls: Readonly<Record<string, Calls>> = {
  'logs tail': log('logs:FilterLogEvents'),
  'logs filter-log-events': log('logs:FilterLogEvents'),
  'ecs describe-services': service('ecs:DescribeServices', 'services'),
  'ecs update-service': service('ecs:UpdateService', 'service'),
  'ecs list-tasks': (option) => [
    {
      action: 'ecs:ListTasks',
      on: arn('ecs', `container-instance/${nameIn(option('cluster'))}/*`),
      known: { 'ecs:cluster': option('cluster') },
    },
  ],
  'ecs describe-tasks': tasks('ecs:DescribeTasks'),
  'ecs wait': tasks('ecs:DescribeTasks'),
  'ecs run-task': (option) => [
    {
      action: 'ecs:RunTask',
      on: arn('ecs', `task-definition/${option('task-definition')}:1`),
      known: { 'ecs:cluster': option('cluster') },
    },
  ],
  'sqs receive-message': queue('sqs:ReceiveMessage'),
  'sqs purge-queue': queue('sqs:PurgeQueue'),
  'sqs get-queue-attributes': queue('sqs:GetQueueAttributes'),
  'scheduler list-schedules': onNothing('scheduler:ListSchedules'),
  'scheduler get-schedule': (option) => [
    { action: 'scheduler:GetSchedule', on: arn('scheduler', `schedule/default/${option('name')}`) },
  ],
  'kafka describe-cluster-v2': cluster('kafka:DescribeClusterV2'),
  'kafka list-cluster-operations-v2': cluster('kafka:ListClusterOperationsV2'),
  'kafka update-broker-storage': cluster('kafka:UpdateBrokerStorage'),
  'kafka delete-cluster': onNothing('kafka:DeleteCluster'),
  'lambda invoke': (option) => [
    { action: 'lambda:InvokeFunction', on: arn('lambda', `function:${option('function-name')}`) },
  ],
  'lambda get-account-settings': onNothing('lambda:GetAccountSettings'),
  'cloudwatch describe-alarms': (option) => [
    { action: 'cloudwatch:DescribeAlarms', on: arn('cloudwatch', `alarm:${option('alarm-name-prefix')}*`) },
  ],
  'cloudwatch set-alarm-state': (option) => [
    { action: 'cloudwatch:SetAlarmState', on: arn('cloudwatch', `alarm:${option('alarm-name')}`) },
  ],
  'cloudtrail lookup-events': onNothing('cloudtrail:LookupEvents'),
  'service-quotas get-service-quota': onNothing('servicequotas:GetServiceQuota'),
  'service-quotas request-service-quota-increase': onNothing('servicequotas:RequestServiceQuotaIncrease'),
  'dynamodb update-table': onTable('dynamodb:UpdateTable', 'table-name'),
  'dynamodb delete-item': onTable('dynamodb:DeleteItem', 'table-name'),
  'dynamodb describe-table': onTable('dynamodb:DescribeTable', 'table-name'),
  'dynamodb wait': onTable('dynamodb:DescribeTable', 'table-name'),
  'dynamodb describe-continuous-backups': onTable('dynamodb:DescribeContinuousBackups', 'table-name'),
  'dynamodb restore-table-to-point-in-time': onTable(
    'dynamodb:RestoreTableToPointInTime',
    'source-table-name',
  ),
  'dynamodb restore-table-from-backup': onTable('dynamodb:RestoreTableFromBackup', 'target-table-name'),
  'dynamodb create-backup': onTable('dynamodb:CreateBackup', 'table-name'),
  'dynamodb delete-table': onTable('dynamodb:DeleteTable', 'table-name'),
  'dynamodb list-backups': onNothing('dynamodb:ListBackups'),
  'dynamodb describe-backup': onNothing('dynamodb:DescribeBackup'),
  's3api list-object-versions': (option) => [
    { action: 's3:ListBucketVersions', on: `arn:aws:s3:::${option('bucket')}` },
  ],
  's3api delete-object': (option) => [
    { action: 's3:DeleteObjectVersion', on: `arn:aws:s3:::${option('bucket')}/${option('key')}` },
  ],
  'lambda list-event-source-mappings': onNothing('lambda:ListEventSourceMappings'),
  'lambda update-event-source-mapping': (option) => [
    {
      action: 'lambda:UpdateEventSourceMapping',
      on: arn('lambda', `event-source-mapping:${option('uuid')}`),
    },
  ],
  'application-autoscaling register-scalable-target': onNothing(
    'application-autoscaling:RegisterScalableTarget',
  ),
  'ec2 describe-addresses': onNothing('ec2:DescribeAddresses'),
  'ec2 describe-instance-status': onNothing('ec2:DescribeInstanceStatus'),
  'ec2 reboot-instances': onNothing('ec2:RebootInstances'),
  'ec2 start-instances': onNothing('ec2:StartInstances'),
  'sts get-caller-identity': () => [],
  'secretsmanager create-secret': (option) => [
    { action: 'secretsmanager:CreateSecret', on: arn('secretsmanager', `secret:${option('name')}`) },
  ],
  'sns subscribe': (option) => [{ action: 'sns:Subscribe', on: option('topic-arn') }],
  'ce update-cost-allocation-tags-status': onNothing('ce:UpdateCostAllocationTagsStatus'),
}

/** What a command asks of AWS, with the variables of the shell in place. One that is not known here fails. */
export function callsOf({ does, words }: Omit<Command, 'by'>, shell: Shell): readonly Call[] {
  const known = calls[does]
  if (known === undefined) throw new Error(`nobody knows here what "aws ${does}" asks of AWS`)
  const said = words.map((word) =>
    word.replaceAll(/["')]/g, '').replaceAll(/\$\{?([A-Z_]+)\}?/g, (_, name: string) => {
      const value = shell[name]
      if (value === undefined)
        throw new Error(`"aws ${does}" speaks of ${name}, which sst deploy does not say`)
      return value
    }),
  )
  const option = (name: string): string => {
    // The group of a log is the first word of one command, and an option of another.
    if (name === 'log') return said[0]?.startsWith('--') === true ? option('log-group-name') : (said[0] ?? '')
    const at = said.indexOf(`--${name}`)
    if (at === -1) throw new Error(`"aws ${does}" does not say --${name}`)
    return said[at + 1] ?? ''
  }
  return known(option, shell)
}
