import { expect, test } from 'vitest'
import { asked, isWhole } from './asked.ts'
import { playEmbedded } from './embedded-stage.ts'
import { livesAt } from './lives.ts'
import { embeddedThemes, killedTheme } from './make-story.ts'
import { report } from './report.ts'
import { playThemes } from './schedules.ts'
import { smallDisk } from './small-disk.ts'

/**
 * Random stories on the embedded home. `npm run faults` plays 1,000 and more, a run of the tests a few of each theme;
 * `asked.ts` says what else can be asked for.
 */
const { schedules } = asked
const each = Math.ceil((schedules ?? 120) / embeddedThemes.length)
/** Every life is a process. */
const killed = Math.ceil((schedules ?? 75) / 25)

const full = 'a disk that is full'
test('random stories of faults: nothing lost, nothing doubled, nothing out of order', async () => {
  const small = smallDisk()
  using disk = typeof small === 'string' ? undefined : small
  const { rows, failed } = await playThemes(
    [
      {
        themes: embeddedThemes.filter((theme) => theme !== full),
        each,
        play: (story) => playEmbedded(story),
        isExact: true,
      },
      {
        themes: [killedTheme],
        each: killed,
        play: (story) => playEmbedded(story, {}, { life: livesAt(undefined) }),
        lanes: 2,
      },
      {
        themes: [full],
        each,
        play: (story) => playEmbedded(story, {}, disk === undefined ? {} : { disk }),
        missing: typeof small === 'string' ? small : undefined,
        isExact: true,
      },
    ],
    { test: '--project crash tests/faults/embedded.test.ts', homes: 'embedded' },
    asked,
  )
  report('embedded', rows, 'Files in a folder of this machine', { asked: schedules, isWhole })
  expect(failed).toEqual([])
}, 3_600_000)
