import { expect, test } from 'vitest'
import { playEmbedded } from './embedded-stage.ts'
import { livesAt } from './lives.ts'
import { embeddedThemes, killedTheme } from './make-story.ts'
import { report } from './report.ts'
import { askedFor, inWords, playThemes } from './schedules.ts'
import { smallDisk } from './small-disk.ts'

/**
 * Random stories on the embedded home. `npm run faults` plays 1,000 and more, a run of the tests a few of each theme.
 */
const asked = askedFor()
const each = Math.ceil((asked ?? 120) / embeddedThemes.length)
/** Every life is a process. */
const killed = asked === undefined ? 3 : 40

const full = 'a disk that is full'
const again = { test: '--project crash tests/faults/embedded.test.ts', shrink: true }
test('random stories of faults: nothing lost, nothing doubled, nothing out of order', async () => {
  const inProcess = await playThemes(
    embeddedThemes.filter((theme) => theme !== full),
    each,
    (story) => playEmbedded(story),
    again,
  )
  const lives = await playThemes(
    [killedTheme],
    killed,
    (story) => playEmbedded(story, {}, { life: livesAt(undefined) }),
    { ...again, shrink: false, lanes: 2 },
  )
  const disk = smallDisk()
  const onDisk =
    typeof disk === 'string'
      ? { rows: [], failed: [] }
      : await playThemes([full], each, (story) => playEmbedded(story, {}, { disk }), again)
  if (typeof disk === 'string') process.stdout.write(`${full}: not played, ${disk}\n`)
  else disk[Symbol.dispose]()

  const all = [inProcess, lives, onDisk]
  report(
    'embedded',
    all.flatMap(({ rows }) => rows),
    'files in a folder of this machine',
  )
  expect(all.flatMap(({ failed }) => inWords(failed))).toEqual([])
}, 3_600_000)
