import { beforeAll, describe, expect, test } from 'vitest'
import { threeFeeds } from './plan/made-up.ts'
import { type Plan, sharedPlan } from './plans.ts'
import { missing, named } from './platform.ts'

const scheduleType = 'aws:scheduler/schedule:Schedule'

describe.skipIf(missing)(named('the schedules of feeds'), () => {
  let plan: Plan
  beforeAll(async () => {
    plan = await sharedPlan('dev')
  })
  const schedules = () => plan.of(scheduleType).filter(({ name }) => name.startsWith('Feed-'))

  test('are one for each feed and window, in one group, with one role', () => {
    expect(plan.errors).toEqual([])
    const wanted = threeFeeds.flatMap((feed) => feed.schedules.map(({ name }) => name))
    expect(schedules().map(({ inputs }) => inputs['name'])).toEqual(wanted.toSorted())
    expect(new Set(schedules().map(({ inputs }) => inputs['groupName']))).toEqual(
      new Set(['canvass-dev-feeds']),
    )
    expect(new Set(schedules().map(({ inputs }) => inputs['target'].roleArn)).size).toBe(1)
  })

  test('say when, in which zone, from when and until when', () => {
    expect(plan.one(scheduleType, 'Feed-us-xx-night.20281108T003000').inputs).toMatchObject({
      scheduleExpression: 'cron(* * * * ? *)',
      scheduleExpressionTimezone: 'UTC',
      startDate: '2028-11-08T00:30:00Z',
      endDate: '2028-11-08T08:00:00Z',
      flexibleTimeWindow: { mode: 'OFF' },
    })
  })

  test('of a paused feed are there, and disabled', () => {
    const state = (name: string) => plan.one(scheduleType, name).inputs['state']
    expect(state('Feed-us-xx-paused.usual')).toBe('DISABLED')
    expect(state('Feed-us-xx-ordinary.usual')).toBe('ENABLED')
  })

  test('send the ticks of a minute as one batch of delayed messages to the queue of the size', () => {
    const { target } = plan.one(scheduleType, 'Feed-us-xx-night.20281108T003000').inputs
    expect(target.arn).toBe('arn:aws:scheduler:::aws-sdk:sqs:sendMessageBatch')
    const { QueueUrl, Entries } = JSON.parse(target.input)
    expect(QueueUrl).toMatch(/\/canvass-dev-ticks-small$/)
    expect(
      Entries.map((one: { MessageBody: string }) => ({ ...one, MessageBody: JSON.parse(one.MessageBody) })),
    ).toEqual(
      [4, 19, 34, 49].map((after, n) => ({
        Id: String(n),
        DelaySeconds: after,
        MessageBody: { feed: 'us-xx-night', due: '<aws.scheduler.scheduled-time>', after, every: 15 },
      })),
    )
    const large = plan.one(scheduleType, 'Feed-us-xx-paused.usual').inputs['target']
    expect(JSON.parse(large.input).QueueUrl).toMatch(/\/canvass-dev-ticks-large$/)
  })

  test('give up after a minute, and what could not be sent lies in a queue', () => {
    for (const { inputs } of schedules()) {
      expect(inputs['target'].retryPolicy).toEqual({ maximumEventAgeInSeconds: 60, maximumRetryAttempts: 2 })
      expect(inputs['target'].deadLetterConfig.arn).toMatch(/:canvass-dev-dead-ticks$/)
    }
  })
})
