import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { allows, grantedBy } from './allowed.ts'
import { type Command, callsOf, commandsIn, linesOf } from './aws-commands.ts'
import { type Plan, type SharedPlan, sharedPlan } from './plans.ts'
import { missing, named } from './platform.ts'

const runbook = readFileSync('docs/runbook.md', 'utf8')
const deploy = readFileSync('docs/deploy.md', 'utf8')
const recovery = readFileSync('docs/recovery.md', 'utf8')
const orders = deploy.split('## Who may give orders\n')[1]?.split(/^## /m)[0] ?? ''
const roles = ['operator', 'duty', 'reader'] as const

const policyOf = (plan: Plan, role: string) =>
  grantedBy(plan, `People${role[0]?.toUpperCase()}${role.slice(1)}`)
const shellOf = (plan: Plan) => plan.outputs['shell'] as Readonly<Record<string, string>>

/** Commands that are not as the page says: with whose right they could be typed, or could not. */
function wrongIn(plan: Plan, commands: readonly Command[]): readonly string[] {
  return commands.flatMap(({ by, ...command }) => {
    const asked = callsOf(command, shellOf(plan))
    const may = (role: string): boolean => asked.every((call) => allows(policyOf(plan, role), call))
    const isRight = by === 'administrator' ? !roles.some(may) : may(by)
    return isRight ? [] : [`${by}: aws ${command.does} ${command.words.join(' ')}`]
  })
}

describe.skipIf(missing)(named('what the pages tell people to type'), () => {
  let plan: Plan
  beforeAll(async () => {
    plan = await sharedPlan('production')
  })

  test('in the runbook, who is on duty may, but for what it leaves to an administrator', () => {
    const commands = commandsIn(runbook, 'duty')
    expect(commands.length).toBeGreaterThan(20)
    expect(commands.filter(({ by }) => by === 'administrator').length).toBeGreaterThan(2)
    expect(wrongIn(plan, commands)).toEqual([])
  })

  test('where orders are given, they may whom the page names', () => {
    expect(wrongIn(plan, commandsIn(orders, 'operator'))).toEqual([])
  })

  test('elsewhere in the page of deploying only an administrator may', () => {
    const rest = commandsIn(deploy.replace(orders, ''), 'administrator')
    expect(rest.length).toBeGreaterThan(8)
    // Everybody may ask who they are.
    const shell = { ...shellOf(plan), PAGE: 'page', LOOK: 'look' }
    const open = rest
      .filter(({ does }) => does !== 'sts get-caller-identity' && does !== 'lambda get-account-settings')
      .filter((command) =>
        callsOf(command, shell).every((call) => roles.some((role) => allows(policyOf(plan, role), call))),
      )
    expect(open.map(({ does }) => does)).toEqual([])
  })

  test('where a stage is brought back, only an administrator may, but for what the page leaves to those on duty', () => {
    const commands = commandsIn(recovery, 'administrator').filter(
      ({ does }) => does !== 'sts get-caller-identity',
    )
    expect(commands.filter(({ by }) => by === 'duty').map(({ does }) => does)).toEqual([
      'ecs update-service',
      'ecs describe-services',
      'ecs update-service',
    ])
    expect(new Set(commands.map(({ does }) => does)).size).toBeGreaterThan(12)
    expect(wrongIn(plan, commands)).toEqual([])
  })

  test('by the desk, its script, who gives orders may', () => {
    const script = linesOf(readFileSync('stacks/desk.sh', 'utf8')).filter(({ does }) =>
      /^[a-z]+ [a-z-]+$/.test(does),
    )
    expect(script.map(({ does }) => does)).toEqual([
      'ecs run-task',
      'ecs wait',
      'ecs describe-tasks',
      'logs filter-log-events',
    ])
    expect(
      wrongIn(
        plan,
        script.map((line) => ({ ...line, by: 'operator' })),
      ),
    ).toEqual([])
  })
})

describe.skipIf(missing)(named('the rights of those on duty'), () => {
  let plan: Plan
  beforeAll(async () => {
    plan = await sharedPlan('production')
  })

  test('are those that the runbook makes use of, each of them', () => {
    const used = commandsIn(runbook, 'duty')
      .filter(({ by }) => by === 'duty')
      .flatMap((command) => callsOf(command, shellOf(plan)).map(({ action }) => action))
    const looked = policyOf(plan, 'reader').flatMap(({ Action }) => Action)
    const granted = policyOf(plan, 'duty').flatMap(({ Action }) => Action)
    // The console pages through streams, where the command line asks for all of them.
    const inTheConsole = ['logs:GetLogEvents', 'logs:DescribeLogStreams']
    expect(granted.filter((one) => ![...used, ...looked, ...inTheConsole].includes(one))).toEqual([])
  })

  test('end at this stage: at its logs, consumers, queues, schedules and brokers', () => {
    const all = policyOf(plan, 'duty').filter(({ Resource }) => Resource.includes('*'))
    expect(all.flatMap(({ Action, Condition = [] }) => (Condition.length === 0 ? Action : []))).toEqual([
      'scheduler:ListSchedules',
      'lambda:GetAccountSettings',
      'cloudwatch:DescribeAlarms',
      'cloudwatch:DescribeAlarmHistory',
      'cloudwatch:GetMetricData',
      'cloudwatch:ListDashboards',
      'cloudwatch:ListMetrics',
    ])
    const others = policyOf(plan, 'duty').flatMap(({ Resource }) => Resource.filter((one) => one !== '*'))
    expect(others.filter((one) => !/[:/]canvass[/-]production|ConsumerService/.test(one))).toEqual([])
  })

  test('exchange no program: consumers begin anew as what they are', () => {
    const cluster = shellOf(plan)['DESK_CLUSTER'] ?? ''
    const on =
      policyOf(plan, 'duty').find(({ Action }) => Action.includes('ecs:UpdateService'))?.Resource[0] ?? ''
    const may = (known: Readonly<Record<string, string>>) =>
      allows(policyOf(plan, 'duty'), { action: 'ecs:UpdateService', on, known })
    const own = plan.one('aws:ecs/taskDefinition:TaskDefinition', 'ConsumerTask').inputs['family']
    const definition = (family: string) => `arn:aws:ecs:us-east-1:123456789012:task-definition/${family}:7`
    expect(may({ 'ecs:cluster': cluster })).toBe(true)
    expect(may({ 'ecs:cluster': cluster, 'ecs:task-definition': definition(own) })).toBe(true)
    expect(
      may({ 'ecs:cluster': cluster, 'ecs:task-definition': definition('canvass-production-desk') }),
    ).toBe(false)
    expect(may({ 'ecs:cluster': `${cluster}-of-others` })).toBe(false)
  })

  test.each<[SharedPlan, readonly string[]]>([
    ['dev', ['kafka:DescribeClusterV2', 'kafka:ListClusterOperationsV2', 'kafka:UpdateBrokerStorage']],
    ['staging', ['kafka:DescribeClusterV2', 'kafka:ListClusterOperationsV2']],
    ['existing', []],
  ])('of %s are about brokers what there is to do about them', async (stage, wanted) => {
    const actions = policyOf(await sharedPlan(stage), 'duty').flatMap(({ Action }) => Action)
    expect(actions.filter((one) => one.startsWith('kafka'))).toEqual(wanted)
  })

  test('fit into a policy: AWS takes 6,144 characters', async () => {
    for (const role of roles) {
      const text = plan.one('aws:iam/policy:Policy', `People${role[0]?.toUpperCase()}${role.slice(1)}`)
        .inputs['policy']
      // Names of an account may be longer than these.
      expect([role, text.length < 5_000]).toEqual([role, true])
    }
  })
})

test.skipIf(missing !== undefined)('log groups have the names that those on duty are told', async () => {
  const plan = await sharedPlan('production')
  const groups = plan.of('aws:cloudwatch/logGroup:LogGroup').map(({ inputs }) => inputs['name'])
  const told = Object.entries(shellOf(plan)).filter(([name]) => name.endsWith('_LOGS'))
  expect(told.map(([name]) => name).toSorted()).toEqual(
    ['BROKERS', 'CONSUMERS', 'DESK', 'LARGE', 'PROCESSING', 'SMALL', 'WATCH'].map((one) => `${one}_LOGS`),
  )
  expect(told.filter(([, name]) => !groups.includes(name))).toEqual([])
})
