import { describe, expect, test } from 'vitest'
import { assumed } from '../../engine/cost/assumptions.ts'
import { estimate } from '../../engine/cost/estimate.ts'
import { ownStages, type Sizes, sizesOf } from '../../engine/cost/stage-sizes.ts'
import { type Stage, stageOf } from '../../stacks/stage.ts'
import { type SharedPlan, sharedPlan } from './plans.ts'
import { missing, named } from './platform.ts'

const onOthers = {
  CANVASS_EXISTING_BROKERS: 'b-1.kafka.example:9098',
  CANVASS_EXISTING_CLUSTER: 'arn:aws:kafka:us-east-1:123456789012:cluster/canvass-dev/9z8y',
  CANVASS_EXISTING_VPC: 'vpc-1',
  CANVASS_EXISTING_SUBNETS: 'subnet-1,subnet-2',
  CANVASS_EXISTING_GROUP: 'sg-1',
}
const gigabytes = (memory: string): number => Math.round(Number.parseInt(memory, 10) / 1_000)

/** What `stacks/stage.ts` says of a stage, in the words of estimates. */
function costedOf({ brokers, zones, nat, consumers, pollers }: Stage): Partial<Sizes> {
  const count = brokers.kind === 'provisioned' ? zones * brokers.perZone : 0
  const instance = brokers.kind === 'provisioned' ? brokers.instance : undefined
  const ways = brokers.kind === 'existing' ? 0 : zones
  return {
    gateways: nat === 'managed' ? ways : 0,
    'nat-instances': nat === 'ec2' ? ways : 0,
    brokers: instance === 'kafka.m7g.large' ? count : 0,
    'small-brokers': instance === 'kafka.t3.small' ? count : 0,
    'serverless-clusters': brokers.kind === 'serverless' ? 1 : 0,
    'broker-gigabytes': brokers.kind === 'provisioned' ? brokers.gigabytes : 0,
    tasks: consumers.least,
    'most-tasks': consumers.most,
    'task-processors': Number.parseFloat(consumers.cpu),
    'task-gigabytes': Number.parseFloat(consumers.memory),
    'small-poller-gigabytes': gigabytes(pollers.small.memory),
    'small-pollers': pollers.small.concurrency,
    'large-poller-gigabytes': gigabytes(pollers.large.memory),
    'large-pollers': pollers.large.concurrency,
  }
}

test.each([...ownStages, 'kim'])('estimates of %s are of its sizes', (name) => {
  const stage = stageOf(name, {})
  expect(sizesOf(name)).toMatchObject(costedOf(stage))
  // Brokers of a third kind would have no price.
  const { brokers } = stage
  const instance = brokers.kind === 'provisioned' ? brokers.instance : undefined
  expect([undefined, 'kafka.m7g.large', 'kafka.t3.small']).toContain(instance)
})

test('estimates of a stage on the brokers of another have neither brokers nor a network', () => {
  for (const name of [...ownStages, 'kim'])
    expect(sizesOf(name, true)).toMatchObject(costedOf(stageOf(name, onOthers)))
})

test('and an invocation is given no fewer ticks than it is assumed to poll', () => {
  for (const name of [...ownStages, 'kim'])
    expect(assumed()['ticks-per-invocation']).toBeLessThanOrEqual(stageOf(name, {}).pollers.small.batch)
})

test.each([...ownStages, 'kim'])('nobody is told of what %s costs while it does what it is for', (name) => {
  const told = stageOf(name, {}).monthlyDollars * 0.8
  const { dollars } = estimate([], assumed({}, sizesOf(name)), {}).month
  // While nothing is polled; what is polled in stages to try comes on top.
  expect(told).toBeGreaterThan(dollars * 1.3)
  expect(told).toBeLessThan(dollars * 2)
})

describe.skipIf(missing)(named('the plan of a stage'), () => {
  test.each([
    ['production', sizesOf('production')],
    ['staging', sizesOf('staging')],
    ['demo', sizesOf('demo')],
    ['dev', sizesOf('dev')],
    ['existing', sizesOf('kim', true)],
  ] satisfies [SharedPlan, Sizes][])('of %s has what estimates have', async (name, sizes) => {
    const plan = await sharedPlan(name)
    const memory = (functionName: string): number =>
      Math.round(plan.one('aws:lambda/function:Function', functionName).inputs['memorySize'] / 1_000)
    const series = plan
      .of('aws:cloudwatch/metricAlarm:MetricAlarm')
      .flatMap(({ inputs }) =>
        inputs['metricQueries'] === undefined
          ? [inputs]
          : inputs['metricQueries'].filter(({ metric }: { metric?: object }) => metric !== undefined),
      )
    expect({
      gateways: plan.of('aws:ec2/natGateway:NatGateway').length,
      'nat-instances': plan.of('aws:ec2/instance:Instance').length,
      keys: plan.of('aws:kms/key:Key').length,
      'name-zones': plan.of('aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace').length,
      'processing-gigabytes': memory('ProcessingFunction'),
      'watch-gigabytes': memory('WatchFunction'),
    }).toEqual({
      gateways: sizes.gateways,
      'nat-instances': sizes['nat-instances'],
      keys: sizes.keys,
      'name-zones': sizes['name-zones'],
      'processing-gigabytes': sizes['processing-gigabytes'],
      'watch-gigabytes': sizes['watch-gigabytes'],
    })
    // Ten cents each: a dollar more or less is as well said.
    expect(Math.abs(series.length - sizes.alarms)).toBeLessThanOrEqual(10)
  })
})
