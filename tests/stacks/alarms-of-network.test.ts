import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { PlannedResource } from './plan/planned.ts'
import { type SharedPlan, sharedPlan } from './plans.ts'
import { missing, named } from './platform.ts'

const gateways = 'Get more ports for the ways out'
const machines = 'Bring back the machine that feeds leave by'
const ticks = 'Find out why ticks come to no poll'

async function alarm(stage: SharedPlan, does: string): Promise<PlannedResource['inputs'] | undefined> {
  const alarms = (await sharedPlan(stage)).of('aws:cloudwatch/metricAlarm:MetricAlarm')
  return alarms.find(({ inputs }) => String(inputs['name']).endsWith(`: ${does}`))?.inputs
}
const metricsOf = (inputs: PlannedResource['inputs'] | undefined): readonly Record<string, any>[] =>
  inputs?.['metricQueries'].flatMap(({ metric }: { metric?: object }) => metric ?? [])

describe.skipIf(missing)(named('the ways out'), () => {
  test('that are gateways ring where any of them had no port for three minutes', async () => {
    const inputs = await alarm('production', gateways)
    expect(inputs).toMatchObject({ threshold: 1, evaluationPeriods: 3, treatMissingData: 'notBreaching' })
    expect(inputs?.['metricQueries'][0].expression).toBe('SUM([s0, s1, s2])')
    expect(metricsOf(inputs)).toEqual(
      [1, 2, 3].map((n) => ({
        namespace: 'AWS/NATGateway',
        metricName: 'ErrorPortAllocation',
        dimensions: { NatGatewayId: `NetworkNatGateway${n}-id` },
        stat: 'Sum',
        period: 60,
      })),
    )
    expect(await alarm('production', machines)).toBeUndefined()
  })

  test('that are machines ring where one of them fails its checks, or says nothing any more', async () => {
    const inputs = await alarm('dev', machines)
    expect(inputs).toMatchObject({
      threshold: 1,
      evaluationPeriods: 3,
      treatMissingData: 'breaching',
      alarmActions: [expect.stringMatching(/:canvass-dev-page$/)],
    })
    // With SUM the one that is there would stand for the one that is gone.
    expect(inputs?.['metricQueries'][0].expression).toBe('s0 + s1')
    expect(metricsOf(inputs).map(({ metricName, dimensions }) => [metricName, dimensions])).toEqual([
      ['StatusCheckFailed', { InstanceId: 'NetworkNatInstance1-id' }],
      ['StatusCheckFailed', { InstanceId: 'NetworkNatInstance2-id' }],
    ])
    expect(await alarm('dev', gateways)).toBeUndefined()
    const entry = readFileSync('docs/runbook.md', 'utf8').split(`### ${machines}\n`)[1]
    expect(inputs?.['alarmDescription']).toContain(`docs/runbook.md, "${machines}"`)
    expect(entry).toContain('**Means** (page)')
  })

  test('of another stage are looked at there', async () => {
    expect([await alarm('existing', gateways), await alarm('existing', machines)]).toEqual([
      undefined,
      undefined,
    ])
  })
})

describe.skipIf(missing)(named('ticks'), () => {
  test('ring where a quarter of them, and at least five, come to no poll in two spans of five minutes', async () => {
    const inputs = await alarm('production', ticks)
    expect(inputs).toMatchObject({ threshold: 1, evaluationPeriods: 2, treatMissingData: 'notBreaching' })
    expect(inputs?.['metricQueries'][0].expression).toBe(
      'IF(coalesced + skipped >= 5 AND coalesced + skipped >= 0.25 * (coalesced + skipped + ended), 1, 0)',
    )
    expect(metricsOf(inputs).map(({ metricName, stat, period }) => [metricName, stat, period])).toEqual([
      ['TicksCoalesced', 'Sum', 300],
      ['PollsSkipped', 'Sum', 300],
      ['PollsEnded', 'Sum', 300],
    ])
  })
})
