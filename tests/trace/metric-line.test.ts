import { expect, test } from 'vitest'
import { metricLine } from '../../engine/trace/metric-line.ts'
import { metrics } from '../../engine/trace/metric-names.ts'

const at = new Date('2024-11-06T02:00:00.250Z')

test('a line says where its figures belong, each with its unit, and is one object on one line', () => {
  const line = metricLine({ PollsEnded: 2, PollSeconds: [0.25, 1.5] }, { at, stage: 'production' })
  expect(line).not.toContain('\n')
  expect(JSON.parse(line)).toEqual({
    _aws: {
      Timestamp: 1_730_858_400_250,
      CloudWatchMetrics: [
        {
          Namespace: 'Canvass',
          Dimensions: [['Stage']],
          Metrics: [
            { Name: 'PollsEnded', Unit: 'Count' },
            { Name: 'PollSeconds', Unit: 'Seconds' },
          ],
        },
      ],
    },
    Stage: 'production',
    PollsEnded: 2,
    PollSeconds: [0.25, 1.5],
  })
})

test('what is said of a group is found by stage and group', () => {
  expect(JSON.parse(metricLine({ ConsumerLag: 7 }, { at, stage: 'dev', group: 'tally' }))).toMatchObject({
    _aws: { CloudWatchMetrics: [{ Dimensions: [['Stage', 'Group']] }] },
    Stage: 'dev',
    Group: 'tally',
    ConsumerLag: 7,
  })
})

test('a name with none of several figures is left out: nobody would know what to make of it', () => {
  const line = metricLine({ PollsEnded: 0, PollSeconds: [] }, { at, stage: 'dev' })
  expect(line).toContain('"Metrics":[{"Name":"PollsEnded","Unit":"Count"}]')
  expect(JSON.parse(line)).not.toHaveProperty('PollSeconds')
})

test.each(Object.entries(metrics))(
  '%s can be named in an alarm and says in a sentence what it counts',
  (name, { says }) => {
    expect(name).toMatch(/^[A-Z][A-Za-z]{1,40}$/)
    expect(says).toMatch(/^[A-Z].*\.$/)
  },
)
