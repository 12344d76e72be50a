import type { Assumed } from './assumptions.ts'
import type { PriceName } from './prices.ts'
import { monthHours, type Workload } from './workload.ts'

/** What is there whatever happens, of which the number is known: the tests compare it with the stacks. */
export interface Deployed {
  readonly metrics: number
  readonly alarms: number
  readonly dashboards: number
}

const kilobytesInGigabyte = 1_000_000
const secondsInHour = 3_600
/** The log keeps three copies of each message, 120 days of it; a month's estimate has a month of messages. */
const copies = 3

/** How many units of each price a workload comes to. */
export function quantitiesOf(
  work: Workload,
  assumed: Assumed,
  { metrics, alarms, dashboards }: Deployed,
): Readonly<Record<PriceName, number>> {
  const { hours, polls, updates, changes } = work
  const months = hours / monthHours
  const quiet = polls - updates
  const invocations = polls / assumed['ticks-per-invocation']
  const processed = changes / assumed['changes-per-invocation']
  const traced =
    (quiet * assumed['quiet-trace-kilobytes'] + updates * assumed['update-trace-kilobytes']) /
    kilobytesInGigabyte
  const logged = ((invocations + processed) * assumed['log-kilobytes-per-invocation']) / kilobytesInGigabyte
  const kept = (changes * assumed['change-kilobytes']) / kilobytesInGigabyte
  const archived = (updates * assumed['payload-kilobytes'] * assumed['archived-part']) / kilobytesInGigabyte
  const tasks = tasksOf(work, assumed)
  return {
    schedulerInvocations: work.fired,
    // Ticks are sent with one request a firing, and taken and deleted by the batch.
    queueRequests: work.fired + 2 * invocations + hours * 60 * assumed['idle-receives-per-minute'],
    functionRequests: invocations + processed,
    functionGigabyteSeconds: pollerSeconds(work, assumed) + processingSeconds(work, assumed),
    tableWriteUnits:
      quiet * assumed['quiet-write-units'] +
      updates * assumed['update-write-units'] +
      changes * assumed['change-write-units'],
    // The look at what is archived, with each status.
    tableReadUnits: 2 * work.statuses + changes * assumed['change-read-units'],
    tableGigabyteMonths: kept * months,
    tableBackupGigabyteMonths: kept * months,
    objectPuts: updates * (4 + assumed['export-puts-per-update']) + work.statuses,
    // The body of the capture before, the changeset, and their places in the indexes.
    objectGets: 4 * updates,
    objectGigabyteMonths: archived * months,
    brokerHours: assumed.brokers * hours,
    brokerGigabyteMonths: brokerGigabytes(work, assumed) * months,
    streamHours: hours,
    streamGigabytes: traced,
    taskProcessorHours: tasks * assumed['task-processors'] * hours,
    taskGigabyteHours: tasks * assumed['task-gigabytes'] * hours,
    gatewayHours: assumed.gateways * hours,
    addressHours: assumed.gateways * hours,
    // What sources send; what goes to services that have no endpoint in the network.
    gatewayGigabytes: fetched(work, assumed) + traced + logged,
    logGigabytes: logged,
    metricMonths: metrics * months,
    alarmMonths: alarms * months,
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
function brokerGigabytes({ changes }: Workload, assumed: Assumed): number {
  if (assumed.brokers === 0) return 0
  const written = changes * assumed['messages-per-change'] * assumed['change-kilobytes']
  return Math.max(assumed.brokers * assumed['broker-gigabytes'], (written * copies) / kilobytesInGigabyte)
}
