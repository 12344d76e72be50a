import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { table as commands } from '../../engine/cli/table.ts'
import * as catalogue from '../../engine/errors/catalogue/table.ts'
import { kafkaTopics } from '../../engine/log/kafka-topics.ts'
import { stageOf } from '../../stacks/stage.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { madeUpFeed } from './plan/made-up.ts'
import { planOf, sharedPlan } from './plans.ts'
import { missing } from './platform.ts'

const read = (name: string): string => readFileSync(`docs/${name}.md`, 'utf8')
const pages = ['deploy', 'runbook', 'recovery', 'scale', 'cost']

describe.each(pages)('docs/%s.md', (name) => {
  const page = read(name)

  test('names errors that there are', () => {
    const codes = [...page.matchAll(/`([A-Z]+(?:_[A-Z]+)+)`/g)].map(([, code = '']) => code)
    const others = codes.filter((code) => !/^(CANVASS|AWS_REGION|DESK|ERROR_CODE)/.test(code))
    expect(others.filter((code) => !Object.hasOwn(catalogue, code))).toEqual([])
  })

  test('asks the desk and the command line for commands that there are', () => {
    const asked = [...page.matchAll(/(?:stacks\/desk\.sh|npx feed) ([a-z-]+)/g)].map(([, word = '']) => word)
    const known = commands.map(({ name: command }) => command)
    expect(asked.filter((word) => !known.includes(word))).toEqual([])
  })

  test('runs scripts that there are', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'))
    const run = [...page.matchAll(/npm run ([a-z]+)/g)].map(([, script = '']) => script)
    expect(run.filter((script) => !Object.hasOwn(scripts, script))).toEqual([])
  })
})

describe('docs/deploy.md', () => {
  const page = read('deploy')
  /** The cells of a row of the table of stages, by its first word. */
  const cells = (row: string): readonly string[] =>
    page
      .split('\n')
      .find((line) => line.startsWith(`| ${row} |`))
      ?.split('|')
      .slice(2, -1)
      .map((cell) => cell.trim()) ?? []
  const stages = ['production', 'staging', 'demo', 'kim'].map((stage) => stageOf(stage, {}))

  test('says of stages what stacks/stage.ts says', () => {
    expect(cells('zones, gateways')).toEqual(
      stages.map(({ zones, nat }) => `${zones}, ${nat === 'managed' ? 'managed' : 'instances'}`),
    )
    expect(cells('brokers')).toEqual(
      stages.map(({ brokers, zones }) =>
        brokers.kind === 'provisioned' ? `${zones * brokers.perZone} × ${brokers.instance}` : brokers.kind,
      ),
    )
    expect(cells('consumers')).toEqual(stages.map(({ consumers: { least, most } }) => `${least} to ${most}`))
    expect(cells('exports').map((cell) => cell.includes('everybody'))).toEqual(
      stages.map(({ hasCdn }) => hasCdn),
    )
    expect(stages.map(({ logs, traceHours, isKept }) => [logs, traceHours, isKept])).toEqual([
      ['1 year', 168, true],
      ['2 weeks', 24, false],
      ['2 weeks', 24, false],
      ['2 weeks', 24, false],
    ])
  })

  test('says how long topics are kept', () => {
    for (const { topic, retentionDays } of kafkaTopics) {
      const row =
        page.split('\n').find((line) => line.startsWith('| `') && line.includes(`\`${topic}\``)) ?? ''
      expect([topic, row.includes(`| ${retentionDays} days |`)]).toEqual([topic, true])
    }
  })

  test.skipIf(missing !== undefined)(
    'tries an alarm of each kind that rings while all feeds are paused, and that ends by itself',
    async () => {
      const feeds = [madeUpFeed('us-xx-paused', { status: 'paused' })]
      const plan = await planOf(temporaryFolder('stacks'), { stage: 'kim', feeds })
      const alarms = plan.of('aws:cloudwatch/metricAlarm:MetricAlarm').map(({ inputs }) => inputs)
      const tried = [...page.matchAll(/--alarm-name '(.+?)' --state-value ALARM/g)].map(([, name]) => name)
      const found = tried.map((name) => alarms.find((alarm) => alarm['name'] === name))
      expect(found.map((alarm) => alarm?.['alarmActions'][0].split('-').at(-1))).toEqual(['page', 'look'])
      expect(found).toMatchObject(
        tried.map(() => ({ actionsEnabled: true, treatMissingData: 'notBreaching' })),
      )
      expect(alarms.flatMap(({ name, actionsEnabled }) => (actionsEnabled === false ? [name] : []))).toEqual([
        'canvass-kim: Find out why nothing is polled',
      ])
    },
  )

  test('gives secrets to the stage that it deploys first', () => {
    const first = /npx sst deploy --stage (\S+)/.exec(page)?.[1]
    expect(page).toContain(`create-secret --name canvass/${first}/`)
  })

  test.skipIf(missing !== undefined)('speaks of what a deployment prints at its end', async () => {
    const { outputs } = await sharedPlan('production')
    for (const name of ['addresses', 'alarms', 'people', 'shell']) {
      expect(page).toContain(`\`${name}\``)
      expect(outputs).toHaveProperty(name)
    }
  })
})

test.skipIf(missing !== undefined)('what is kept how long is what is planned', async () => {
  const plan = await sharedPlan('production')
  const lifecycle = 'aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration'
  expect(JSON.stringify(plan.one(lifecycle, 'ArchiveLifecycle').inputs['rules'])).toContain('"days":120')
  expect(plan.one(lifecycle, 'ArchiveLifecycle').inputs['rules'][0].filter).toEqual({
    and: { prefix: 'bodies/', objectSizeGreaterThan: 128 * 1_024 - 1 },
  })
  const queues = plan.of('aws:sqs/queue:Queue').map(({ inputs }) => inputs['messageRetentionSeconds'])
  expect(new Set(queues)).toEqual(new Set([3_600, 14 * 86_400]))
})

test('docs/scale.md has what was measured of as many feeds as it speaks of', () => {
  const table = (name: string): string =>
    read('scale').split(`<!-- measured: ${name} -->`)[1]?.split('<!-- /')[0] ?? ''
  for (const count of ['500', '5,000', '10,000']) expect(table('planned')).toContain(`\n| ${count} | `)
  for (const count of ['500', '2,000', '10,000']) expect(table('compiled')).toContain(`\n| ${count} | `)
  for (const count of ['500', '10,000', '100,000']) expect(table('spread')).toContain(`\n| ${count} | `)
})
