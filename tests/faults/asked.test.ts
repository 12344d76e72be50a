import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { askedOf } from './asked.ts'
import { killedTheme, makeStory } from './make-story.ts'
import { again } from './replay.ts'
import { type Group, playThemes } from './schedules.ts'

const nothing = { schedules: undefined, seed: undefined, theme: undefined, story: undefined }
const well = { broken: [], repeated: 0, polls: 1, seconds: 0 }
const lostOnce = { ...well, broken: ['lost: there is no head'] }
const group = (themes: readonly string[], played: unknown[] = []): Group => ({
  themes,
  each: 2,
  play: async (story) => {
    played.push(`${story.theme} ${story.seed}`)
    return story.seed === 7 ? lostOnce : well
  },
})
const options = { test: 'x.test.ts', homes: 'embedded', print: () => undefined }

describe('what is asked for is played, or the run fails', () => {
  test.each(['1.000', '50x', '0', '-3', '', '1e3'])('"%s" is no number of schedules', (text) => {
    expect(() => askedOf({ CANVASS_FAULTS: text })).toThrow('CANVASS_FAULTS')
    expect(() => askedOf({ CANVASS_FAULT_SEED: text })).toThrow('CANVASS_FAULT_SEED')
  })

  test('a theme that is misspelt is answered with those that there are', () => {
    expect(() => askedOf({ CANVASS_FAULT_THEME: 'pollers that raced' })).toThrow('pollers that race;')
  })

  test('nothing asked is a smoke run', () => {
    expect(askedOf({})).toEqual(nothing)
  })

  test('a seed of a theme is played alone, in the group that has the theme', async () => {
    const played: string[] = []
    const groups = [group(['a', 'b'], played), group(['c'], played)]
    await playThemes(groups, options, { ...nothing, seed: 5, theme: 'c' })
    expect(played).toEqual(['c 5'])
  })

  test('a theme that these homes do not have fails, as does a run without a single schedule', async () => {
    const asked = { ...nothing, theme: killedTheme }
    await expect(playThemes([group(['a'])], options, asked)).rejects.toThrow('nothing was played')
    await expect(playThemes([], options, nothing)).rejects.toThrow('nothing was played')
  })

  test('a theme that could not be had here is not taken for one that was played', async () => {
    const { rows } = await playThemes(
      [{ ...group(['a']), missing: 'no disk' }, group(['b'])],
      options,
      nothing,
    )
    expect(rows.map(({ fault, schedules }) => [fault, schedules])).toEqual([['b', 2]])
  })

  test('a story from a file is played as it stands there', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'canvass-asked-'))
    const file = join(folder, 'story.json')
    const story = makeStory(3, 'pollers that race')
    writeFileSync(file, JSON.stringify(story))
    const asked = askedOf({ CANVASS_FAULT_STORY: file })
    rmSync(folder, { recursive: true })
    const heard: unknown[] = []
    const play: Group['play'] = async (one) => (heard.push(one), well)
    await playThemes([{ ...group([story.theme]), play }], options, asked)
    expect(heard).toEqual([story])
  })

  test('a failure is told with a command that can be pasted as it is', async () => {
    const lines: string[] = []
    const print = (line: string): void => void lines.push(line)
    const told = await playThemes([group(['a'])], { ...options, print }, { ...nothing, seed: 7 })
    expect(told.failed).toEqual(['a, seed 7: lost: there is no head'])
    expect(lines.join('\n').split('\n')).toContain(
      "CANVASS_FAULT_SEED=7 CANVASS_FAULT_THEME='a' npx vitest run x.test.ts -t 'nothing doubled'",
    )
  })

  test('a quote in a theme does not end the command', () => {
    const story = { ...makeStory(1, 'a'), theme: "the county's" }
    expect(again(story, 'x')).toContain(`CANVASS_FAULT_THEME='the county'\\''s'`)
  })
})
