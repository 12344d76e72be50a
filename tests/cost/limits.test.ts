import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { assumed } from '../../engine/cost/assumptions.ts'
import { limitsOf } from '../../engine/cost/limits.ts'
import type { Workload } from '../../engine/cost/workload.ts'

const numbers = assumed({
  'quiet-poll-seconds': 0.3,
  'update-poll-seconds': 2,
  'ticks-per-invocation': 3,
  'quiet-write-units': 4,
  'change-write-units': 17,
  'processing-milliseconds': 3,
  'quiet-trace-kilobytes': 2,
  'update-trace-kilobytes': 8,
  'sources-without-validators': 0,
  'payload-kilobytes': 500,
  'headers-kilobytes': 2,
  gateways: 2,
  tasks: 2,
  peak: 5,
})
/** 12 hours are 43,200 seconds: 100 polls, 1 update and 250 changes a second. */
const night: Workload = {
  hours: 12,
  feeds: 1_500,
  polls: 4_320_000,
  largePolls: 0,
  fired: 1_080_000,
  statuses: 1_080_000,
  updates: 43_200,
  changes: 10_800_000,
  secrets: 0,
}
const limits = limitsOf(night, numbers)
const load = (service: string, what: string): number | undefined =>
  limits.find((limit) => limit.service === service && limit.what.startsWith(what))?.load

test('the load of a night is that of its busiest minute', () => {
  // 25 firings a second on average; all of a minute in its first ten seconds are six times that.
  expect(load('Scheduler', 'firings')).toBeCloseTo(150)
  // 100 × 0.3 s / 3 = 10 quiet ones at a time, and 1 × 5 × 2 s = 10 that publish.
  expect(load('SQS and Lambda', 'batches')).toBeCloseTo(20)
  expect(load('the stage', 'pollers of small')).toBeCloseTo(20)
  expect(load('the stage', 'pollers of large')).toBe(0)
  // 1,250 changes a second, 500 for each.
  expect(load('the stage', 'consumers')).toBe(3)
  expect(load('Kafka', 'consumers')).toBe(3)
  // And 250 × 5 changes at 3 ms: 3.75 processors.
  expect(load('Lambda', 'invocations')).toBeCloseTo(23.75)
  // 100 × 4, and 1,250 changes × 17.
  expect(load('DynamoDB', 'write units')).toBeCloseTo(21_650)
  // Three consumers of half a vCPU, twice while they are exchanged, and the desk.
  expect(load('Fargate', 'vCPU')).toBe(4)
  // 20 pollers and ten of each consumer.
  expect(load('MSK', 'connections')).toBeCloseTo(40)
  // 100 × 2 KB and 5 × 8 KB.
  expect(load('Kinesis', 'MB')).toBeCloseTo(0.24)
  // An update and 99 answers without a body a second: 500 KB + 198 KB, at the peak five times that, over two gateways.
  expect(load('Network', 'MB')).toBeCloseTo(1.745)
})

test('what is fullest stands first, and what it comes to is a part of the limit', () => {
  expect(limits[0]).toMatchObject({ service: 'DynamoDB', limit: 4_000 })
  // 21,650 of 4,000.
  expect(limits[0]?.part).toBeCloseTo(5.4125)
  const parts = limits.map(({ part }) => part)
  expect(parts).toEqual(parts.toSorted((one, other) => other - one))
})

test('what all tables take is told to be warmed for, and beyond the quota of one table to be asked for first', () => {
  const told = (times: number) =>
    limitsOf({ ...night, polls: 0, updates: 0, changes: night.changes * times }, numbers)
      .filter(({ service }) => service === 'DynamoDB')
      .map(({ limit, part, past }) => ({ limit, isTooMuch: part > 1, past: past.split(/[ :]/, 2).join(' ') }))
  // 1,250 changes a second × 17 = 21,250, and twice as many.
  expect(told(1)).toEqual([
    { limit: 4_000, isTooMuch: true, past: 'warm the' },
    { limit: 40_000, isTooMuch: false, past: 'ask for' },
  ])
  expect(told(2)).toEqual([
    { limit: 4_000, isTooMuch: true, past: 'get the' },
    { limit: 40_000, isTooMuch: true, past: 'ask for' },
  ])
})

test('production with all its consumers has the vCPU that docs/deploy.md asks for', () => {
  const most = { ...night, changes: (6_000 / 5) * 43_200 }
  const vcpu = limitsOf(most, numbers).find(({ service }) => service === 'Fargate')
  // 12 consumers at 500 changes a second; 12 × 0.5 × 2 + 1.
  expect(vcpu).toMatchObject({ load: 13, limit: 6 })
  const asked = /L-3032A538 --desired-value (\d+)/.exec(readFileSync('docs/deploy.md', 'utf8'))?.[1]
  expect(Number(asked)).toBeGreaterThanOrEqual(13)
})

test('limits are those of the stage', () => {
  const small = limitsOf(night, assumed({ 'small-pollers': 10, 'large-pollers': 4, 'most-tasks': 2 }))
  const limit = (what: string): number | undefined => small.find((one) => one.what.startsWith(what))?.limit
  expect(['pollers of small', 'pollers of large', 'consumers at'].map(limit)).toEqual([10, 4, 2])
})

test('what leaves by instances is bounded by them, and by nothing of ours in the network of another stage', () => {
  const network = (otherwise: Parameters<typeof assumed>[0]) =>
    limitsOf(night, { ...numbers, gateways: 0, ...otherwise }).filter(({ service }) => service === 'Network')
  // As above, through four of them.
  expect(network({ 'nat-instances': 4 })).toMatchObject([
    { what: 'MB a second through one NAT instance', load: expect.closeTo(0.8725), limit: 4 },
  ])
  expect(network({ 'nat-instances': 0 })).toEqual([])
})
