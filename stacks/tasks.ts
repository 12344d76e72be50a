import { join } from 'node:path'
import type { Deployed } from './deployment.ts'
import type { Network } from './network.ts'

/** The user of the image, by number. */
const user = '10001:10001'

/** Where tasks run: in the private subnets. Given a Vpc, SST would put them into its public ones, with addresses. */
export const makeCluster = ({ vpc, workers, subnets }: Network): sst.aws.Cluster =>
  new sst.aws.Cluster('Consumers', {
    vpc: { id: vpc, securityGroups: [workers], containerSubnets: subnets, loadBalancerSubnets: subnets },
  })

/** What ECS is told of a container, by its names. */
export type Definition = Readonly<Record<string, unknown>>

/** A container as the image is made to run, as nobody, with nobody to ask it and nobody to type; and with what else is said of it. */
export const hardened =
  (also: (definition: Definition) => Definition) =>
  (text: string): string =>
    JSON.stringify(
      (JSON.parse(text) as Definition[]).map((definition) => ({
        ...definition,
        portMappings: [],
        pseudoTerminal: false,
        user,
        privileged: false,
        ...also(definition),
      })),
    )

/** Of this Dockerfile every image is. */
export const image = { context: '.', dockerfile: 'stacks/consumer/Dockerfile' } as const

/** What the processing function has of feeds, in the image too; stacks/consumer/Dockerfile says why. */
export const withElections =
  ({ folder }: Deployed) =>
  (args: { context?: unknown }): undefined =>
    void (args.context = {
      location: $cli.paths.root,
      named: { feeds: { location: join(folder, 'processing/feeds') } },
    })
