import { describe, expect, test } from 'vitest'
import { type AssumptionName, assumed, assumptions } from '../../engine/cost/assumptions.ts'
import { billOf, totalOf } from '../../engine/cost/bill.ts'
import { type Price, prices } from '../../engine/cost/prices.ts'
import { idleOf, type Workload } from '../../engine/cost/workload.ts'

/** Said here, so that sums by hand stay right when somebody assumes something else. */
const numbers = assumed({
  'payload-kilobytes': 500,
  'sources-without-validators': 0.5,
  'headers-kilobytes': 2,
  'archived-part': 0.2,
  'quiet-poll-seconds': 0.3,
  'update-poll-seconds': 2,
  'ticks-per-invocation': 3,
  'small-poller-gigabytes': 0.5,
  'large-poller-gigabytes': 2,
  'watch-gigabytes': 0.5,
  'watch-seconds': 2,
  'watch-log-kilobytes': 3,
  'watch-read-units': 4,
  'head-kilobytes': 1,
  'status-kilobytes': 1,
  alarms: 20,
  'name-zones': 1,
  'quiet-write-units': 4,
  'update-write-units': 12,
  'change-write-units': 17,
  'change-read-units': 16,
  'change-kilobytes': 1.5,
  'messages-per-change': 2,
  'processing-milliseconds': 3,
  'processing-gigabytes': 1,
  'changes-per-invocation': 50,
  'export-puts-per-update': 8,
  'quiet-trace-kilobytes': 2,
  'update-trace-kilobytes': 8,
  'log-kilobytes-per-invocation': 1.5,
  'idle-receives-per-minute': 30,
  gateways: 2,
  brokers: 3,
  'broker-gigabytes': 100,
  tasks: 2,
  'task-processors': 0.5,
  'task-gigabytes': 1,
  'changes-per-task-second': 500,
  peak: 5,
  keys: 2,
})
/** A month of 1,000,000 polls, of which 10,000 published 100 changes each. */
const month: Workload = {
  hours: 730,
  feeds: 100,
  polls: 1_000_000,
  largePolls: 0,
  fired: 300_000,
  statuses: 200_000,
  updates: 10_000,
  changes: 1_000_000,
  secrets: 5,
}
const deployed = { metrics: 30, dashboards: 1 }
const lines = billOf(month, numbers, deployed)
const quantity = (price: string): number => lines.find((line) => line.price === price)?.quantity ?? 0
const dollars = (price: string): number => lines.find((line) => line.price === price)?.dollars ?? 0

