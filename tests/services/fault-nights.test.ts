import { describe, expect, test } from 'vitest'
import { asked, isWhole } from '../faults/asked.ts'
import { type Night, nightThemes } from '../faults/desk/night.ts'
import { playNight } from '../faults/desk/play.ts'
import { playNights } from '../faults/desk/play-nights.ts'
import { realWorld } from '../faults/desk/world.ts'
import { report } from '../faults/report.ts'
import { needs } from './needs.ts'

/**
 * Random nights behind the log on the real servers: two consumers over Kafka, and DynamoDB behind a proxy. `npm run faults`
 * plays more than 100, a run of the tests one of each theme; `asked.ts` says what else can be asked for.
 */
const { schedules } = asked
const { endpoints, missing, named } = needs('dynamodb', 'kafka')

describe.skipIf(missing !== undefined)(named('random nights of consumers on the real servers'), () => {
  test('nothing lost, nothing doubled, nothing out of order', async () => {
    const { rows, failed } = await playNights(
      {
        each: Math.ceil((schedules ?? 10) / 10 / nightThemes.length),
        test: '--project services tests/services/fault-nights.test.ts',
        // Most of their time is spent waiting for brokers.
        lanes: 4,
        async play(night: Night) {
          await using world = await realWorld(endpoints)
          return await playNight(night, world)
        },
      },
      asked,
    )
    const words = 'Consumers and processors over Apache Kafka, and DynamoDB Local behind a proxy'
    report('real consumers', rows, words, { asked: schedules, isWhole })
    expect(failed).toEqual([])
  }, 3_600_000)
})
