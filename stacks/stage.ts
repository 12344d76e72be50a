/** Sizes of one kind of polling function. */
export interface PollerSize {
  readonly memory: `${number} MB`
  /** Of `/tmp`: packed bodies wait there until their hash is known, those of all polls that are at work. */
  readonly storage: `${number} MB`
  /** Longer than the limit of any poll of a feed of this size. */
  readonly timeoutSeconds: number
  /** Ticks that one invocation is given. */
  readonly batch: number
  /** Seconds that a tick may wait for others to be given with. */
  readonly gatherSeconds: number
  /** Invocations at one time. */
  readonly concurrency: number
}

export type Brokers =
  | {
      readonly kind: 'provisioned'
      readonly instance: string
      readonly perZone: number
      readonly gigabytes: number
    }
  | { readonly kind: 'serverless' }
  | Existing

/** Brokers of another stage, reached from its network. */
export interface Existing {
  readonly kind: 'existing'
  readonly isServerless: boolean
  readonly addresses: string
  /** ARN of the cluster. */
  readonly cluster: string
  readonly vpc: string
  readonly subnets: readonly string[]
  /** Security group that the brokers let in. */
  readonly group: string
}

interface Sizes {
  /** What holds data is protected, kept when the stage is removed, and never deleted with it. */
  readonly isKept: boolean
  readonly zones: 2 | 3
  readonly nat: 'managed' | 'ec2'
  readonly brokers: Brokers
  readonly pollers: Readonly<Record<'small' | 'large', PollerSize>>
  readonly consumers: {
    readonly cpu: '0.25 vCPU' | '0.5 vCPU' | '1 vCPU'
    readonly memory: `${number} GB`
    readonly least: number
    readonly most: number
  }
  readonly logs: '2 weeks' | '1 year'
  readonly traceHours: number
  /** Whether the public may read exports, through a CDN. */
  readonly hasCdn: boolean
  /** What the stage may cost in a month; somebody is told at four fifths of it. More than `feed cost --stage NAME` says, by far. */
  readonly monthlyDollars: number
}

export interface Stage extends Sizes {
  readonly name: string
}

/** What every stage has that says nothing else. */
const usual: Sizes = {
  isKept: false,
  zones: 2,
  nat: 'ec2',
  brokers: { kind: 'provisioned', instance: 'kafka.t3.small', perZone: 1, gigabytes: 20 },
  pollers: {
    small: {
      memory: '1024 MB',
      storage: '512 MB',
      timeoutSeconds: 300,
      batch: 10,
      gatherSeconds: 1,
      concurrency: 10,
    },
    // A body may have 2 GB (engine/plan/limits.ts).
    large: {
      memory: '3008 MB',
      storage: '4096 MB',
      timeoutSeconds: 900,
      batch: 1,
      gatherSeconds: 0,
      concurrency: 4,
    },
  },
  consumers: { cpu: '0.5 vCPU', memory: '1 GB', least: 1, most: 2 },
  logs: '2 weeks',
  traceHours: 24,
  hasCdn: false,
  monthlyDollars: 300,
}

/** What is different in some stages. */
const stages: Readonly<Record<string, Partial<Sizes>>> = {
  production: {
    isKept: true,
    // A zone that is lost leaves two of three copies of every message.
    zones: 3,
    nat: 'managed',
    brokers: { kind: 'provisioned', instance: 'kafka.m7g.large', perZone: 1, gigabytes: 250 },
    pollers: {
      small: { ...usual.pollers.small, concurrency: 50 },
      large: { ...usual.pollers.large, concurrency: 20 },
    },
    consumers: { cpu: '0.5 vCPU', memory: '1 GB', least: 2, most: 12 },
    logs: '1 year',
    traceHours: 168,
    monthlyDollars: 1_500,
  },
  // As production, on brokers without sizes.
  staging: { nat: 'managed', brokers: { kind: 'serverless' }, monthlyDollars: 1_300 },
  // Made-up elections, for everybody to read.
  demo: { hasCdn: true },
}

type Environment = Readonly<Record<string, string | undefined>>

/** Where MSK takes exactly two subnets: https://docs.aws.amazon.com/msk/latest/developerguide/create-cluster-cli.html */
const regionOfTwoZones = 'us-west-1'

/** AWS takes 64 letters of some names, and `canvass-` and `-exports` stand around that of the stage. */
const mostLetters = 48

/** What people call production. Such a stage would have nothing of it: no protection, and the smallest brokers. */
const likeProduction = /(?:^|[-_])(?:production|prod|prd|live|main|master)(?:$|[-_\d])/i

/** Refuses names that AWS would refuse in the middle of a deployment, and those that are meant to be of a stage of the table. */
function checkName(name: string): void {
  if (name.length > mostLetters)
    throw new Error(`the stage ${name} has ${name.length} letters, and at most ${mostLetters} are taken`)
  const meant = Object.keys(stages).find((one) => one === name.toLowerCase() && one !== name)
  if (meant !== undefined)
    throw new Error(`${name} is not ${meant}, whose name is written small: it would be a stage of its own`)
  if (likeProduction.test(name) && !Object.hasOwn(stages, name))
    throw new Error(
      `the stage ${name} reads like production and would have nothing of it: data goes with the stage, and brokers are of the smallest kind. Deploy production, take another name, or give ${name} a line of its own in stacks/stage.ts`,
    )
}

/** A stage by its name: what the table says, but for zones that the region does not have, and brokers that the environment points at. */
export function stageOf(name: string, environment: Environment): Stage {
  checkName(name)
  const found = Object.hasOwn(stages, name) ? stages[name] : undefined
  const existing = existingIn(environment)
  return {
    ...usual,
    ...found,
    ...(environment['AWS_REGION']?.trim() === regionOfTwoZones && { zones: 2 }),
    ...(existing !== undefined && { brokers: existing }),
    name,
  }
}

/** By which a stage is told of the brokers of another. */
export const existingNames = {
  addresses: 'CANVASS_EXISTING_BROKERS',
  cluster: 'CANVASS_EXISTING_CLUSTER',
  vpc: 'CANVASS_EXISTING_VPC',
  subnets: 'CANVASS_EXISTING_SUBNETS',
  group: 'CANVASS_EXISTING_GROUP',
} as const

/** All of it or nothing: brokers can not be reached from another network. */
function existingIn(environment: Environment): Existing | undefined {
  const { addresses, cluster, vpc, subnets, group } = existingNames
  const asked = [addresses, cluster, vpc, subnets, group]
  const given = asked.filter((name) => environment[name]?.trim())
  if (given.length === 0) return undefined
  const missing = asked.filter((name) => !given.includes(name))
  if (missing.length > 0)
    throw new Error(
      `${given.join(', ')} point at the brokers of another stage, and ${missing.join(', ')} are missing`,
    )
  const said = (name: string): string => environment[name]?.trim() ?? ''
  return {
    kind: 'existing',
    isServerless: environment['CANVASS_BROKER_KIND'] === 'serverless',
    addresses: said(addresses),
    cluster: said(cluster),
    vpc: said(vpc),
    subnets: said(subnets).split(','),
    group: said(group),
  }
}
