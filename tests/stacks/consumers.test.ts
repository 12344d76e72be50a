import { beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../../engine/config.ts'
import { execForm, readDockerfile, said } from './dockerfile.ts'
import { type Plan, sharedPlan } from './plans.ts'
import { missing, named, root } from './platform.ts'

describe.skipIf(missing)(named('the consumers'), () => {
  let plan: Plan
  let container: Readonly<Record<string, any>>
  beforeAll(async () => {
    plan = await sharedPlan('production')
    const { containerDefinitions } = plan.one('aws:ecs/taskDefinition:TaskDefinition', 'ConsumerTask').inputs
    const [first, ...others] = JSON.parse(containerDefinitions)
    if (others.length > 0) throw new Error('a task has more than one container')
    container = first
  })
  const service = () => plan.one('aws:ecs/service:Service', 'ConsumerService').inputs

  test('run in the private subnets, with no address, and nobody gets a shell', () => {
    expect(service()).toMatchObject({
      networkConfiguration: {
        assignPublicIp: false,
        subnets: [1, 2, 3].map((n) => `NetworkPrivateSubnet${n}-id`),
        securityGroups: ['Workers-id'],
      },
      enableExecuteCommand: false,
      loadBalancers: [],
    })
  })

  test('are exchanged without being fewer meanwhile, and come back where new ones do not stay up', () => {
    expect(service()).toMatchObject({
      deploymentMinimumHealthyPercent: 100,
      deploymentMaximumPercent: 200,
      deploymentCircuitBreaker: { enable: true, rollback: true },
      waitForSteadyState: true,
    })
    const [topics] = plan.of('aws:lambda/invocation:Invocation')
    const { dependsOn, ignoreChanges } = plan.one('aws:ecs/service:Service', 'ConsumerService')
    expect(dependsOn).toContain(topics?.urn)
    expect(ignoreChanges).toEqual(['desiredCount'])
  })

  test('are tasks of the image of stacks/consumer', () => {
    const image = plan.of('docker-build:index:Image').find(({ name }) => name === 'ConsumerImageConsumer')
    expect(image?.inputs).toMatchObject({
      dockerfile: { location: expect.stringMatching(/stacks\/consumer\/Dockerfile$/) },
      platforms: ['linux/arm64'],
      // Not the specs: a feed that is added leaves the image as it is.
      context: {
        location: root,
        named: { feeds: { location: expect.stringMatching(/\/made-up\/processing\/feeds$/) } },
      },
    })
    expect(container['image']).toMatch(/@sha256:/)
    expect(container['command']).toBeUndefined()
    expect(container['entrypoint']).toBeUndefined()
  })

  test('run as nobody, write nowhere else, listen to nobody, and have thirty seconds to end', () => {
    expect(container).toMatchObject({
      user: '10001:10001',
      readonlyRootFilesystem: true,
      privileged: false,
      pseudoTerminal: false,
      stopTimeout: 30,
      portMappings: [],
      secrets: [],
    })
  })

  test('put what is too large for memory into a place of their own, which the image lets its user write', () => {
    const { volumes } = plan.one('aws:ecs/taskDefinition:TaskDefinition', 'ConsumerTask').inputs
    expect(volumes).toEqual([{ name: 'aside' }])
    expect(container['mountPoints']).toEqual([
      { sourceVolume: 'aside', containerPath: '/tmp', readOnly: false },
    ])
    const image = readDockerfile('stacks/consumer/Dockerfile').at(-1)
    // Of a volume that the image does not name ECS makes one that root alone may write.
    expect(image && said(image, 'VOLUME')).toEqual(['["/tmp"]'])
  })

  test('have processors and memory as the stage says', () => {
    const { inputs } = plan.one('aws:ecs/taskDefinition:TaskDefinition', 'ConsumerTask')
    expect([inputs['cpu'], inputs['memory']]).toEqual(['512', '1024'])
  })

  test('are asked for their health as the image asks itself', () => {
    expect(container['healthCheck']).toMatchObject({ startPeriod: 60, interval: 30, retries: 3 })
    expect(container['healthCheck'].command.slice(0, 3)).toEqual(['CMD', 'node', '-e'])
    const { CANVASS_HEALTH_PORT } = environment()
    const image = readDockerfile('stacks/consumer/Dockerfile').at(-1)
    const asked = execForm(image && said(image, 'HEALTHCHECK')[0]?.split(' CMD ')[1])[2] ?? ''
    const port = CANVASS_HEALTH_PORT?.split(':')[1]
    expect(container['healthCheck'].command[3]).toBe(
      asked.replace(/`(.*)\$\{.*\}(.*)`/, (_, before: string, after: string) => `'${before}${port}${after}'`),
    )
  })

  const environment = (): Readonly<Record<string, string>> =>
    Object.fromEntries(
      container['environment'].map((one: { name: string; value: string }) => [one.name, one.value]),
    )

  test('have an environment that the engine reads, and hand processing to its function', () => {
    const config = readConfig({ ...environment(), CANVASS_ENV_FILE: '/dev/null' })
    expect(config.health).toEqual({ host: '0.0.0.0', port: 8080 })
    expect(config.cloud).toMatchObject({
      region: 'us-east-1',
      processing: plan.one('aws:lambda/function:Function', 'ProcessingFunction').inputs['name'],
      brokers: ['b-1.kafka.example:9098', 'b-2.kafka.example:9098'],
    })
  })

  test('are as many as the lag wants, within bounds, and go by nothing else', () => {
    const { inputs } = plan.one('aws:appautoscaling/target:Target', 'ConsumerAutoScalingTarget')
    expect([inputs['minCapacity'], inputs['maxCapacity']]).toEqual([2, 12])
    const policies = plan
      .of('aws:appautoscaling/policy:Policy')
      .filter(({ name }) => name.startsWith('Consumer'))
    expect(
      policies.map(({ inputs: one }) => {
        const { adjustmentType, cooldown, stepAdjustments } = one['stepScalingPolicyConfiguration']
        return [one['policyType'], adjustmentType, cooldown, stepAdjustments]
      }),
    ).toEqual([
      [
        'StepScaling',
        'ChangeInCapacity',
        120,
        [
          { metricIntervalLowerBound: '0', metricIntervalUpperBound: '8000', scalingAdjustment: 1 },
          { metricIntervalLowerBound: '8000', scalingAdjustment: 4 },
        ],
      ],
      ['StepScaling', 'ChangeInCapacity', 300, [{ metricIntervalUpperBound: '0', scalingAdjustment: -1 }]],
    ])
  })

  test('grow and shrink by the lag that the watch writes, and stay as they are while it is not known', () => {
    const alarm = (name: string) => plan.one('aws:cloudwatch/metricAlarm:MetricAlarm', name).inputs
    const [grow, shrink] = [alarm('ConsumerGrowAlarm'), alarm('ConsumerShrinkAlarm')]
    expect([grow['threshold'], grow['evaluationPeriods'], grow['treatMissingData']]).toEqual([
      2_000,
      2,
      'ignore',
    ])
    expect([shrink['threshold'], shrink['evaluationPeriods'], shrink['treatMissingData']]).toEqual([
      200,
      15,
      'ignore',
    ])
    expect([grow['comparisonOperator'], shrink['comparisonOperator']]).toEqual([
      'GreaterThanOrEqualToThreshold',
      'LessThanThreshold',
    ])
    expect([grow['alarmActions'], shrink['alarmActions']]).toEqual([
      [expect.stringMatching(/:policy\/canvass-production-consumer-grow$/)],
      [expect.stringMatching(/:policy\/canvass-production-consumer-shrink$/)],
    ])
    const [lag, ...groups] = grow['metricQueries']
    expect(lag).toMatchObject({ expression: 'MAX([g0, g1, g2])', returnData: true })
    expect(groups.map((one: { metric: object }) => one.metric)).toEqual(
      ['tally', 'keep-status', 'export'].map((Group) =>
        expect.objectContaining({
          namespace: 'Canvass',
          metricName: 'ConsumerLag',
          dimensions: { Stage: 'production', Group },
        }),
      ),
    )
  })
})
