import { expect, test } from 'vitest'
import { bodyOf } from '../../engine/flow/collect.ts'
import type { Change, Changeset } from '../../engine/model/changeset.ts'
import { type FeedId, type PlanHash, resultKey, type Sha256 } from '../../engine/model/ids.ts'
import type { Figures } from '../../engine/model/result.ts'
import { sealed } from '../../engine/poll/changeset.ts'
import { isBehind, standing } from '../../engine/poll/restore.ts'
import { memoryArchive } from '../crash/memory-archive.ts'

const { signal } = new AbortController()
const feed = 'us-xx-one' as FeedId
const key = (unit: string) => resultKey('xx/mayor', unit)

const change = (unit: string, votes: number | null): Change => ({
  kind: votes === null ? 'withdrawn' : 'revised',
  key: key(unit),
  previous: 1,
  before: null,
  record:
    votes === null
      ? null
      : {
          election: 'e',
          contest: { id: 'xx/mayor', name: 'Mayor', type: 'candidate' },
          unit: { id: unit, type: 'county', name: unit },
          selections: [{ id: 'smith', name: 'Smith', writeIn: false, votes: { total: votes } }],
        },
  digest: votes === null ? null : `${votes}`.padStart(32, '0'),
  locators: [],
})
const figures = (votes: number): Figures => ({
  digest: `${votes}`.padStart(32, '0') as Figures['digest'],
  revision: 1,
  votes: { smith: votes },
})

/** An archive in which each of these became a revision. */
async function archived(...revisions: readonly (readonly Change[])[]) {
  const archive = memoryArchive()
  let predecessor: Sha256 | null = null
  for (const [at, changes] of revisions.entries()) {
    const changeset: Changeset = {
      feed,
      revision: at + 1,
      predecessor,
      plan: 'p' as PlanHash,
      capture: 'c' as Sha256,
      capturedAt: '2024-11-05T20:00:00.000Z',
      releases: [],
      changes,
    }
    const { text, hash } = sealed(changeset)
    await archive.put(bodyOf(text), signal)
    await archive.recordRevision(feed, at + 1, hash, signal)
    predecessor = hash
  }
  return { archive, last: predecessor }
}

test('a head that is up to date stands as its state says', async () => {
  const { archive, last } = await archived([change('wake', 10)])
  const state = new Map([[key('wake'), figures(10)]])
  expect(await isBehind(archive, feed, { revision: 1 }, signal)).toBe(false)
  expect(await standing(archive, feed, { revision: 1, last }, state, signal)).toEqual({
    state,
    revision: 1,
    last,
    restored: false,
  })
})

test('a feed without a revision is not behind', async () => {
  expect(await isBehind(memoryArchive(), feed, { revision: 0 }, signal)).toBe(false)
})

test('a head that was restored goes on from the highest revision, with what consumers have seen since', async () => {
  const { archive, last } = await archived(
    [change('wake', 10), change('durham', 5)],
    [change('wake', 20)],
    [change('wake', 30), change('durham', null)],
  )
  const state = new Map([
    [key('wake'), figures(10)],
    [key('durham'), figures(5)],
  ])
  expect(await isBehind(archive, feed, { revision: 1 }, signal)).toBe(true)
  const stands = await standing(archive, feed, { revision: 1, last: 'old' as Sha256 }, state, signal)
  expect(stands).toMatchObject({ revision: 3, last, restored: true })
  expect(stands.state.get(key('wake'))).toMatchObject({ revision: 3, votes: { smith: 30 } })
  expect(stands.state.get(key('durham'))).toMatchObject({ revision: 3, gone: true })
  expect(state.get(key('wake'))).toEqual(figures(10))
})
