import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { threeFeeds, writeDeployment } from './plan/made-up.ts'
import type { Planned, PlannedResource } from './plan/planned.ts'
import { root } from './platform.ts'

type Feeds = Parameters<typeof writeDeployment>[1]

interface Asked {
  readonly stage: string
  /** Of a deployment that is made up; undefined: the three that there are. */
  readonly feeds?: Feeds
  readonly environment?: Readonly<Record<string, string>>
}

/** What is planned once for all files of a run. */
const shared = {
  dev: { stage: 'dev' },
  production: { stage: 'production' },
  staging: { stage: 'staging' },
  demo: { stage: 'demo' },
  existing: {
    stage: 'kim',
    environment: {
      CANVASS_EXISTING_BROKERS: 'b-1.kafka.example:9098',
      CANVASS_EXISTING_CLUSTER: 'arn:aws:kafka:us-east-1:123456789012:cluster/canvass-dev/9z8y',
      CANVASS_EXISTING_VPC: 'vpc-1',
      CANVASS_EXISTING_SUBNETS: 'subnet-1,subnet-2',
      CANVASS_EXISTING_GROUP: 'sg-1',
      CANVASS_BROKER_KIND: 'serverless',
      CANVASS_PROXY: 'http://proxy.example:3128',
      CANVASS_ALERT_WEBHOOK: 'https://desk.example/alerts',
      CANVASS_EXPORT_FORMATS: 'csv',
    },
  },
} satisfies Readonly<Record<string, Asked>>
export type SharedPlan = keyof typeof shared

/** So long another file may take that plans the same. */
const patience = 120_000

/** A plan of the real sst.config.ts that all files share; whoever asks first makes it. It has no errors. */
export async function sharedPlan(name: SharedPlan): Promise<Plan> {
  const folder = join(tmpdir(), 'plans')
  const file = join(folder, `${name}.json`)
  mkdirSync(folder, { recursive: true })
  if (isFirst(join(folder, `${name}.begun`))) {
    renameSync(await planInto(join(folder, name), shared[name]), file)
  }
  const until = performance.now() + patience
  while (!existsSync(file)) {
    if (performance.now() > until) throw new Error(`nobody has planned ${name}`)
    // oxlint-disable-next-line no-await-in-loop -- until it is there
    await pause(50)
  }
  const plan = read(file)
  if (plan.errors.length > 0) throw new Error(plan.errors.join('\n\n'))
  return plan
}

/** A plan of its own, in a folder that is there. It may have errors. */
export const planOf = async (folder: string, asked: Asked): Promise<Plan> =>
  read(await planInto(folder, asked))

function isFirst(mark: string): boolean {
  try {
    mkdirSync(mark)
    return true
  } catch {
    return false
  }
}

async function planInto(folder: string, { stage, feeds = threeFeeds, environment }: Asked): Promise<string> {
  const deployment = join(folder, 'made-up')
  mkdirSync(deployment, { recursive: true })
  writeDeployment(deployment, feeds)
  const to = join(folder, 'plan.json')
  const child = spawn(process.execPath, [join(root, 'tests/stacks/plan/main.ts'), stage, folder, to], {
    cwd: root,
    env: { ...process.env, AWS_REGION: 'us-east-1', CANVASS_DEPLOYMENT: deployment, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = Promise.all([text(child.stdout), text(child.stderr)])
  const [code] = (await once(child, 'close')) as [number | null]
  // What has failed is in the plan; the code says that something has.
  if (!existsSync(to)) throw new Error(`${stage} was not planned (${code}):\n${(await said).join('')}`)
  return to
}

export interface Plan extends Planned {
  /** Those of a kind, such as `aws:lambda/function:Function`; in the order of their names. */
  of(type: string): readonly PlannedResource[]
  /** The one of that kind and name. */
  one(type: string, name: string): PlannedResource
}

function read(file: string): Plan {
  const plan = JSON.parse(readFileSync(file, 'utf8')) as Planned
  const of: Plan['of'] = (type) =>
    plan.resources
      .filter((resource) => resource.type === type)
      .toSorted((one, other) => (one.name < other.name ? -1 : 1))
  return {
    ...plan,
    of,
    one(type, name) {
      const found = of(type).find((resource) => resource.name === name)
      if (found === undefined)
        throw new Error(
          `${type} has no "${name}", but ${of(type)
            .map((resource) => resource.name)
            .join(', ')}`,
        )
      return found
    },
  }
}
