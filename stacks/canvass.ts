import { makeAlarms } from './alarms.ts'
import { makeConsumers } from './consumers.ts'
import { makeDashboard } from './dashboard.ts'
import { compileDeployment } from './deployment.ts'
import { makeDesk } from './desk.ts'
import { environmentOf } from './environment.ts'
import { makeExports } from './exports.ts'
import { forOthers } from './for-others.ts'
import type { Making } from './functions.ts'
import { logsOf } from './logs.ts'
import { makeNetwork } from './network.ts'
import { makePeople } from './people.ts'
import { placesIn } from './places.ts'
import { makePollers } from './poller.ts'
import { makeProcessing } from './processing.ts'
import { makeSchedules } from './schedules.ts'
import { shellOf } from './shell.ts'
import { stageOf } from './stage.ts'
import { makeState } from './state.ts'
import { makeStream } from './stream.ts'
import { makeCluster } from './tasks.ts'
import { makeTopics } from './topics.ts'
import { makeTrace } from './trace.ts'
import { makeWatch } from './watch.ts'
import { watchedOf } from './watched.ts'

/** All of Canvass, in the order in which a figure passes through it. Answers with what people need to know of it. */
export function canvass() {
  const stage = stageOf($app.stage, process.env)
  const deployed = compileDeployment($cli.paths.root, $cli.paths.work, process.env)

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
    given: process.env,
  }

  const topics = makeTopics(making, stream)
  const pollers = makePollers(making, [topics])
  const schedules = makeSchedules(deployed, pollers, stage)
  const processing = makeProcessing(making)
  const cluster = makeCluster(network)
  const consumers = makeConsumers(making, cluster, processing, [topics])
  const watch = makeWatch(making, pollers)

  const { feeds } = deployed
  const watched = watchedOf({ stage, feeds, network, state, pollers, processing, watch, consumers })
  const alarms = makeAlarms(feeds, watched, stage)
  const dashboard = makeDashboard(stage, watched)
  const desk = makeDesk(making, cluster, pollers)
  const logs = logsOf({ stage, pollers, processing, watch })
  const services = { stage, stream, pollers, logs, consumers, schedules }
  const people = makePeople({ ...services, desk, exports })

  return {
    build: deployed.build,
    feeds: deployed.feeds.length,
    addresses: network.addresses,
    brokers: stream.brokers,
    archive: state.archive.name,
    exports: exports.bucket,
    ...(exports.address !== undefined && { exportsAddress: exports.address }),
    tables: $util.all(Object.values(state.tables).map(({ name }) => name)),
    alarms: { page: alarms.page.arn, look: alarms.look.arn },
    dashboard,
    people,
    // stacks/names.sh makes a file of it.
    shell: shellOf({ ...services, network, topics, desk }),
    existing: forOthers(network, stream),
  }
}
