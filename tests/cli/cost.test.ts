import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { blocksOf } from '../docs/blocks.ts'
import { feed } from '../helpers/feed-command.ts'
import { feedsFolder } from './feeds-folder.ts'

const rehearsal = { environment: { CANVASS_FEEDS: 'feeds/rehearsal/feeds' } }

test('the example of docs/cost.md is what the command prints', async () => {
  const [example] = blocksOf('docs/cost.md')
  const { exit, stdout } = await feed(['cost', '--feeds', '500', '--every', '15s'], rehearsal)
  expect(exit).toBe(0)
  expect(`$ feed cost --feeds 500 --every 15s\n${stdout.replaceAll(/ +$/gm, '')}`).toBe(example?.text)
  expect(readFileSync('docs/cost.md', 'utf8')).toContain('CANVASS_FEEDS=feeds/rehearsal/feeds npx feed cost')
})

test('--json has the night, the month, the limits, and what they are made of', async () => {
  const { stdout } = await feed(['cost', '--json'], rehearsal)
  const said = JSON.parse(stdout)
  expect(said.prices).toMatchObject({ at: '2026-11-26', region: 'us-east-1' })
  expect(said.assumed['payload-kilobytes']).toBe(500)
  expect(said.feeds).toHaveLength(3)
  expect(said.night.dollars).toBeLessThan(said.month.dollars)
  expect(said.limits[0].part).toBeGreaterThanOrEqual(said.limits[1].part)
  const night = JSON.parse((await feed(['cost', '--night', '--json'], rehearsal)).stdout)
  expect([night.night, night.month]).toEqual([said.night, undefined])
})

test('a number that is said is printed and counts', async () => {
  const { stdout } = await feed(['cost', '--month', '--assume', 'brokers=0'], rehearsal)
  expect(stdout).not.toContain('broker hours')
  expect(stdout).toMatch(/^brokers +0 {2}/m)
  expect(stdout).toContain('month, $')
  expect(stdout).not.toContain('night, $')
})

test('feeds that are not live are left out where some are, and counted and said where none is', async () => {
  using folder = feedsFolder()
  expect((await folder.feed('cost')).stdout).toMatch(/^1 feed\n/)
  folder.edit('feed.yaml', 'status: live', 'status: paused')
  expect((await folder.feed('cost')).stdout).toMatch(
    /^1 feed, counted as if all were live \(1 of the 1 at hand are not\)\n/,
  )
  folder.edit('feed.yaml', 'status: paused', 'status: draft')
  const none = await folder.feed('cost')
  expect(none.exit).toBe(2)
  expect(none.stderr).toContain('is more than a draft')
  expect((await folder.feed('cost', 'us-xx-tiny')).exit).toBe(0)
})

test.each([
  [['--feeds', '0'], '--feeds is "0", not a whole number from 1 to 9,999,999'],
  [['--every', '15'], '--every is "15", which is no span of time'],
  [['--every', '500ms'], '--every is "500ms", which is no span of time of a second or more'],
  [['--assume', 'brokerz=1'], 'Did you mean "brokers"?'],
  [['--assume', 'payload-kilobytes'], 'without a number above 0'],
  [['--assume', 'tasks=0'], 'without a number above 0'],
])('%j is wrong usage: %s', async (words, message) => {
  const { exit, stderr } = await feed(['cost', ...words], rehearsal)
  expect(exit).toBe(2)
  expect(stderr).toContain(message)
})
