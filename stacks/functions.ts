import { join } from 'node:path'
import type { Deployed } from './deployment.ts'
import { passedOnTo } from './environment.ts'
import type { Network } from './network.ts'
import { type Arns, statementsOf } from './places.ts'
import { type Holder, rights } from './rights.ts'
import type { Stage } from './stage.ts'

/** What every function is made with. */
export interface Making {
  readonly stage: Stage
  readonly deployed: Deployed
  readonly network: Network
  readonly environment: Readonly<Record<string, $util.Input<string>>>
  readonly arns: Arns
  /** The environment of whoever deploys. */
  readonly given: Readonly<Record<string, string | undefined>>
}

interface Wanted {
  /** The folder of its code in the deployment; its handler is `handler` of the module of that name. */
  readonly code: string
  readonly holder: Holder
  readonly about: string
  readonly memory: `${number} MB`
  readonly timeoutSeconds: number
}

/** A function of the engine: in private subnets, with its own rights, and with code that is bundled before. */
export const makeFunction = (
  name: string,
  { code, holder, about, memory, timeoutSeconds }: Wanted,
  { stage, deployed, network, environment, arns, given }: Making,
): sst.aws.Function =>
  new sst.aws.Function(name, {
    description: about,
    bundle: join(deployed.folder, code),
    handler: `${code}.handler`,
    runtime: 'nodejs24.x',
    architecture: 'arm64',
    memory,
    timeout: `${timeoutSeconds} seconds`,
    environment: { ...environment, ...passedOnTo([holder], given) },
    permissions: statementsOf(rights[holder], arns),
    vpc: { privateSubnets: network.subnets, securityGroups: [network.workers] },
    // As text: lines in the metric format are not wrapped.
    logging: { format: 'text', retention: stage.logs },
    transform: {
      // SST would let everybody in this account take the role.
      role: { assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: 'lambda.amazonaws.com' }) },
    },
  })
