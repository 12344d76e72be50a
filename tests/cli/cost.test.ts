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
  expect((await folder.feed('cost')).stdout).toMatch(/^1 feed in stage production\nthe night/)
  folder.edit('feed.yaml', 'status: live', 'status: paused')
  expect((await folder.feed('cost')).stdout).toMatch(
    /^1 feed in stage production\ncounted as if all were live: 1 of the 1 at hand are not\n/,
  )
  folder.edit('feed.yaml', 'status: paused', 'status: draft')
  const none = await folder.feed('cost')
  expect(none.exit).toBe(2)
  expect(none.stderr).toContain('is more than a draft')
  expect((await folder.feed('cost', 'us-xx-tiny')).exit).toBe(0)
})

test('a table has no more than 100 columns, the dearest service stands first, and what is nearly full with its way past', async () => {
  const { stdout } = await feed(['cost', '--feeds', '5000', '--every', '15s'], rehearsal)
  const lines = stdout.split('\n')
  expect(lines.filter((line) => line.length > 100 && !/^(too much|nearly full), /.test(line))).toEqual([])
  // Of 5,000 feeds no longer the brokers, which stand first where little is polled.
  const bill = stdout.split('\n\n')[1]?.split('\n') ?? []
  expect(bill[1]).toMatch(/^DynamoDB +[\d,]+ {2}write units/)
  expect(stdout).toMatch(
    /^too much, DynamoDB, write units a second, all tables; of one new table: get the quota of a table raised/m,
  )
  const quiet = (await feed(['cost', '--feeds', '1'], rehearsal)).stdout.split('\n\n')[1]
  expect(quiet?.split('\n')[1]).toMatch(/^MSK /)
})

test('a stage costs what its page says while nothing is polled, without any feed at hand', async () => {
  const rows = [
    ...readFileSync('docs/deploy.md', 'utf8').matchAll(/^\| .* \| ([\d,]+) \| `npx (feed cost .*)` \|$/gm),
  ]
  expect(rows).toHaveLength(4)
  for (const [, said = '', words = ''] of rows) {
    const { stdout, exit } = await feed([...words.split(' ').slice(1), '--json'], {
      environment: { CANVASS_FEEDS: 'tests/no-such-folder' },
    })
    expect(exit).toBe(0)
    const { month } = JSON.parse(stdout)
    expect(Math.abs(month.dollars - Number(said.replace(',', '')))).toBeLessThanOrEqual(5)
    expect(month.dollars).toBeCloseTo(month.idleDollars)
  }
})

test('a stage has its own sizes, on brokers of its own or of another', async () => {
  const of = async (stage: string, environment = {}) => {
    const { stdout } = await feed(['cost', '--stage', stage, '--json'], {
      environment: { ...rehearsal.environment, ...environment },
    })
    return JSON.parse(stdout)
  }
  const sizes = ({ assumed }: { assumed: Record<string, number> }) =>
    ['brokers', 'small-brokers', 'serverless-clusters', 'gateways', 'nat-instances'].map(
      (one) => assumed[one],
    )
  expect(sizes(await of('production'))).toEqual([3, 0, 0, 3, 0])
  expect(sizes(await of('staging'))).toEqual([0, 0, 1, 2, 0])
  expect(sizes(await of('kim'))).toEqual([0, 2, 0, 0, 2])
  expect(sizes(await of('kim', { CANVASS_EXISTING_BROKERS: 'b-1.kafka.example:9098' }))).toEqual([
    0, 0, 0, 0, 0,
  ])
  const { stdout } = await feed(['cost', '--stage', 'prodution'], rehearsal)
  expect(stdout).toMatch(/^3 feeds in stage prodution \(a stage to try, not "production"\)\n/)
})

test('a feed that does not compile is left out and named, unless it was asked for', async () => {
  using folder = feedsFolder()
  folder.edit('feed.yaml', 'schedule:', 'shedule:')
  const none = await folder.feed('cost')
  expect(none.exit).toBe(2)
  expect(none.stderr).toMatch(/There is no feed below .* that compiles/)
  const asked = await folder.feed('cost', 'us-xx-tiny')
  expect(asked.exit).toBe(1)
  expect(asked.stderr).toContain('SPEC_MISSING_KEY')
})

test('a folder that is not there is said to be missing', async () => {
  const { exit, stderr } = await feed(['cost'], { environment: { CANVASS_FEEDS: 'tests/no-such-folder' } })
  expect(exit).toBe(2)
  expect(stderr).toContain('There is no folder tests/no-such-folder, where feeds are looked for')
})

test.each([
  [['--feeds', '-1'], '--feeds is "-1", not a whole number up to 9,999,999'],
  [['--stage', 'my stage'], '--stage is "my stage", and a stage has a name of letters, digits and hyphens'],
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
