import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { sharedPlan } from './plans.ts'
import { missing, root } from './platform.ts'

const sh = (script: string, ...words: readonly string[]) =>
  spawnSync('sh', ['-c', script, 'sh', ...words], { cwd: root, encoding: 'utf8' })

test.skipIf(missing !== undefined)(
  'the names of a deployment become variables of a shell, each as it is',
  async () => {
    const { outputs } = await sharedPlan('production')
    const shell = { ...(outputs['shell'] as Readonly<Record<string, string>>), ODD: "it's $HOME; `x`" }
    const file = join(temporaryFolder('names'), 'outputs.json')
    writeFileSync(file, JSON.stringify({ ...outputs, shell }))
    const script =
      'eval "$(sh stacks/names.sh "$1")"; shift; for name in "$@"; do eval "echo \\"\\$$name\\""; done'
    const { stdout, stderr } = sh(script, file, ...Object.keys(shell))
    expect({ stderr, said: stdout.trimEnd().split('\n') }).toEqual({ stderr: '', said: Object.values(shell) })
  },
)

test('what the desk has to be told is among them', async () => {
  const { outputs } = await sharedPlan('production')
  expect(Object.keys(outputs['shell'] as object).filter((name) => name.startsWith('DESK_'))).toEqual([
    'DESK_CLUSTER',
    'DESK_GROUP',
    'DESK_LOGS',
    'DESK_SUBNETS',
    'DESK_TASK',
  ])
})

test.skipIf(missing !== undefined)(
  'queues, logs and schedules are called by names of their own',
  async () => {
    const plan = await sharedPlan('production')
    const shell = plan.outputs['shell'] as Readonly<Record<string, string>>
    const log = (name: string) => plan.one('aws:cloudwatch/logGroup:LogGroup', name).inputs['name']
    const queue = (name: string) =>
      `https://sqs.us-east-1.amazonaws.com/123456789012/canvass-production-${name}`
    expect(shell).toMatchObject({
      STAGE: 'production',
      DESK_SUBNETS: [1, 2, 3].map((n) => `NetworkPrivateSubnet${n}-id`).join(','),
      DESK_GROUP: 'Workers-id',
      SMALL_TICKS: queue('ticks-small'),
      LARGE_TICKS: queue('ticks-large'),
      DEAD_TICKS: queue('dead-ticks'),
      SMALL_LOGS: log('PollerSmallLogGroup'),
      LARGE_LOGS: log('PollerLargeLogGroup'),
      PROCESSING_LOGS: log('ProcessingLogGroup'),
      WATCH_LOGS: log('WatchLogGroup'),
      CONSUMERS_LOGS: '/canvass/production/consumers',
      DESK_LOGS: '/canvass/production/desk',
      SCHEDULES: 'canvass-production-feeds',
      BROKERS: 'arn:aws:kafka:us-east-1:123456789012:cluster/canvass-production/1a2b3c4d',
    })
  },
)

test('where nothing was deployed it says so', () => {
  const file = join(temporaryFolder('names'), 'outputs.json')
  writeFileSync(file, '{}')
  expect(sh('sh stacks/names.sh "$1"', file)).toMatchObject({
    status: 1,
    stdout: '',
    stderr: `${file} has no names: sst deploy writes it at its end.\n`,
  })
})
