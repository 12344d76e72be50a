import { globSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { embeddedHomes } from '../../engine/entry/embedded-homes.ts'
import { pollFeed } from '../../engine/entry/poll-feed.ts'
import { replay } from '../../engine/entry/replay.ts'
import { topics } from '../../engine/model/envelope.ts'
import type { FeedId } from '../../engine/model/ids.ts'
import { planOf } from '../helpers/judged.ts'
import { firstCounts, type Night, night } from '../helpers/night.ts'

const signal = new AbortController().signal
const feed = 'us-xx-county' as FeedId
const all = { from: 1, head: undefined }

async function twice(): Promise<Night> {
  const one = night()
  one.publish(firstCounts)
  await one.feed(['run', '--once'])
  one.publish({ ...firstCounts, Oak: [1_300, 1_000] })
  await one.feed(['run', '--once'])
  return one
}

async function idsIn({ environment }: Night): Promise<readonly string[]> {
  await using homes = embeddedHomes({ data: environment['CANVASS_HOME'] ?? '', environment: {} })
  const ids: string[] = []
  for await (const { messages } of homes.reader('test').read([topics.changes], { drain: true, signal }))
    ids.push(...messages.map(({ id }) => id))
  return ids
}

test('a replay publishes the same messages again, oldest first, and changes no figure', async () => {
  const one = await twice()
  const before = (await one.feed(['results', '--feed', 'us-xx-county', '--csv'])).stdout
  const { exit, stdout } = await one.feed(['replay', feed])
  expect(stdout).toContain('2 changesets published again, revisions 1 to 2, 4 messages under the same ids')
  expect(exit).toBe(0)
  expect((await one.feed(['results', '--feed', 'us-xx-county', '--csv'])).stdout).toBe(before)
  const ids = await idsIn(one)
  expect(ids).toHaveLength(8)
  expect(new Set(ids).size).toBe(4)
  const replayedOak = ids.filter((id) => id.endsWith('county:oak')).slice(2)
  expect(replayedOak.map((id) => id.split('/')[1])).toEqual(['1', '2'])
})

test('a replay begins where it is told to, and says when there is nothing from there on', async () => {
  const one = await twice()
  expect((await one.json(['replay', feed, '--from', '2'])).lines).toMatchObject([
    { replayed: { from: 2, to: 2, changesets: 1, messages: 1 } },
  ])
  expect((await one.feed(['replay', feed, '--from', '3'])).stdout).toContain('There is nothing to replay')
  const wrong = await one.feed(['replay', feed, '--from', 'two'])
  expect(wrong.stderr).toContain('--from is "two", not the number of a revision')
  expect(wrong.exit).toBe(2)
})

test('a poll that commits between two changesets of a replay is not undone by the older one', async () => {
  const one = await twice()
  const plan = planOf(`${one.folder}/feeds/us-xx/${feed}/feed.yaml`)
  await using homes = embeddedHomes({ data: one.environment['CANVASS_HOME'] ?? '', environment: {} })
  one.publish({ ...firstCounts, Oak: [1_700, 1_000] })
  let polled: Promise<unknown> | undefined
  const log = {
    maxMessageBytes: homes.log.maxMessageBytes,
    async publish(...call: Parameters<typeof homes.log.publish>) {
      polled ??= pollFeed(plan, homes, { build: 1 }, signal)
      await polled
      await homes.log.publish(...call)
    },
    [Symbol.asyncDispose]: async () => undefined,
  }
  const replayed = await replay(feed, all, { archive: homes.archive, log }, () => undefined, signal)
  expect(replayed).toMatchObject({ from: 1, to: 2 })
  expect(await polled).toMatchObject({ kind: 'published', revision: 3 })
  await one.feed(['run', '--once'])
  expect((await one.feed(['results', '--feed', 'us-xx-county'])).stdout).toMatch(/Oak +1,700 +1,000/)
})

test('a chain with a gap is refused before anything is published', async () => {
  const one = await twice()
  await using homes = embeddedHomes({ data: one.environment['CANVASS_HOME'] ?? '', environment: {} })
  const archive = {
    ...homes.archive,
    async *revisions(...call: Parameters<typeof homes.archive.revisions>) {
      for await (const entry of homes.archive.revisions(...call)) if (entry.revision !== 2) yield entry
    },
  }
  one.publish({ ...firstCounts, Oak: [1_400, 1_000] })
  await one.feed(['run', '--once'])
  await expect(replay(feed, all, { archive, log: homes.log }, () => undefined, signal)).rejects.toMatchObject(
    {
      code: 'REPLAY_CHAIN_BROKEN',
    },
  )
  expect(await idsIn(one)).toHaveLength(5)
})

const forget = ({ folder }: Night, revision: number): void => {
  const [file = ''] = globSync(join(folder, `data/archive/feeds/${feed}/revisions/*${revision}.json`))
  rmSync(file)
}

test.each([
  ['the newest of two', [2], 'ends with revision 1'],
  ['all', [1, 2], 'ends with none'],
])('a replay without the changesets that the state has committed is refused: %s', async (_, lost, said) => {
  const one = await twice()
  for (const revision of lost) forget(one, revision)
  for (const more of [[], ['--from', '2']]) {
    const { exit, stderr } = await one.feed(['replay', feed, ...more])
    expect(stderr).toContain(
      `REPLAY_NEWEST_MISSING The state of ${feed} is at revision 2, and the archive ${said}`,
    )
    expect(exit).toBe(1)
  }
  expect(await idsIn(one)).toHaveLength(4)
})

test('a replay from a revision that is missing is refused, and says from where on it can be', async () => {
  const one = await twice()
  forget(one, 1)
  const { exit, stderr } = await one.feed(['replay', feed])
  expect(stderr).toContain('REPLAY_OLDEST_MISSING')
  expect(stderr).toContain('--from 2')
  expect(exit).toBe(1)
  expect((await one.feed(['replay', feed, '--from', '2'])).exit).toBe(0)
})

test('a revision that is committed and not yet archived is no gap, and is named', async () => {
  const one = await twice()
  forget(one, 2)
  await using homes = embeddedHomes({ data: one.environment['CANVASS_HOME'] ?? '', environment: {} })
  const head = await homes.state.peek(feed, signal)
  const pending = head && { ...head, pending: head.last }
  expect(await replay(feed, { from: 1, head: pending }, homes, () => undefined, signal)).toMatchObject({
    to: 1,
    pending: 2,
  })
})
