import { beforeAll, describe, expect, test } from 'vitest'
import { routes } from '../../engine/process/routes.ts'
import { metricNamespace, metrics } from '../../engine/trace/metric-names.ts'
import { type Plan, sharedPlan } from './plans.ts'
import { missing, named } from './platform.ts'

interface Widget {
  readonly x: number
  readonly y: number
  readonly properties: {
    readonly title: string
    readonly metrics: readonly unknown[][]
    readonly annotations?: { readonly horizontal: readonly { readonly value: number }[] }
  }
}

describe.skipIf(missing)(named('the dashboard'), () => {
  let plan: Plan
  let widgets: readonly Widget[]
  beforeAll(async () => {
    plan = await sharedPlan('production')
    const { inputs } = plan.one('aws:cloudwatch/dashboard:Dashboard', 'Dashboard')
    widgets = JSON.parse(inputs['dashboardBody']).widgets
  })
  const series = () => widgets.flatMap(({ properties }) => properties.metrics)
  const ours = () => series().filter(([namespace]) => namespace === metricNamespace)

  test('shows only what the code writes, of this stage, and every metric that it writes', () => {
    const names = ours().map(([, name]) => name)
    expect(names.filter((name) => !Object.hasOwn(metrics, name as string))).toEqual([])
    expect(new Set(names)).toEqual(new Set(Object.keys(metrics)))
    for (const one of ours()) expect(one.slice(2, 4)).toEqual(['Stage', 'production'])
  })

  test('adds up what is counted, and shows the largest of what is a state, or its mean', () => {
    for (const one of ours()) {
      const [, name = ''] = one as readonly string[]
      const { stat } = one.at(-1) as { stat: string }
      const isSum = metrics[name as keyof typeof metrics].statistic === 'Sum'
      expect([name, isSum ? ['Sum'] : ['Maximum', 'Average']]).toEqual([name, expect.arrayContaining([stat])])
    }
  })

  test('has a line where an alarm rings that looks at the same, and there alone', () => {
    const marked = widgets.flatMap(
      ({
        properties: {
          title,
          metrics: [first = []],
          annotations,
        },
      }) => (annotations?.horizontal ?? []).map(({ value }) => [title, first[1], value] as const),
    )
    expect(marked).toEqual([
      ['Oldest hold of a check, minutes', 'OldestHoldMinutes', 15],
      ['Messages that wait, by group', 'ConsumerLag', 10_000],
      ['Brokers: disks, % full', 'KafkaDataLogsDiskUsed', 85],
    ])
    const rings = plan
      .of('aws:cloudwatch/metricAlarm:MetricAlarm')
      .map(({ inputs }) => [
        inputs['metricName'] ?? inputs['metricQueries'].find(({ metric }: any) => metric)?.metric.metricName,
        inputs['threshold'],
      ])
    for (const [, metric, value] of marked) expect(rings).toContainEqual([metric, value])
  })

  test('shows the lag of every group', () => {
    const groups = ours().flatMap((one) => {
      const at = one.indexOf('Group')
      return at === -1 ? [] : [one[at + 1]]
    })
    expect(groups).toEqual(routes.map(({ group }) => group))
  })

  test('shows services of AWS by the names that the plan gives them', () => {
    const dimensions = series()
      .filter(([namespace]) => namespace !== metricNamespace)
      .map((one) => one.slice(2, -1))
    const known = new Set([
      ...plan.of('aws:lambda/function:Function').map(({ inputs }) => inputs['name']),
      ...plan.of('aws:sqs/queue:Queue').map(({ inputs }) => inputs['name']),
      ...plan.of('aws:dynamodb/table:Table').map(({ inputs }) => inputs['name']),
      ...plan.of('aws:ecs/cluster:Cluster').map(({ inputs }) => inputs['name']),
      ...plan.of('aws:ecs/service:Service').map(({ inputs, name }) => inputs['name'] ?? name),
      ...plan.of('aws:ec2/natGateway:NatGateway').map(({ name }) => `${name}-id`),
      'canvass-production',
      '1',
      '2',
      '3',
    ])
    const unknown = dimensions
      .flatMap((pairs) => pairs.filter((_, n) => n % 2 === 1))
      .filter((name) => !known.has(name))
    expect(unknown).toEqual([])
    expect(dimensions.length).toBeGreaterThan(30)
  })

  test('lies on the grid, three in a row, and no two in one place', () => {
    expect(new Set(widgets.map(({ x, y }) => `${x} ${y}`)).size).toBe(widgets.length)
    expect(new Set(widgets.map(({ x }) => x))).toEqual(new Set([0, 8, 16]))
  })
})
