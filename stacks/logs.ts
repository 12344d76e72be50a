import { brokersLog, consumersLog } from './log-names.ts'
import type { Pollers } from './poller.ts'
import type { Stage } from './stage.ts'

interface Made {
  readonly stage: Stage
  readonly pollers: Pollers
  readonly processing: sst.aws.Function
  readonly watch: sst.aws.Function
}

/** SST gives it another name than the function. */
const ofFunction = ({ nodes }: sst.aws.Function): $util.Output<string> =>
  nodes.logGroup.apply((group) => $util.output(group?.name ?? ''))

/** Names of the log groups that people on duty look into, by what writes them. */
export const logsOf = ({
  stage,
  pollers,
  processing,
  watch,
}: Made): Readonly<Record<string, $util.Input<string>>> => {
  return {
    small: ofFunction(pollers.bySize.small.poller),
    large: ofFunction(pollers.bySize.large.poller),
    processing: ofFunction(processing),
    watch: ofFunction(watch),
    consumers: consumersLog(),
    ...(stage.brokers.kind === 'provisioned' && { brokers: brokersLog() }),
  }
}
