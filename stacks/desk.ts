import type { Making } from './functions.ts'
import { statementsOf } from './places.ts'
import { type Right, rights } from './rights.ts'

/** How people give orders: a task that runs one command line of `feed` in the network, and ends. */
export interface Desk {
  readonly cluster: $util.Output<string>
  readonly task: $util.Output<string>
  readonly taskRole: $util.Output<string>
  readonly executionRole: $util.Output<string>
  readonly logs: aws.cloudwatch.LogGroup
}

/** What somebody at the desk may come to need: `feed release --poll` polls and processes, and `feed trace` reads traces. */
const deskRights: readonly Right[] = [
  ...rights.poller.filter(({ on }) => !on.includes('ticks')),
  ...rights.processing,
  ...rights.consumer.filter(({ on }) => !on.includes('processing')),
  { actions: ['dynamodb:Scan'], on: ['heads'] },
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

/** The image of the consumers with another beginning; nothing of it runs until somebody asks for it. */
export function makeDesk({ stage, arns }: Making, consumers: sst.aws.Service): Desk {
  const { service, taskDefinition } = consumers.nodes
  const logs = new aws.cloudwatch.LogGroup('DeskLogs', {
    name: `/${$app.name}/${stage.name}/desk`,
    // What was ordered, and what was answered.
    retentionInDays: stage.isKept ? 3_653 : 14,
  })
  const role = new aws.iam.Role('DeskRole', {
    assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: 'ecs-tasks.amazonaws.com' }),
    inlinePolicies: [
      {
        name: 'inline',
        policy: aws.iam.getPolicyDocumentOutput({ statements: statementsOf(deskRights, arns) }).json,
      },
    ],
  })
  const made = $util.output(taskDefinition)
  const { region } = aws.getRegionOutput()
  const task = new aws.ecs.TaskDefinition('Desk', {
    family: `${$app.name}-${stage.name}-desk`,
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '1024',
    memory: '2048',
    runtimePlatform: { cpuArchitecture: 'ARM64', operatingSystemFamily: 'LINUX' },
    executionRoleArn: made.executionRoleArn.apply((arn) => arn ?? ''),
    taskRoleArn: role.arn,
    containerDefinitions: $util
      .all([made.containerDefinitions, logs.name, region])
      .apply(([text, group, where]) => asDesk(text, group, where)),
  })
  return {
    cluster: service.cluster.apply((arn) => arn),
    task: task.family,
    taskRole: role.arn,
    executionRole: made.executionRoleArn.apply((arn) => arn ?? ''),
    logs,
  }
}

type Definition = Readonly<Record<string, unknown>> & {
  readonly environment?: readonly { readonly name: string }[]
}

/** Variables that tell a consumer where it is asked for its health, and that others process for it. */
const ofConsumers = new Set(['CANVASS_HEALTH_PORT', 'CANVASS_PROCESSING_FUNCTION'])

function asDesk(text: string, group: string, region: string): string {
  const definitions = JSON.parse(text) as Definition[]
  return JSON.stringify(
    definitions.map(({ environment = [], ...definition }) => ({
      ...definition,
      // It ends by itself: nobody asks how it is.
      healthCheck: undefined,
      // Large bodies lie in /tmp while they are looked at.
      readonlyRootFilesystem: false,
      name: 'desk',
      entryPoint: ['node', 'engine/cli/feed.js'],
      command: ['status', '--home', 'aws'],
      environment: environment.filter(({ name }) => !ofConsumers.has(name)),
      logConfiguration: {
        logDriver: 'awslogs',
        options: { 'awslogs-group': group, 'awslogs-region': region, 'awslogs-stream-prefix': 'desk' },
      },
    })),
  )
}
