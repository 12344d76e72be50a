import { expect, test } from 'vitest'
import { table } from '../../engine/cli/table.ts'
import { typedHere } from '../../engine/cli/typed-here.ts'
import { firstCounts, night } from '../helpers/night.ts'

const typed = typedHere(
  'a b/env',
  table.map(({ name }) => name),
)

test.each([
  ['See the figures: feed results', "See the figures: CANVASS_ENV_FILE='a b/env' npx feed results"],
  ['"feed run" polls it.', `"CANVASS_ENV_FILE='a b/env' npx feed run" polls it.`],
  ['type npx feed holds x', "type CANVASS_ENV_FILE='a b/env' npx feed holds x"],
  ['CANVASS_ENV_FILE=c npx feed holds', 'CANVASS_ENV_FILE=c npx feed holds'],
  ['npx feed rehearse --resume', 'npx feed rehearse --resume'],
  ['the feed holds', 'the feed holds'],
  ['the newest feed results-late', 'the newest feed results-late'],
  ['feed x: nothing', 'feed x: nothing'],
])('commands carry the settings file that a variable told of: %s', (text, expected) => {
  expect(typed(text)).toBe(expected)
  expect(typedHere(undefined, ['results'])(text)).toBe(text)
})

test('in hints, in lines and in problems; not in what machines read', async () => {
  const one = night()
  const settings = 'some/env'
  const asked = await one.feed(['results'], { settings })
  expect(asked.stdout).toBe('→ There are no results yet: CANVASS_ENV_FILE=some/env npx feed run --once\n')
  one.publish(firstCounts)
  await one.feed(['run', '--once'])
  one.publish({ ...firstCounts, Elm: [1_100, 2_900] })
  await one.feed(['run', '--once'])
  const holds = await one.feed(['holds'], { settings })
  expect(holds.stdout).toMatch(/^ {2}CANVASS_ENV_FILE=some\/env npx feed release h-/m)
  const wrong = await one.feed(['holds', '--al'], { settings })
  expect(wrong.stderr).toContain('See "CANVASS_ENV_FILE=some/env npx feed holds --help"')
  const json = await one.feed(['status', 'us-xx-none', '--json'], { settings })
  expect(json.stdout).not.toContain('some/env')
})
