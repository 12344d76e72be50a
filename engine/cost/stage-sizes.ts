import type { Assumption } from './assumption.ts'

/** What of a stage costs or bounds something, as production has it (`stacks/stage.ts`; a test compares all of them). */
export const stageSizes = {
  gateways: { value: 3, about: 'NAT gateways, each with one fixed address: one a zone' },
  'nat-instances': { value: 0, about: 't4g.nano in the place of gateways, each with one fixed address' },
  brokers: { value: 3, about: 'kafka.m7g.large' },
  'small-brokers': { value: 0, about: 'kafka.t3.small' },
  'serverless-clusters': { value: 0, about: 'of MSK, in the place of brokers' },
  'broker-gigabytes': { value: 250, about: 'of each broker, at least; more where topics need it' },
  tasks: { value: 2, about: 'consumers, at least; more where the night needs it' },
  'most-tasks': { value: 12, about: 'consumers at one time' },
  'task-processors': { value: 0.5, about: 'vCPU of each' },
  'task-gigabytes': { value: 1, about: 'memory of each' },
  'small-poller-gigabytes': { value: 1, about: 'memory of the poller of most feeds' },
  'small-pollers': { value: 50, about: 'of them at one time' },
  'large-poller-gigabytes': { value: 3, about: 'memory of the poller of large feeds' },
  'large-pollers': { value: 20, about: 'of them at one time' },
  'processing-gigabytes': { value: 2, about: 'memory of the processing function' },
  'watch-gigabytes': { value: 1, about: 'memory of the watch' },
  alarms: { value: 65, about: 'series that alarms look at, some: each is paid' },
  keys: { value: 1, about: 'encryption keys of its own' },
  'name-zones': { value: 1, about: 'hosted zones, for names within the network' },
} as const satisfies Readonly<Record<string, Assumption>>

export type SizeName = keyof typeof stageSizes
export type Sizes = Readonly<Record<SizeName, number>>

/** What every stage has that says nothing else: a stage to try. */
const usual = {
  gateways: 0,
  'nat-instances': 2,
  brokers: 0,
  'small-brokers': 2,
  'broker-gigabytes': 20,
  tasks: 1,
  'most-tasks': 2,
  'small-pollers': 10,
  'large-pollers': 4,
} as const satisfies Partial<Sizes>

/** Stages that have sizes of their own, by their names. */
const own: Readonly<Record<string, Partial<Sizes>>> = {
  production: {},
  staging: {
    ...usual,
    gateways: 2,
    'nat-instances': 0,
    'small-brokers': 0,
    'serverless-clusters': 1,
    'broker-gigabytes': 0,
  },
  demo: usual,
}

/** On the brokers of another stage, in its network: it has neither of its own. */
const onOthers = {
  gateways: 0,
  'nat-instances': 0,
  brokers: 0,
  'small-brokers': 0,
  'serverless-clusters': 0,
  'broker-gigabytes': 0,
  'name-zones': 0,
} as const satisfies Partial<Sizes>

/** Names of stages that have sizes of their own. */
export const ownStages: readonly string[] = Object.keys(own)

/** The sizes of a stage; `isOnOthers`: it is on the brokers of another. */
export function sizesOf(stage: string, isOnOthers = false): Sizes {
  const production = Object.fromEntries(Object.entries(stageSizes).map(([name, { value }]) => [name, value]))
  const said = Object.hasOwn(own, stage) ? own[stage] : usual
  return { ...(production as Sizes), ...said, ...(isOnOthers && onOthers) }
}
