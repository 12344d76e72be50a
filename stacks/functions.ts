import { mkdirSync, writeFileSync } from 'node:fs'
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
  /** Its handler is `handler` of this module in its code. */
  readonly runs: string
  /** The folder of its code in the deployment, or a function that has the same. */
  readonly code: string | sst.aws.Function
  readonly holder: Holder
  readonly about: string
  readonly memory: `${number} MB`
  /** Of `/tmp`; 512 MB where nothing is said. */
  readonly storage?: `${number} MB`
  readonly timeoutSeconds: number
}

/** A function of the engine: in private subnets, with its own rights, and with code that is bundled before. */
export const makeFunction = (
  name: string,
  { runs, code, holder, about, memory, storage = '512 MB', timeoutSeconds }: Wanted,
  { stage, deployed, network, environment, arns, given }: Making,
): sst.aws.Function =>
  new sst.aws.Function(name, {
    description: about,
    bundle: typeof code === 'string' ? join(deployed.folder, code) : nothing(name),
    handler: `${runs}.handler`,
    runtime: 'nodejs24.x',
    architecture: 'arm64',
    memory,
    storage,
    timeout: `${timeoutSeconds} seconds`,
    environment: { ...environment, ...passedOnTo([holder], given) },
    permissions: statementsOf(rights[holder], arns),
    vpc: { privateSubnets: network.subnets, securityGroups: [network.workers] },
    // As text: lines in the metric format are not wrapped.
    logging: { format: 'text', retention: stage.logs },
    transform: {
      // SST would let everybody in this account take the role.
      role: { assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: 'lambda.amazonaws.com' }) },
      ...(typeof code === 'string' ? {} : { function: codeOf(code) }),
    },
  })

/** The very object that the other one runs. SST uploads one for each function, and knows no other way. */
const codeOf = ({ nodes }: sst.aws.Function) => ({
  s3Bucket: nodes.function.apply((other) => other.s3Bucket.apply((bucket) => bucket ?? '')),
  s3Key: nodes.function.apply((other) => other.s3Key.apply((key) => key ?? '')),
})

/** A folder that SST can upload for a function that runs the code of another one: always the same, and read by nobody. */
function nothing(name: string): string {
  const folder = join($cli.paths.work, 'elsewhere', name)
  mkdirSync(folder, { recursive: true })
  writeFileSync(
    join(folder, 'why.txt'),
    'The code of this function lies in the object of another function.\n',
  )
  return folder
}
