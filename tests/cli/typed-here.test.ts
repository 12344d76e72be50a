import { expect, test } from 'vitest'
import { table } from '../../engine/cli/table.ts'
import { typedHere } from '../../engine/cli/typed-here.ts'
import { feedProcess } from '../helpers/feed-command.ts'
import { firstCounts, night } from '../helpers/night.ts'

const plain = typedHere({ settings: undefined, called: 'feed', home: undefined }, table)
const typed = typedHere({ settings: 'a b/env', called: 'npx feed', home: undefined }, table)

test.each([
  ['See the figures: feed results', "See the figures: CANVASS_ENV_FILE='a b/env' npx feed results"],
  ['"feed run" polls it.', `"CANVASS_ENV_FILE='a b/env' npx feed run" polls it.`],
  ['type npx feed holds x', "type CANVASS_ENV_FILE='a b/env' npx feed holds x"],
  ['CANVASS_ENV_FILE=c npx feed holds', 'CANVASS_ENV_FILE=c npx feed holds'],
  ['npx feed rehearse --resume', 'npx feed rehearse --resume'],
  ['See "feed --help".', 'See "npx feed --help".'],
  ['the feed holds', 'the feed holds'],
  ['the newest feed results-late', 'the newest feed results-late'],
  ['feed x: nothing', 'feed x: nothing'],
])('commands carry the settings file that a variable told of: %s', (text, expected) => {
  expect(typed(text)).toBe(expected)
  expect(plain(text)).toBe(text)
})

test.each([
  ['See the figures: feed results', 'See the figures: npx feed results'],
  ['Run "feed rehearse" first.', 'Run "npx feed rehearse" first.'],
  ['npx feed holds', 'npx feed holds'],
  ['CANVASS_ENV_FILE=c npx feed holds', 'CANVASS_ENV_FILE=c npx feed holds'],
  ['the feed holds', 'the feed holds'],
])('and are called as this one was: %s', (text, expected) => {
  expect(typedHere({ settings: undefined, called: 'npx feed', home: undefined }, table)(text)).toBe(expected)
})

test('a feed that the shell knows stays so, with its settings', () => {
  const here = typedHere({ settings: 'env', called: 'feed', home: undefined }, table)
  expect(here('more: feed holds')).toBe('more: CANVASS_ENV_FILE=env feed holds')
})

test.each([
  ['See the figures: feed results', 'See the figures: feed results --home aws'],
  ['feed release h-1 --why "…"', 'feed release --home aws h-1 --why "…"'],
  ['→ feed run --once', '→ feed run --home aws --once'],
  ['More: npx feed why x', 'More: npx feed why --home aws x'],
  // What opens no homes has no such option; what has one is left alone.
  ['feed validate x', 'feed validate x'],
  ['feed rehearse --resume', 'feed rehearse --resume'],
  ['See "feed holds --help".', 'See "feed holds --help".'],
  ['feed setup --home embedded', 'feed setup --home embedded'],
  ['the feed holds', 'the feed holds'],
])('and are on the homes that were typed: %s', (text, expected) => {
  expect(typedHere({ settings: undefined, called: 'feed', home: 'aws' }, table)(text)).toBe(expected)
})

test('npm tells the program that it was started by npx', async () => {
  const environment = { CANVASS_FEEDS: 'none', npm_command: 'exec' }
  const { stderr } = await feedProcess(['holds', '--al'], { environment })
  expect(stderr).toContain('See "CANVASS_ENV_FILE=/dev/null npx feed holds --help"')
})

test('in hints, in lines and in problems; not in what machines read', async () => {
  const one = night()
  const around = { settings: 'some/env', called: 'npx feed' }
  const asked = await one.feed(['results'], around)
  expect(asked.stdout).toBe(
    '→ There are no results yet. Poll the feeds once: CANVASS_ENV_FILE=some/env npx feed run --once\n',
  )
  one.publish(firstCounts)
  await one.feed(['run', '--once'])
  one.publish({ ...firstCounts, Elm: [1_100, 2_900] })
  await one.feed(['run', '--once'])
  const holds = await one.feed(['holds'], around)
  expect(holds.stdout).toMatch(/^ {2}CANVASS_ENV_FILE=some\/env npx feed release h-/m)
  const wrong = await one.feed(['holds', '--al'], around)
  expect(wrong.stderr).toContain('See "CANVASS_ENV_FILE=some/env npx feed holds --help"')
  const json = await one.feed(['status', 'us-xx-none', '--json'], around)
  expect(json.stdout).not.toContain('some/env')
})
