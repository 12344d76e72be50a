import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { feedsFolder } from './feeds-folder.ts'

test('all feeds that are no drafts are compiled, under the hashes of feed validate', async () => {
  using folder = feedsFolder()
  const out = join(folder.path, 'out')
  const { exit, stdout, stderr } = await folder.feed('compile', '--out', out)
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' })
  const [validated = ''] = (await folder.feed('validate')).stdout.split('  fine')
  expect(stdout).toMatch(
    new RegExp(`^${validated}\n→ 1 plan, .* KB, in .*plans\\.mjs; docs/compile\\.md says`),
  )
  expect(readFileSync(join(out, 'plans.mjs'), 'utf8')).toContain('\n  "us-xx-tiny": ')
  expect(readFileSync(join(out, 'poller.mjs'), 'utf8')).toMatch(/import\('\.\/plans\.mjs'\)/)
})

test('the same feeds in another folder give the same bytes', async () => {
  const texts = await Promise.all(
    [1, 2].map(async () => {
      using folder = feedsFolder()
      await folder.feed('compile', '--out', folder.path)
      return readFileSync(join(folder.path, 'plans.mjs'), 'utf8')
    }),
  )
  expect(texts[1]).toBe(texts[0])
})

test('a folder that can not be written is wrong usage, and is named', async () => {
  using folder = feedsFolder()
  const out = join(folder.tiny('feed.yaml'), 'out')
  const written = await folder.feed('compile', '--out', out)
  expect(written.stderr).toMatch(/^CLI_FOLDER_UNWRITABLE .*feed\.yaml\/out can not be written to: ENOTDIR/)
  const recorded = await folder.feed('record', 'us-xx-tiny', '--out', out)
  expect(recorded.stderr).toMatch(/^CLI_FOLDER_UNWRITABLE .*feed\.yaml\/out can not be written to: ENOTDIR/)
  expect([written.exit, recorded.exit]).toEqual([2, 2])
})

test('a draft is compiled where it is named', async () => {
  using folder = feedsFolder()
  folder.edit('feed.yaml', 'status: live', 'status: draft')
  const all = await folder.feed('compile', '--out', folder.path)
  expect(all.stdout).toMatch(/^→ There are no plans in .*: all feeds below .* are drafts/)
  const { plans } = {
    plans: JSON.parse((await folder.feed('compile', 'us-xx-tiny', '--out', folder.path, '--json')).stdout),
  }
  expect(plans.feeds).toEqual([{ feed: 'us-xx-tiny', planHash: expect.stringMatching(/^[0-9a-f]{64}$/) }])
})

test('problems of a spec are printed, and nothing is written', async () => {
  using folder = feedsFolder()
  folder.edit('feed.yaml', 'decode:', 'decoed:')
  const { exit, stderr } = await folder.feed('compile', '--out', join(folder.path, 'out'))
  expect(exit).toBe(1)
  expect(stderr).toContain('SPEC_UNKNOWN_KEY')
  expect(existsSync(join(folder.path, 'out'))).toBe(false)
})

test('--apart writes each plan by itself, and takes away those that are gone, and no file of anybody else', async () => {
  using folder = feedsFolder()
  const plans = join(folder.path, 'plans')
  const first = JSON.parse((await folder.feed('compile', '--apart', '--out', folder.path, '--json')).stdout)
  expect(first.files).toEqual([
    'plans.mjs',
    expect.stringMatching(/^plans\/election_us_2024_.*_[0-9a-f]{8}\.mjs$/),
    expect.stringMatching(/^plans\/expression_[0-9a-f]{16}\.mjs$/),
    expect.stringMatching(/^plans\/feed_us_xx_tiny_[0-9a-f]{8}\.mjs$/),
    'poller.mjs',
  ])
  writeFileSync(join(plans, 'mine.mjs'), '')
  folder.edit('feed.yaml', 'feed: us-xx-tiny', 'feed: us-xx-small')
  await folder.feed('compile', '--apart', '--out', folder.path)
  expect(existsSync(join(folder.path, first.files[3]))).toBe(false)
  expect(existsSync(join(folder.path, first.files[1]))).toBe(true)
  expect(existsSync(join(plans, 'mine.mjs'))).toBe(true)
})