describe('a bill', () => {
  test('has ticks as firings, sends, receives and deletes', () => {
    // 300,000, and the watch once a minute: 730 × 60 = 43,800. At a dollar a million.
    expect(quantity('schedulerInvocations')).toBe(343_800)
    expect(dollars('schedulerInvocations')).toBeCloseTo(0.3438)
    // 300,000 sends; 1,000,000 / 3 batches taken and deleted; 30 a minute for nothing: 730 × 60 × 30 = 1,314,000.
    expect(quantity('queueRequests')).toBeCloseTo(300_000 + 666_666.67 + 1_314_000, 0)
    // 2.280667 million at 0.40.
    expect(dollars('queueRequests')).toBeCloseTo(0.912, 3)
  })

  test('has the seconds of pollers and processors by their memory', () => {
    // 333,333.3 invocations of pollers, 1,000,000 / 50 = 20,000 of processors, 43,800 of the watch.
    expect(quantity('functionRequests')).toBeCloseTo(397_133.33, 1)
    // Pollers: 990,000 × 0.3 s / 3 + 10,000 × 2 s = 119,000 s at 0.5 GB = 59,500; processors: 1,000,000 × 3 ms × 1 GB = 3,000;
    // the watch: 43,800 × 2 s × 0.5 GB = 43,800.
    expect(quantity('functionGigabyteSeconds')).toBeCloseTo(106_300)
    // 106,300 × 0.0000133334.
    expect(dollars('functionGigabyteSeconds')).toBeCloseTo(1.4173, 4)
  })

  test('has the polls of large feeds at the memory of the large poller', () => {
    const half = billOf({ ...month, largePolls: 500_000 }, numbers, deployed)
    // Half of the polls at 0.5 GB and half at 2 GB are 1.25 GB for 119,000 s.
    expect(half.find(({ price }) => price === 'functionGigabyteSeconds')?.quantity).toBeCloseTo(
      148_750 + 3_000 + 43_800,
    )
  })

  test('has units of tables by polls and changes', () => {
    // 990,000 × 4 + 10,000 × 12 + 1,000,000 × 17.
    expect(quantity('tableWriteUnits')).toBe(21_080_000)
    // 21.08 million at 0.625.
    expect(dollars('tableWriteUnits')).toBeCloseTo(13.175)
    // 2 × 200,000 + 1,000,000 × 16; and the watch, 43,800 times 4 and 100 heads of 1 KB, of which 8 are a unit: 12.5.
    expect(quantity('tableReadUnits')).toBe(16_400_000 + 722_700)
    // 17.1227 million at 0.125.
    expect(dollars('tableReadUnits')).toBeCloseTo(2.1403)
  })

  test('has the watch whatever is polled, and its look at each head', () => {
    const of = (work: Workload, price: string): number | undefined =>
      billOf(work, numbers, deployed).find((line) => line.price === price)?.quantity
    const idle = idleOf(month)
    expect(of(idle, 'schedulerInvocations')).toBe(43_800)
    expect(of(idle, 'functionRequests')).toBe(43_800)
    expect(of(idle, 'functionGigabyteSeconds')).toBe(43_800)
    // 43,800 × 4, and of 10,000 feeds 43,800 × (4 + 1,250): 54.9 million, 6.87 dollars.
    expect(of(idle, 'tableReadUnits')).toBe(175_200)
    expect(of({ ...idle, feeds: 10_000 }, 'tableReadUnits')).toBe(54_925_200)
    // 43,800 × 3 KB.
    expect(of(idle, 'logGigabytes')).toBeCloseTo(0.1314)
    // 12 × 60 in a night.
    expect(of({ ...idle, hours: 12 }, 'schedulerInvocations')).toBe(720)
  })

  test('has what sources send through the gateways, with traces and logs', () => {
    // Whole payloads: 10,000 + 990,000 × 0.5 = 505,000 × 500 KB = 252.5 GB; the other 495,000 × 2 KB = 0.99 GB.
    // Traces: 990,000 × 2 KB + 10,000 × 8 KB = 2.06 GB. Logs: 353,333.3 × 1.5 KB = 0.53 GB, and of the watch 43,800 × 3 KB = 0.1314 GB.
    expect(quantity('streamGigabytes')).toBeCloseTo(2.06)
    expect(quantity('logGigabytes')).toBeCloseTo(0.6614)
    expect(quantity('gatewayGigabytes')).toBeCloseTo(252.5 + 0.99 + 2.06 + 0.6614)
    // 256.2114 × 0.045.
    expect(dollars('gatewayGigabytes')).toBeCloseTo(11.5295)
    // Two gateways for 730 h at 0.045, and an address for each at 0.005.
    expect(dollars('gatewayHours')).toBeCloseTo(65.7)
    expect(dollars('addressHours')).toBeCloseTo(7.3)
  })

  test('has what is archived', () => {
    // 10,000 × (4 + 8) puts, and a list with each of 200,000 statuses: 320 thousand at 0.005.
    expect(dollars('objectPuts')).toBeCloseTo(1.6)
    // 10,000 × 500 KB × 0.2 = 1 GB.
    expect(dollars('objectGigabyteMonths')).toBeCloseTo(0.023)
  })

  test('has brokers by the hour, and their disks at least as they are made', () => {
    // 3 × 730 × 0.204.
    expect(dollars('brokerHours')).toBeCloseTo(446.76)
    // 3 × 100 GB at 0.10; the messages need (1,000,000 × 2 × 1.5 KB + 200,000 × 1 KB) × 3 copies = 9.6 GB.
    expect(dollars('brokerGigabyteMonths')).toBeCloseTo(30)
    const many = billOf({ ...month, changes: 100_000_000 }, numbers, deployed)
    // A hundred times as many changes need 900 GB.
    expect(many.find(({ price }) => price === 'brokerGigabyteMonths')?.quantity).toBeCloseTo(900.6)
  })

  test('has no brokers where the stage uses a cluster that is there', () => {
    const without = billOf(month, { ...numbers, brokers: 0 }, deployed)
    expect(without.filter(({ service }) => service === 'MSK')).toEqual([])
  })

  test('has small brokers with two copies of a message, and instances in the place of gateways', () => {
    const small = { ...numbers, brokers: 0, 'small-brokers': 2, gateways: 0, 'nat-instances': 2 }
    const of = new Map(billOf(month, small, deployed).map((line) => [line.price, line]))
    // 2 × 730 × 0.0456, and 2 × 100 GB.
    expect(of.get('smallBrokerHours')?.dollars).toBeCloseTo(66.576)
    expect(of.get('brokerGigabyteMonths')?.quantity).toBe(200)
    const many = billOf({ ...month, changes: 100_000_000 }, small, deployed)
    // 300.2 GB of messages, twice.
    expect(many.find(({ price }) => price === 'brokerGigabyteMonths')?.quantity).toBeCloseTo(600.4)
    // 2 × 730 × 0.0042, their addresses, and 2 × 8 GB of disks; what passes through them costs nothing.
    expect(of.get('instanceHours')?.dollars).toBeCloseTo(6.132)
    expect(of.get('addressHours')?.quantity).toBe(1_460)
    expect(of.get('diskGigabyteMonths')?.dollars).toBeCloseTo(1.28)
    expect([of.has('brokerHours'), of.has('gatewayHours'), of.has('gatewayGigabytes')]).toEqual([
      false,
      false,
      false,
    ])
  })

  test('has serverless brokers by the hour, by partitions, and by what goes in and out', () => {
    const serverless = { ...numbers, brokers: 0, 'serverless-clusters': 1, 'broker-gigabytes': 0 }
    const of = new Map(billOf(month, serverless, deployed).map((line) => [line.price, line]))
    // 730 × 0.75; 24 + 6 + 24 + 6 + 6 partitions × 730 × 0.0015.
    expect(of.get('clusterHours')?.dollars).toBeCloseTo(547.5)
    expect(of.get('partitionHours')?.dollars).toBeCloseTo(72.27)
    // 1,000,000 × 2 × 1.5 KB + 200,000 × 1 KB = 3.2 GB, in and once out, and kept.
    expect(of.get('clusterGigabytesIn')?.dollars).toBeCloseTo(0.32)
    expect(of.get('clusterGigabytesOut')?.dollars).toBeCloseTo(0.16)
    expect(of.get('clusterGigabyteMonths')?.dollars).toBeCloseTo(0.32)
    expect([of.has('brokerHours'), of.has('brokerGigabyteMonths')]).toEqual([false, false])
  })

  test('has consumers by what the busiest minute needs', () => {
    // 1,000,000 in 730 h are 0.38 a second, five times that is 1.9: the two that are always there. 2 × 0.5 × 730.
    expect(quantity('taskProcessorHours')).toBe(730)
    // In 12 h, 20,000,000 are 463 a second, five times that 2,315: five consumers. 5 × 0.5 × 12.
    const busy = billOf({ ...month, hours: 12, changes: 20_000_000 }, numbers, deployed)
    expect(busy.find(({ price }) => price === 'taskProcessorHours')?.quantity).toBe(30)
  })

  test('has what is there whatever happens by its part of the month', () => {
    // 30 × 0.30, 20 × 0.10, 3.00; 5 × 0.40 and 2 × 1.00.
    const fixed = ['metricMonths', 'alarmMonths', 'dashboardMonths', 'secretMonths', 'keyMonths'] as const
    expect(fixed.map(dollars)).toEqual([9, 2, 3, 2, 2].map((value) => expect.closeTo(value)))
    const night = billOf({ ...month, hours: 12 }, numbers, deployed)
    // 12 of 730 hours.
    expect(night.find(({ price }) => price === 'metricMonths')?.dollars).toBeCloseTo((9 * 12) / 730)
  })

  test('adds up to its lines, has each price once, and says of each whether it was read', () => {
    expect(totalOf(lines)).toBeCloseTo(lines.reduce((sum, line) => sum + line.dollars, 0))
    const every = billOf(
      month,
      { ...numbers, 'small-brokers': 1, 'serverless-clusters': 1, 'nat-instances': 1 },
      deployed,
    )
    expect(every.map(({ price }) => price).toSorted()).toEqual(Object.keys(prices).toSorted())
    expect(lines.find(({ price }) => price === 'brokerHours')?.isRead).toBe(false)
    expect(lines.find(({ price }) => price === 'queueRequests')?.isRead).toBe(true)
  })
})

test.each(Object.entries(prices))('the price of %s has a source', (_, price: Price) => {
  expect(new URL(price.source).protocol).toBe('https:')
  expect(price.dollars).toBeGreaterThan(0)
})

/** They are about how many polls there are, or about limits. */
const elsewhere: readonly AssumptionName[] = [
  'updates-per-night',
  'updates-per-day',
  'changes-per-update',
  'small-pollers',
  'large-pollers',
  'most-tasks',
]

test.each((Object.keys(assumptions) as AssumptionName[]).filter((name) => !elsewhere.includes(name)))(
  '%s changes what an estimate says',
  (name) => {
    const busy = { ...month, hours: 12, largePolls: 1_000, changes: 50_000_000, statuses: 1_000_000_000 }
    const all = { ...numbers, 'small-brokers': 1, 'serverless-clusters': 1, 'nat-instances': 1 }
    const told = (by: number) => billOf(busy, { ...all, [name]: all[name] * by }, deployed)
    expect([told(100), told(0.01)]).not.toEqual([told(1), told(1)])
  },
)
