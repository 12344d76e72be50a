import type { Network } from './network.ts'
import { existingNames } from './stage.ts'
import type { Stream } from './stream.ts'

/** The variables that another stage is told to live on the brokers of this one. */
export const forOthers = (
  { vpc, subnets, workers }: Network,
  { brokers, cluster }: Stream,
): Readonly<Record<string, $util.Input<string>>> => ({
  [existingNames.addresses]: brokers,
  [existingNames.cluster]: cluster,
  [existingNames.vpc]: vpc,
  [existingNames.subnets]: $util.output(subnets).apply((all) => all.join(',')),
  [existingNames.group]: workers,
})
