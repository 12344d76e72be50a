import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../../engine/config.ts'
import { openHomes } from '../../engine/entry/homes.ts'
import type { FeedId } from '../../engine/model/ids.ts'
import type { Clock } from '../../engine/time/clock.ts'
import { type Ended, feed, feedProcess } from '../helpers/feed-command.ts'
import { manualClock } from '../helpers/manual-clock.ts'
import { cloudEnvironment, cloudNeeds, keepSecret } from './cloud-home.ts'
import { type Zephyria, zephyria } from './zephyria.ts'

const { missing, named } = cloudNeeds
const homes = ['embedded', 'aws'] as const
type Home = (typeof homes)[number]
const { signal } = new AbortController()

/** Feeds are polled side by side: whoever sleeps must not move the time of the others. */
const standing = (time: string): Clock => {
  const clock = manualClock({ start: time, auto: true })
  const now = clock.now()
  return { ...clock, now: () => now }
}

/** Each of these shows something that the one before did not; polls close at 02:00. */
const moments = [
  ['2026-11-04T01:55:00Z', 'before the polls close'],
  ['2026-11-04T02:26:00Z', 'the hour has come'],
  ['2026-11-04T03:10:00Z', 'a page that is no result, and a test deck'],
  ['2026-11-04T03:40:00Z', 'a correction, and the feed that was held is back'],
  ['2026-11-04T04:15:00Z', 'a fall'],
  ['2026-11-04T05:10:00Z', 'the last files'],
] as const
const last = '2026-11-04T05:20:00Z'

/** How many versions a current result has had depends on how its changes came in batches, and so on the log. */
const uncounted = ({ exit, stdout, stderr }: Ended): Ended => {
  const drop = (_: string, value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || !('decidedAt' in value)) return value
    const {
      id: _id,
      revision: _revision,
      previous: _previous,
      kind: _kind,
      ...rest
    } = value as Record<string, unknown>
    return rest
  }
  return { exit, stderr, stdout: stdout.startsWith('{') ? JSON.stringify(JSON.parse(stdout, drop)) : stdout }
}

