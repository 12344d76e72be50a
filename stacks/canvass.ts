import { makeConsumers } from './consumers.ts'
import { compileDeployment } from './deployment.ts'
import { environmentOf } from './environment.ts'
import { makeExports } from './exports.ts'
import type { Making } from './functions.ts'
import { makeNetwork } from './network.ts'
import { placesIn } from './places.ts'
import { makePollers } from './poller.ts'
import { makeProcessing } from './processing.ts'
import { makeSchedules } from './schedules.ts'
import { stageOf } from './stage.ts'
import { makeState } from './state.ts'
import { makeStream } from './stream.ts'
import { makeTopics } from './topics.ts'
import { makeTrace } from './trace.ts'
import { makeWatch } from './watch.ts'

/** All of Canvass, in the order in which a figure passes through it. Answers with what people need to know of it. */
export function canvass() {
  const stage = stageOf($app.stage, process.env)
  const deployed = compileDeployment($cli.paths.root, process.env)

  const network = makeNetwork(stage)
  const state = makeState(stage)
  const stream = makeStream(stage, network)
  const trace = makeTrace(stage)
  const exports = makeExports(stage)
  const homes = { state, stream, trace, exports }
  const making: Making = {
    stage,
    deployed,
    network,
    environment: environmentOf(homes),
    arns: placesIn(homes),
  }

  const topics = makeTopics(making, stream)
  const pollers = makePollers(making, [topics])
  makeSchedules(deployed, pollers, stage)
  const processing = makeProcessing(making)
  const consumers = makeConsumers(making, processing, [topics])
  const watch = makeWatch(making)

  return {
    build: deployed.build,
    feeds: deployed.feeds.length,
    addresses: network.addresses,
    brokers: stream.brokers,
    archive: state.archive.name,
    exports: exports.bucket,
    processing: processing.name,
    watch: watch.name,
    consumers: consumers.nodes.service.name,
  }
}
