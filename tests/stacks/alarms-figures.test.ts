import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { PlannedResource } from './plan/planned.ts'
import { type SharedPlan, sharedPlan } from './plans.ts'
import { missing, named } from './platform.ts'

/**
 * Written by hand, of every alarm: what of its series is looked at, from where it rings, how many periods in a row have to be so, of those
 * that are looked at; and the words in which its entry in the runbook says the same.
 */
const meant: Readonly<Record<string, readonly [figure: string, rings: string, time: string, words: string]>> =
  {
    'Find out why nothing is polled': ['Sum', '< 1', '5 of 5 x 60 s', 'five minutes at least'],
    'Find out why nobody watches': ['SampleCount', '< 1', '5 of 5 x 60 s', 'nothing for five minutes'],
    'Find out why no consumer runs': ['SampleCount', '< 1', '5 of 5 x 60 s', 'anything for five minutes'],
    'Find out why many feeds are stale': [
      'IF(stale >= 3 AND stale >= 0.2 * live, 1, 0)',
      '>= 1',
      '2 of 2 x 60 s',
      'a fifth of the live feeds, and at least three',
    ],
    'Look at the feeds that are stale': ['Maximum', '>= 1', '5 of 5 x 60 s', 'stale for five minutes'],
    'Look at the feeds that were never polled': ['Minimum', '>= 1', '3 of 3 x 3600 s', 'for three hours'],
    'Find out why polls fail': [
      'IF(failed >= 5 AND failed >= 0.25 * ended, 1, 0)',
      '>= 1',
      '2 of 2 x 300 s',
      'in ten minutes a quarter of the polls ended in an error, ten at least',
    ],
    'Find out why ticks come to no poll': [
      'IF(coalesced + skipped >= 5 AND coalesced + skipped >= 0.25 * (coalesced + skipped + ended), 1, 0)',
      '>= 1',
      '2 of 2 x 300 s',
      'for ten minutes a quarter of the ticks, and at least ten',
    ],
    'Decide on the holds that wait': ['Maximum', '>= 15', '1 of 1 x 60 s', 'for a quarter of an hour'],
    'Find out why many feeds are held': [
      'IF(held >= 3 AND held >= 0.2 * live, 1, 0)',
      '>= 1',
      '2 of 2 x 60 s',
      'a fifth of the live feeds, and at least three',
    ],
    'Get committed figures published': ['Maximum', '>= 1', '5 of 5 x 60 s', 'for five minutes no poll'],
    'Find out why consumers do not keep up': [
      'MAX(all)',
      '>= 10000',
      '10 of 10 x 60 s',
      'more than 10,000 messages of one group have waited for ten minutes',
    ],
    'Find out why what is due is not done': ['Sum', '< 1', '10 of 10 x 60 s', 'for ten minutes no consumer'],
    'Find out what messages wait for': [
      'IF(MAX(all) > 0 AND FILL(published, 0) < 1, 1, 0)',
      '>= 1',
      '15 of 15 x 60 s',
      'for a quarter of an hour',
    ],
    'Look at the dead letters': ['Maximum', '>= 1', '1 of 1 x 60 s', 'at least one message'],
    'Fill the gaps that stay': ['Maximum', '>= 1', '15 of 15 x 60 s', 'for a quarter of an hour'],
    'Look at what the watch can not see': ['Maximum', '>= 1', '5 of 5 x 60 s', 'for five minutes'],
    'Give the pollers more room': ['MAX(all)', '>= 300', '3 of 3 x 60 s', 'has waited for five minutes'],
    'Get more ports for the ways out': ['SUM(all)', '>= 1', '3 of 3 x 60 s', 'in each of three minutes'],
    'Bring back the machine that feeds leave by': ['s0 + s1', '>= 1', '3 of 3 x 60 s', 'for three minutes'],
    'Look at the dead ticks': ['Maximum', '>= 1', '1 of 1 x 60 s', 'could not send a tick'],
    'Report the defect of a function': ['SUM(all)', '>= 1', '1 of 1 x 300 s', 'a function ended in an error'],
    'Ask for more invocations at one time': ['SUM(all)', '>= 1', '3 of 3 x 60 s', 'for three minutes'],
    'Warm the tables or wait': [
      'SUM(all)',
      '>= 100',
      '2 of 2 x 300 s',
      '100 reads or writes within five minutes, twice in a row',
    ],
    'Find out what writes so much': [
      'SUM(all)',
      '>= 50000000',
      '1 of 1 x 3600 s',
      'more than 50 million write units within an hour',
    ],
    'Give the brokers larger disks': ['MAX(all)', '>= 85', '2 of 2 x 300 s', 'fuller than 85 %'],
    'Find out which broker is gone': ['Maximum', '>= 1', '3 of 3 x 60 s', 'no leader for three minutes'],
  }
const names = Object.keys(meant).toSorted()

/** Gateways and brokers of the one, machines of the other. */
const stages = ['production', 'dev'] satisfies readonly SharedPlan[]
const signs: Readonly<Record<string, string>> = {
  LessThanThreshold: '<',
  GreaterThanOrEqualToThreshold: '>=',
}

/** As the plan has it, in the words of the table. */
function planned({ inputs }: PlannedResource): readonly string[] {
  const queries: readonly Record<string, any>[] = inputs['metricQueries'] ?? []
  const figure: string = inputs['statistic'] ?? queries.find(({ returnData }) => returnData)?.['expression']
  const periods = new Set(queries.flatMap(({ metric }) => metric?.period ?? []))
  return [
    figure.replaceAll(/\[.*?\]/g, 'all'),
    `${signs[inputs['comparisonOperator']]} ${inputs['threshold']}`,
    `${inputs['datapointsToAlarm']} of ${inputs['evaluationPeriods']} x ${inputs['period'] ?? [...periods]} s`,
  ]
}

describe.skipIf(missing)(named('the figures of alarms'), () => {
  test('are those that are written here by hand, of each one of every stage', async () => {
    const seen = new Set<string>()
    for (const stage of stages) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const plan = await sharedPlan(stage)
      const alarms = plan.of('aws:cloudwatch/metricAlarm:MetricAlarm').flatMap((one) => {
        // Those that scale consumers tell nobody, and have no name.
        const does = one.name.startsWith('Consumer') ? undefined : one.inputs['name'].split(': ')[1]
        return does === undefined ? [] : [[does, planned(one)] as const]
      })
      expect(Object.fromEntries(alarms)).toEqual(
        Object.fromEntries(alarms.map(([does]) => [does, meant[does]?.slice(0, 3)])),
      )
      for (const [does] of alarms) seen.add(does)
    }
    expect([...seen].toSorted()).toEqual(names)
  })

  test.each(names)('stand in the runbook in words: %s', (name) => {
    const runbook = readFileSync('docs/runbook.md', 'utf8')
    const entry = runbook.split(`### ${name}\n`)[1]?.split(/^##/m)[0] ?? ''
    expect(entry.replaceAll(/\s+/g, ' ')).toContain(meant[name]?.[3])
  })
})