describe.skipIf(missing)(named('the shipped night, polled on one machine and in the cloud'), () => {
  let folder: string
  let offices: Zephyria
  let environment: Readonly<Record<string, string>>
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'canvass-cloud-night-'))
    offices = await zephyria(folder)
    const { password } = offices
    environment = { ...cloudEnvironment(folder), CANVASS_SECRET_ORCHARD_SFTP: password }
    await keepSecret(environment, 'orchard-sftp', password)
    const { exit, stderr } = await feed(['setup', '--home', 'aws'], { environment })
    if (exit !== 0) throw new Error(stderr)
  })
  afterAll(async () => {
    await offices?.[Symbol.asyncDispose]()
    rmSync(folder, { recursive: true, force: true })
  })

  /** The same command at the same moment on both homes. */
  async function both(time: string, ...words: readonly string[]): Promise<Readonly<Record<Home, Ended>>> {
    const ends: Ended[] = []
    for (const home of homes) {
      const around = { environment, clock: standing(time) }
      const { exit, stdout, stderr } = await feed([...words, '--home', home], around)
      ends.push({
        exit,
        stdout: stdout.replaceAll(` --home ${home}`, ''),
        stderr: stderr.replaceAll(` --home ${home}`, ''),
      })
    }
    const [embedded, aws] = ends as [Ended, Ended]
    return { embedded, aws }
  }
  /** What both say, which must be the same. */
  async function same(time: string, ...words: readonly string[]): Promise<Ended> {
    const { embedded, aws } = await both(time, ...words)
    expect(uncounted(aws)).toEqual(uncounted(embedded))
    return aws
  }

  test.each(moments)('feed run --once at %s, %s: the same outcomes, revisions and holds', async (time) => {
    offices.moveTo(time)
    const { embedded, aws } = await both(time, 'run', '--once', '--json')
    const sorted = ({ stdout }: Ended) => stdout.trim().split('\n').toSorted()
    expect(sorted(aws)).toEqual(sorted(embedded))
    expect([aws.exit, aws.stderr]).toEqual([embedded.exit, ''])
    expect(aws.stdout).not.toContain('failed')
  })

  test('every changeset of every feed has the same hash', async () => {
    const chains: string[][] = []
    for (const home of homes) {
      await using open = await openHomes(readConfig(environment, home))
      const chain: string[] = []
      for (const id of ['zz-state', 'zz-harbor', 'zz-orchard'] as FeedId[])
        for await (const { revision, changeset } of open.archive.revisions(id, signal))
          chain.push(`${id} ${revision} ${changeset}`)
      chains.push(chain)
    }
    expect(chains[1]).toEqual(chains[0])
    expect(chains[1]?.length).toBeGreaterThan(10)
  })

  test.each([
    ['results', '--json'],
    ['results', '--figures'],
    ['results', '--feed', 'zz-harbor', '--csv', '--at', '2026-11-04T03:15:00Z'],
    ['results', '--at', '21:15'],
    ['results'],
    ['status', '--json'],
    ['status'],
    ['holds', '--json'],
    ['holds'],
    ['dry-run', 'zz-harbor', '--state', '--json'],
  ])('feed %s %s says the same of both', async (...words) => {
    const { stdout } = await same(last, ...words)
    expect(stdout).not.toBe('')
  })

  test('processes of their own find the same', async () => {
    for (const [words, aside] of [
      // The night is long over: nobody polls any more.
      [['results', '--figures'], /^Nothing of this has been checked since [^\n]+\n$/],
      [['holds', '--json'], /^$/],
    ] as const) {
      const ends = homes.map(async (home) => {
        const ended = await feedProcess([...words, '--home', home], { environment })
        return { ...ended, stderr: ended.stderr.replaceAll(` --home ${home}`, '') }
      })
      const [embedded, aws] = await Promise.all(ends)
      expect(aws).toEqual(embedded)
      expect(aws?.stderr).toMatch(aside)
      expect(aws?.stdout).toContain('dock-street')
    }
  })

  test('feed why follows the same figures to the same bytes: counted, corrected, held, and a sum', async () => {
    const { stdout } = await same(last, 'results', '--figures')
    const figures = stdout
      .split('\n')
      .filter((line) =>
        /dock-street\/ines-calder|library\/.*cider-mill\/yes|dune\/ada-quill|state:zz\/ada-quill/.test(line),
      )
    expect(figures.length).toBeGreaterThan(3)
    for (const line of figures) {
      const { exit } = await same(last, 'why', line.split(/\s/)[0] ?? '', '--json')
      expect(exit).toBe(0)
    }
  })

  test('feed trace shows the same polls, each with the same steps', async () => {
    const { embedded, aws } = await both(last, 'trace', 'zz-orchard', '--json')
    expect(aws.exit).toBe(0)
    expect(outlineOf(aws.stdout)).toEqual(outlineOf(embedded.stdout))
    expect(outlineOf(aws.stdout)).toContain('published')
  })

  test('feed hold and feed release are orders on both, and a release is published at once', async () => {
    const held = await same(last, 'hold', 'zz-harbor', 'precinct:dock-street', '--why', 'ask first', '--json')
    expect(held.exit).toBe(0)
    expect((await same(last, 'holds')).stdout).toContain('ask first')
    const { stdout } = await same(last, 'holds', '--json')
    const ids = (JSON.parse(stdout) as { holds: { id: string }[] }).holds.map(({ id }) => id)
    expect(ids).toHaveLength(2)
    const released = await same(
      last,
      'release',
      ...ids,
      '--why',
      'the office confirmed it',
      '--poll',
      '--json',
    )
    expect(JSON.parse(released.stdout)).toMatchObject({
      polls: [{ feed: 'zz-harbor', outcome: 'published', revision: 6 }],
    })
    expect(await same(last, 'holds')).toMatchObject({ exit: 0, stdout: expect.stringContaining('Nothing') })
    expect((await same(last, 'results', '--contest', 'zz/harbor/sheriff', '--json')).stdout).toContain('611')
  })

  test('feed replay publishes every message again under its id, and nothing changes', async () => {
    const before = await same(last, 'results', '--json')
    const replayed = await same(last, 'replay', 'zz-state', '--json')
    expect(JSON.parse(replayed.stdout)).toMatchObject({ replayed: { from: 1 } })
    expect(await same(last, 'results', '--json')).toEqual(before)
  })
})

/** A capture is archived while it is judged: which of the two ends first is of no account. */
const archivedFirst = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.toSorted((one, other) => Number(isArchived(other)) - Number(isArchived(one)))
    : value
const isArchived = ({ event, step }: { readonly event?: string; readonly step?: string }): boolean =>
  event === 'capture.archived' || step === 'archive'

/** What happened, without names, moments and spans. */
const outlineOf = (json: string): string =>
  JSON.stringify(JSON.parse(json), (name, value: unknown) =>
    /^(poll|at|from|to|ms|milliseconds|began|start|end|place|kept\w*)$/.test(name)
      ? undefined
      : archivedFirst(value),
  )
