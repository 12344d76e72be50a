import type { Making } from './functions.ts'
import { consumersLog } from './log-names.ts'
import { type Arns, statementsOf } from './places.ts'
import { rights } from './rights.ts'
import { scaleByLag } from './scaling.ts'
import { type Definition, hardened, image, withElections } from './tasks.ts'

const healthPort = 8080

/** The consumers: tasks of the image of stacks/consumer, in private subnets, as many as the lag wants. */
export function makeConsumers(
  { stage, deployed, environment, arns }: Making,
  cluster: sst.aws.Cluster,
  processing: sst.aws.Function,
  after: $util.Resource[],
): sst.aws.Service {
  const { cpu, memory, least, most } = stage.consumers
  const own = { ...arns, processing: processing.arn }
  const service = new sst.aws.Service('Consumer', {
    cluster,
    architecture: 'arm64',
    cpu,
    memory,
    image,
    environment: {
      ...environment,
      AWS_REGION: aws.getRegionOutput().region,
      CANVASS_HEALTH_PORT: `0.0.0.0:${healthPort}`,
      CANVASS_PROCESSING_FUNCTION: processing.name,
    },
    scaling: { min: least, max: most, cpuUtilization: false, memoryUtilization: false },
    logging: { name: consumersLog(), retention: stage.logs },
    // A deployment has failed where its consumers do not stay up.
    wait: true,
    transform: {
      image: withElections(deployed),
      taskRole: (args) => void (args.inlinePolicies = [inline(own)]),
      // Nothing of ours is given to tasks in the clear: no secret is read before they run.
      executionRole: (args) => void (args.inlinePolicies = []),
      taskDefinition(args) {
        args.volumes = [{ name: aside }]
        args.containerDefinitions = $util.output(args.containerDefinitions).apply(hardened(asConsumer))
      },
      service(args, options) {
        // No shell into what runs, and always as many as before while they are exchanged.
        args.enableExecuteCommand = false
        args.deploymentMinimumHealthyPercent = 100
        args.deploymentMaximumPercent = 200
        options.dependsOn = after
        // As many as the lag has asked for: a deployment does not take them away.
        options.ignoreChanges = ['desiredCount']
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

/** Where exports are put aside that are too large for memory. It goes with its task. */
const aside = 'aside'

/** Without a place to write but for what is put aside, and ended in good order. ECS does not look at what an image says of its health. */
const asConsumer = (): Definition => ({
  readonlyRootFilesystem: true,
  mountPoints: [{ sourceVolume: aside, containerPath: '/tmp', readOnly: false }],
  stopTimeout: 30,
  healthCheck: {
    command: ['CMD', 'node', '-e', asksHealth],
    interval: 30,
    timeout: 5,
    startPeriod: 60,
    retries: 3,
  },
})

/** As the image asks itself. */
const asksHealth = `fetch('http://127.0.0.1:${healthPort}/health').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))`
