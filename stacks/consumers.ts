import { join } from 'node:path'
import type { Making } from './functions.ts'
import { type Arns, statementsOf } from './places.ts'
import { rights } from './rights.ts'
import { scaleByLag } from './scaling.ts'

const healthPort = 8080
/** The user of the image, by number. */
const user = '10001:10001'

/** The consumers: tasks of the image of stacks/consumer, in private subnets, as many as the lag wants. */
export function makeConsumers(
  { stage, deployed, network, environment, arns }: Making,
  processing: sst.aws.Function,
  after: $util.Resource[],
): sst.aws.Service {
  const { cpu, memory, least, most } = stage.consumers
  const cluster = new sst.aws.Cluster('Consumers', {
    // Said so, tasks have no address of their own; given a Vpc, SST would put them into its public subnets.
    vpc: {
      id: network.vpc,
      securityGroups: [network.workers],
      containerSubnets: network.subnets,
      loadBalancerSubnets: network.subnets,
    },
  })
  const own = { ...arns, processing: processing.arn }
  const service = new sst.aws.Service('Consumer', {
    cluster,
    architecture: 'arm64',
    cpu,
    memory,
    image: { context: '.', dockerfile: 'stacks/consumer/Dockerfile' },
    environment: {
      ...environment,
      AWS_REGION: aws.getRegionOutput().region,
      CANVASS_HEALTH_PORT: `0.0.0.0:${healthPort}`,
      CANVASS_PROCESSING_FUNCTION: processing.name,
    },
    scaling: { min: least, max: most, cpuUtilization: false, memoryUtilization: false },
    logging: { retention: stage.logs },
    // A deployment has failed where its consumers do not stay up.
    wait: true,
    transform: {
      // What the processing function has of feeds; stacks/consumer/Dockerfile says why.
      image: (args) =>
        void (args.context = {
          location: $cli.paths.root,
          named: { feeds: { location: join(deployed.folder, 'processing') } },
        }),
      taskRole: (args) => void (args.inlinePolicies = [inline(own)]),
      // Nothing of ours is given to tasks in the clear: no secret is read before they run.
      executionRole: (args) => void (args.inlinePolicies = []),
      taskDefinition: (args) =>
        void (args.containerDefinitions = $util.output(args.containerDefinitions).apply(hardened)),
      service(args, options) {
        // No shell into what runs, and always as many as before while they are exchanged.
        args.enableExecuteCommand = false
        args.deploymentMinimumHealthyPercent = 100
        args.deploymentMaximumPercent = 200
        options.dependsOn = after
      },
    },
  })
  scaleByLag(service, stage)
  return service
}

const inline = (arns: Arns) => ({
  name: 'inline',
  policy: aws.iam.getPolicyDocumentOutput({ statements: statementsOf(rights.consumer, arns) }).json,
})

/** As the image is made to run: as nobody, without a place to write, and ended in good order. */
function hardened(text: string): string {
  const definitions = JSON.parse(text) as Record<string, unknown>[]
  return JSON.stringify(
    definitions.map((definition) => ({
      ...definition,
      // Nobody asks it anything, and nobody types.
      portMappings: [],
      pseudoTerminal: false,
      user,
      readonlyRootFilesystem: true,
      privileged: false,
      stopTimeout: 30,
      healthCheck: {
        command: ['CMD', 'node', '-e', asksHealth],
        interval: 30,
        timeout: 5,
        startPeriod: 60,
        retries: 3,
      },
    })),
  )
}

/** As the image asks itself; ECS does not look at what an image says. */
const asksHealth = `fetch('http://127.0.0.1:${healthPort}/health').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))`
