import { expect, test } from 'vitest'
import { asked, isWhole } from '../asked.ts'
import { report } from '../report.ts'
import { nightThemes } from './night.ts'
import { playNight } from './play.ts'
import { playNights } from './play-nights.ts'
import { embeddedWorld } from './world.ts'

/**
 * Random nights behind the log, on the embedded homes: consumers and processors. `npm run faults` plays 1,000 and more, a
 * run of the tests a few of each theme; `asked.ts` says what else can be asked for.
 */
const { schedules } = asked

test('random nights of consumers: nothing lost, nothing doubled, nothing out of order', async () => {
  const { rows, failed } = await playNights(
    {
      each: Math.ceil((schedules ?? 70) / nightThemes.length),
      test: '--project crash tests/faults/desk/nights.test.ts',
      async play(night) {
        await using world = embeddedWorld(night)
        return await playNight(night, world)
      },
    },
    asked,
  )
  const words = 'Consumers and processors over files in memory'
  report('embedded consumers', rows, words, { asked: schedules, isWhole })
  expect(failed).toEqual([])
}, 3_600_000)
