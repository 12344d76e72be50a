import { describe, expect, test } from 'vitest'
import type { Archive } from '../../engine/archive/archive.ts'
import type { FeedId, Sha256 } from '../../engine/model/ids.ts'
import { capture, type OpenArchive, sha256 } from './archive-samples.ts'

const feed = 'us-nc-precinct' as FeedId
const { signal } = new AbortController()
const all = async <T>(items: AsyncIterable<T>): Promise<T[]> => await Array.fromAsync(items)

export function listConformance(home: () => OpenArchive): void {
  const archive = (): Archive => home().archive
  const later = async (): Promise<Archive> => (await home().reopen?.()) ?? archive()

  describe('captures', () => {
    test('of a feed that has none are an empty list', async () => {
      expect(await all(archive().captures(feed, signal))).toEqual([])
    })

    test('come back as they were recorded, oldest first, whatever the order and the time zone', async () => {
      const times = [
        '2024-11-06T00:30:00Z',
        '2024-11-05T19:30:00.250-05:00',
        '2024-11-06T00:30:00.500Z',
        '2024-11-05T20:30:01-05:00',
        '2024-11-06T01:30:02Z',
      ]
      const entries = times.map((capturedAt, n) => ({ capturedAt, capture: capture(`body ${n}`) }))
      for (const entry of [3, 0, 4, 2, 1].map((n) => entries[n])) {
        // oxlint-disable-next-line no-await-in-loop -- the order is the point
        if (entry) await archive().recordCapture(feed, entry.capturedAt, entry.capture, signal)
      }
      expect(await all((await later()).captures(feed, signal))).toEqual(entries)
    })

    test('recorded again are there once', async () => {
      const one = capture('one')
      for (let n = 0; n < 3; n++) {
        // oxlint-disable-next-line no-await-in-loop -- again, not at once
        await archive().recordCapture(feed, '2024-11-06T00:30:00Z', one, signal)
      }
      expect(await all(archive().captures(feed, signal))).toHaveLength(1)
    })

    test('of the same bytes at another time, and of other bytes at the same time, are captures of their own', async () => {
      await archive().recordCapture(feed, '2024-11-06T00:30:00Z', capture('one'), signal)
      await archive().recordCapture(feed, '2024-11-06T00:30:15Z', capture('one'), signal)
      await archive().recordCapture(feed, '2024-11-06T00:30:15Z', capture('two'), signal)
      expect(await all(archive().captures(feed, signal))).toHaveLength(3)
    })

    test('belong to their feed', async () => {
      await archive().recordCapture('us-nc' as FeedId, '2024-11-06T00:30:00Z', capture('one'), signal)
      expect(await all(archive().captures(feed, signal))).toEqual([])
      expect(await all(archive().captures('us-nc' as FeedId, signal))).toHaveLength(1)
    })

    test('at no time that could be put in order are refused', async () => {
      await expect(archive().recordCapture(feed, 'tonight', capture('one'), signal)).rejects.toMatchObject({
        code: 'ARCHIVE_NAME_REFUSED',
      })
    })
  })

  describe('revisions', () => {
    const changeset = (revision: number): Sha256 => sha256(`changeset ${revision}`)
    const record = async (...revisions: readonly number[]): Promise<void> => {
      for (const revision of revisions) {
        // oxlint-disable-next-line no-await-in-loop -- the order is the point
        await archive().recordRevision(feed, revision, changeset(revision), signal)
      }
    }
    const entries = (...revisions: readonly number[]): unknown =>
      revisions.map((revision) => ({ revision, changeset: changeset(revision) }))

    test('of a feed that has none are an empty list', async () => {
      expect(await all(archive().revisions(feed, signal))).toEqual([])
    })

    test('come newest first by number, not by text', async () => {
      await record(1, 2, 10, 9, 100_000, 99_999)
      expect(await all((await later()).revisions(feed, signal))).toEqual(
        entries(100_000, 99_999, 10, 9, 2, 1),
      )
    })

    test('come from below a revision downwards, which is not among them', async () => {
      await record(1, 2, 3, 4)
      expect(await all(archive().revisions(feed, signal, 3))).toEqual(entries(2, 1))
      expect(await all(archive().revisions(feed, signal, 1))).toEqual([])
      expect(await all(archive().revisions(feed, signal, 1_000))).toEqual(entries(4, 3, 2, 1))
    })

    test('recorded again with the same changeset are there once', async () => {
      await record(1, 1, 1)
      expect(await all(archive().revisions(feed, signal))).toEqual(entries(1))
    })

    test('recorded again with another changeset are refused, and the first one stays', async () => {
      await record(7)
      const other = sha256('another changeset')
      await expect(archive().recordRevision(feed, 7, other, signal)).rejects.toMatchObject({
        code: 'ARCHIVE_CONFLICT',
      })
      expect(await all((await later()).revisions(feed, signal))).toEqual(entries(7))
    })

    test('of two writers at the same moment one wins, and the other learns of it', async () => {
      const writers = Array.from({ length: 6 }, (_, n) =>
        archive().recordRevision(feed, 1, sha256(`writer ${n}`), signal),
      )
      const ends = await Promise.allSettled(writers)
      const winner = ends.findIndex((end) => end.status === 'fulfilled')
      expect(ends.filter((end) => end.status === 'fulfilled')).toHaveLength(1)
      expect(await all(archive().revisions(feed, signal))).toEqual([
        { revision: 1, changeset: sha256(`writer ${winner}`) },
      ])
    })

    test('belong to their feed', async () => {
      await record(1)
      expect(await all(archive().revisions('us-nc' as FeedId, signal))).toEqual([])
    })
  })
}
