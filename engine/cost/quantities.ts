import { kafkaTopics } from '../log/kafka-topics.ts'
import type { Assumed } from './assumptions.ts'
import type { PriceName } from './prices.ts'
import { monthHours, type Workload } from './workload.ts'

/** What is there whatever happens, in every stage the same. */
export interface Deployed {
  readonly metrics: number
  readonly dashboards: number
}

const kilobytesInGigabyte = 1_000_000
const secondsInHour = 3_600
/** The log keeps three copies of each message, 120 days of it; a month's estimate has a month of messages. */
const copies = 3
const partitions = kafkaTopics.reduce((sum, topic) => sum + topic.partitions, 0)
/** Of an instance that translates addresses. */
const instanceDiskGigabytes = 8
/** Read units of 4 KB, where what is a second old will do. */
const kilobytesInRead = 8

/** How many units of each price a workload comes to. */
export function quantitiesOf(
  work: Workload,
  assumed: Assumed,
  { metrics, dashboards }: Deployed,
): Readonly<Record<PriceName, number>> {
  const { hours, polls, updates, changes } = work
  const months = hours / monthHours
  const quiet = polls - updates
  const invocations = polls / assumed['ticks-per-invocation']
  const minutes = hours * 60
  const processed = changes / assumed['changes-per-invocation']
  const traced =
    (quiet * assumed['quiet-trace-kilobytes'] + updates * assumed['update-trace-kilobytes']) /
    kilobytesInGigabyte
  const logged =
    ((invocations + processed) * assumed['log-kilobytes-per-invocation'] +
      minutes * assumed['watch-log-kilobytes']) /
    kilobytesInGigabyte
  const kept = (changes * assumed['change-kilobytes']) / kilobytesInGigabyte
  const archived = (updates * assumed['payload-kilobytes'] * assumed['archived-part']) / kilobytesInGigabyte
  const tasks = tasksOf(work, assumed)
  const serverless = assumed['serverless-clusters']
  const published = serverless === 0 ? 0 : messageGigabytes(work, assumed)
  return {
    // The watch is called once a minute, by a schedule of its own.
    schedulerInvocations: work.fired + minutes,
    // Ticks are sent with one request a firing, and taken and deleted by the batch.
    queueRequests: work.fired + 2 * invocations + minutes * assumed['idle-receives-per-minute'],
    functionRequests: invocations + processed + minutes,
    functionGigabyteSeconds:
      pollerSeconds(work, assumed) +
      processingSeconds(work, assumed) +
      minutes * assumed['watch-seconds'] * assumed['watch-gigabytes'],
    tableWriteUnits:
      quiet * assumed['quiet-write-units'] +
      updates * assumed['update-write-units'] +
      changes * assumed['change-write-units'],
    // The look at what is archived, with each status; and the watch, which reads all heads.
    tableReadUnits:
      2 * work.statuses +
      changes * assumed['change-read-units'] +
      minutes * (assumed['watch-read-units'] + (work.feeds * assumed['head-kilobytes']) / kilobytesInRead),
    tableGigabyteMonths: kept * months,
    tableBackupGigabyteMonths: kept * months,
    objectPuts: updates * (4 + assumed['export-puts-per-update']) + work.statuses,
    // The body of the capture before, the changeset, and their places in the indexes.
    objectGets: 4 * updates,
    objectGigabyteMonths: archived * months,
    brokerHours: assumed.brokers * hours,
    smallBrokerHours: assumed['small-brokers'] * hours,
    brokerGigabyteMonths: brokerGigabytes(work, assumed) * months,
    clusterHours: serverless * hours,
    partitionHours: serverless * partitions * hours,
    // Each topic is read by one group.
    clusterGigabytesIn: published,
    clusterGigabytesOut: published,
    clusterGigabyteMonths: published * months,
    streamHours: hours,
    streamGigabytes: traced,
    taskProcessorHours: tasks * assumed['task-processors'] * hours,
    taskGigabyteHours: tasks * assumed['task-gigabytes'] * hours,
    gatewayHours: assumed.gateways * hours,
    instanceHours: assumed['nat-instances'] * hours,
    diskGigabyteMonths: assumed['nat-instances'] * instanceDiskGigabytes * months,
    addressHours: (assumed.gateways + assumed['nat-instances']) * hours,
    // What sources send; what goes to services that have no endpoint in the network. Instances take it for nothing.
    gatewayGigabytes: assumed.gateways === 0 ? 0 : fetched(work, assumed) + traced + logged,
    zoneMonths: assumed['name-zones'] * months,
    logGigabytes: logged,
    metricMonths: metrics * months,
    alarmMonths: assumed.alarms * months,
    dashboardMonths: dashboards * months,
    secretMonths: work.secrets * months,
    keyMonths: assumed.keys * months,
  }
}

/** GB from sources: all of it where something is new or nothing says that it is not, else an answer without a body. */
export function fetched({ polls, updates }: Workload, assumed: Assumed): number {
  const whole = updates + (polls - updates) * assumed['sources-without-validators']
  return (
    (whole * assumed['payload-kilobytes'] + (polls - whole) * assumed['headers-kilobytes']) /
    kilobytesInGigabyte
  )
}

/** GB-seconds of the pollers. Ticks of one invocation are polled side by side: it takes as long as one of them. */
function pollerSeconds({ polls, largePolls, updates }: Workload, assumed: Assumed): number {
  const part = polls === 0 ? 0 : largePolls / polls
  const memory = (1 - part) * assumed['small-poller-gigabytes'] + part * assumed['large-poller-gigabytes']
  const seconds =
    ((polls - updates) * assumed['quiet-poll-seconds']) / assumed['ticks-per-invocation'] +
    updates * assumed['update-poll-seconds']
  return seconds * memory
}

const processingSeconds = ({ changes }: Workload, assumed: Assumed): number =>
  (changes * assumed['processing-milliseconds'] * assumed['processing-gigabytes']) / 1_000

/** Changes a second in the busiest minute, if all of them came in one night. */
export const busiest = ({ changes, hours }: Workload, assumed: Assumed): number =>
  (changes / (hours * secondsInHour)) * assumed.peak

/** Consumers that the busiest minute needs, and no fewer than there always are. */
export const tasksOf = (work: Workload, assumed: Assumed): number =>
  Math.max(assumed.tasks, Math.ceil(busiest(work, assumed) / assumed['changes-per-task-second']))

/** Disks of all brokers: what each has at least, or what the messages of the span need with all copies. */
function brokerGigabytes(work: Workload, assumed: Assumed): number {
  const brokers = assumed.brokers + assumed['small-brokers']
  if (brokers === 0) return 0
  const written = messageGigabytes(work, assumed) * Math.min(copies, brokers)
  return Math.max(brokers * assumed['broker-gigabytes'], written)
}

/** GB of the messages of a span, one copy of each. */
const messageGigabytes = ({ changes, statuses }: Workload, assumed: Assumed): number =>
  (changes * assumed['messages-per-change'] * assumed['change-kilobytes'] +
    statuses * assumed['status-kilobytes']) /
  kilobytesInGigabyte
