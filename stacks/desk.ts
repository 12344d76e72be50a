import { passedOnTo } from './environment.ts'
import type { Making } from './functions.ts'
import { statementsOf } from './places.ts'
import type { Pollers } from './poller.ts'
import { deskRights } from './rights.ts'
import { type Definition, hardened, image, withElections } from './tasks.ts'

/** How people give orders: a task that runs one command line of `feed` in the network, and ends. */
export interface Desk {
  readonly cluster: $util.Output<string>
  readonly task: $util.Output<string>
  readonly taskRole: $util.Output<string>
  readonly executionRole: $util.Output<string>
  /** Name and ARN of the log of what was ordered, and of what was answered. */
  readonly logs: { readonly name: string; readonly arn: $util.Output<string> }
}

/**
 * The image of the consumers with another beginning: a command takes the feeds that people ask for by name from the code that pollers run at
 * that moment (engine/cli/desk.ts). Nothing of it runs until somebody asks.
 */
export function makeDesk(
  { stage, deployed, environment, arns, given }: Making,
  cluster: sst.aws.Cluster,
  { bySize }: Pollers,
): Desk {
  const { poller } = bySize.small
  const name = `/${$app.name}/${stage.name}/desk`
  const { partition } = aws.getPartitionOutput()
  const { region } = aws.getRegionOutput()
  const { accountId } = aws.getCallerIdentityOutput()
  const { nodes } = new sst.aws.Task('Desk', {
    cluster,
    architecture: 'arm64',
    cpu: '1 vCPU',
    memory: '2 GB',
    image,
    environment: {
      ...environment,
      ...passedOnTo(['poller', 'processing'], given),
      AWS_REGION: region,
      CANVASS_POLLING_FUNCTION: poller.name,
    },
    // What was ordered, and what was answered.
    logging: { name, retention: stage.isKept ? '10 years' : '2 weeks' },
    transform: {
      image: withElections(deployed),
      taskRole: (args) =>
        void (args.inlinePolicies = [
          {
            name: 'inline',
            policy: aws.iam.getPolicyDocumentOutput({
              statements: statementsOf(deskRights, { ...arns, poller: poller.arn }),
            }).json,
          },
        ]),
      executionRole: (args) => void (args.inlinePolicies = []),
      taskDefinition(args) {
        args.family = `${$app.name}-${stage.name}-desk`
        args.containerDefinitions = $util.output(args.containerDefinitions).apply(hardened(asDesk))
      },
    },
  })
  return {
    cluster: cluster.nodes.cluster.arn,
    task: nodes.taskDefinition.apply(({ family }) => family),
    taskRole: nodes.taskRole.arn,
    executionRole: nodes.executionRole.arn,
    logs: { name, arn: $interpolate`arn:${partition}:logs:${region}:${accountId}:log-group:${name}` },
  }
}

const asDesk = ({ logConfiguration }: Definition): Definition => {
  const { options, ...log } = logConfiguration as { readonly options: Readonly<Record<string, string>> }
  return {
    name: 'desk',
    entryPoint: ['node', 'engine/cli/desk.ts'],
    command: ['status', '--home', 'aws'],
    // Feeds lie in /tmp, and large bodies while they are looked at.
    readonlyRootFilesystem: false,
    logConfiguration: { ...log, options: { ...options, 'awslogs-stream-prefix': 'desk' } },
  }
}
