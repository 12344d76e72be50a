import { describe, expect, test } from 'vitest'
import { assumed } from '../../engine/cost/assumptions.ts'
import { ownLimits } from '../../engine/cost/limits.ts'
import { stageOf } from '../../stacks/stage.ts'
import { sharedPlan } from './plans.ts'
import { missing, named } from './platform.ts'

const numbers = assumed()
const { zones, brokers, pollers, consumers, nat } = stageOf('production', {})
const gigabytes = (memory: string): number => Math.round(Number.parseInt(memory, 10) / 1_000)

test('estimates are of a stage of the size of production', () => {
  expect(brokers).toEqual({
    kind: 'provisioned',
    instance: 'kafka.m7g.large',
    perZone: numbers.brokers / zones,
    gigabytes: numbers['broker-gigabytes'],
  })
  expect([nat, zones]).toEqual(['managed', numbers.gateways])
  expect([gigabytes(pollers.small.memory), gigabytes(pollers.large.memory)]).toEqual([
    numbers['small-poller-gigabytes'],
    numbers['large-poller-gigabytes'],
  ])
  expect(numbers['ticks-per-invocation']).toBeLessThanOrEqual(pollers.small.batch)
  expect([consumers.cpu, consumers.memory, consumers.least]).toEqual([
    `${numbers['task-processors']} vCPU`,
    `${numbers['task-gigabytes']} GB`,
    numbers.tasks,
  ])
})

test('and its limits are those of that stage', () => {
  expect(ownLimits).toMatchObject({
    smallPollers: pollers.small.concurrency,
    largePollers: pollers.large.concurrency,
    consumers: consumers.most,
  })
})

describe.skipIf(missing)(named('the plan of production'), () => {
  test('has as many keys and gateways as estimates have, and a processing function as large', async () => {
    const plan = await sharedPlan('production')
    expect(plan.of('aws:kms/key:Key')).toHaveLength(numbers.keys)
    expect(plan.of('aws:ec2/natGateway:NatGateway')).toHaveLength(numbers.gateways)
    const processing = plan.one('aws:lambda/function:Function', 'ProcessingFunction').inputs['memorySize']
    expect(Math.round(processing / 1_000)).toBe(numbers['processing-gigabytes'])
  })
})
