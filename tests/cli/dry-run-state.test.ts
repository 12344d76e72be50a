import { copyFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readConfig } from '../../engine/config.ts'
import { embeddedHomes } from '../../engine/entry/embedded-homes.ts'
import { pollFeed } from '../../engine/entry/poll-feed.ts'
import { planOf } from '../helpers/judged.ts'
import { manualClock } from '../helpers/manual-clock.ts'
import { type FeedsFolder, feedsFolder } from './feeds-folder.ts'

/** One poll of us-xx-tiny, as `feed run` would do it; answers with the changeset that it committed. */
async function polled(
  folder: FeedsFolder,
  start = '2024-11-06T03:00:00Z',
): Promise<string | null | undefined> {
  const config = readConfig({ CANVASS_ENV_FILE: '/dev/null', ...folder.environment })
  const { signal } = new AbortController()
  const plan = planOf(folder.tiny('feed.yaml'))
  await using homes = embeddedHomes(config, { clock: manualClock({ start }) })
  await pollFeed(plan, homes, config, signal)
  return (await homes.state.peek(plan.feed, signal))?.last
}

test('--state judges on what this machine has published', async () => {
  using folder = feedsFolder()
  await polled(folder)
  copyFileSync(folder.tiny('fixtures/fall/results.csv'), folder.tiny('live.csv'))
  const { exit, stdout } = await folder.feed('dry-run', 'us-xx-tiny', '--state', '--at', '2024-11-05 22:30')
  expect(exit).toBe(3)
  expect(stdout).toContain('judged on revision 1')
  expect(stdout).toContain('HELD CHECK_FALL ocd-division/country:us/state:xx/county:clark: 1 result')
  expect(stdout).toContain('a poll would publish 2 revised')
})

test('and changes nothing of it', async () => {
  using folder = feedsFolder()
  await polled(folder)
  const asked = ['dry-run', 'us-xx-tiny', '--state', '--capture', 'fall', '--json'] as const
  const first = JSON.parse((await folder.feed(...asked)).stdout)
  expect(first).toMatchObject({ revision: 1, changes: { added: 0, revised: 2 }, heldResults: 1 })
  expect(JSON.parse((await folder.feed(...asked)).stdout)).toEqual(first)
})

test('a feed that was never polled here is judged on nothing', async () => {
  using folder = feedsFolder()
  const { exit, stdout } = await folder.feed('dry-run', 'us-xx-tiny', '--state', '--capture', 'fall')
  expect(exit).toBe(0)
  expect(stdout).toContain('judged on nothing before')
})

test('a dry run names the very changeset that a poll at that time commits', async () => {
  using folder = feedsFolder()
  const foretold = async (at: string) =>
    JSON.parse((await folder.feed('dry-run', 'us-xx-tiny', '--state', '--at', at, '--json')).stdout).changeset
  const first = await foretold('2024-11-06T03:00:00Z')
  expect(await polled(folder)).toBe(first)
  copyFileSync(folder.tiny('fixtures/fall/results.csv'), folder.tiny('live.csv'))
  const second = await foretold('2024-11-06T03:15:00Z')
  expect(second).not.toBe(first)
  expect(await polled(folder, '2024-11-06T03:15:00Z')).toBe(second)
  expect(await foretold('2024-11-06T03:15:00Z')).toBeNull()
})
