import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bodyOf } from '../../engine/flow/collect.ts'
import type { FeedId } from '../../engine/model/ids.ts'
import { bodyConformance } from './archive-bodies.ts'
import { listConformance } from './archive-lists.ts'
import { capture, type OpenArchive, sha256 } from './archive-samples.ts'

const feed = 'us-nc-precinct' as FeedId
const { signal } = new AbortController()
const all = async <T>(items: AsyncIterable<T>): Promise<T[]> => await Array.fromAsync(items)

/** Every promise of the Archive port. `open` gives an empty archive. */
export function archiveConformance(name: string, open: () => Promise<OpenArchive>): void {
  describe(`${name} keeps the promises of an archive`, () => {
    let home: OpenArchive
    beforeEach(async () => {
      home = await open()
    })
    afterEach(() => home.close())

    bodyConformance(() => home)
    listConformance(() => home)

    test.each(['', '.', '..', '../other', 'a/b', '/etc', 'a\\b', 'a\0b', 'a'.repeat(300)])(
      'takes no feed called %j',
      async (id) => {
        const { archive } = home
        const refused = { code: 'ARCHIVE_NAME_REFUSED' }
        const bad = id as FeedId
        await expect(archive.recordRevision(bad, 1, sha256('x'), signal)).rejects.toMatchObject(refused)
        await expect(
          archive.recordCapture(bad, '2024-11-06T00:30:00Z', capture('x'), signal),
        ).rejects.toMatchObject(refused)
        await expect(all(archive.revisions(bad, signal))).rejects.toMatchObject(refused)
        await expect(all(archive.captures(bad, signal))).rejects.toMatchObject(refused)
      },
    )

    test('does nothing once the signal has aborted', async () => {
      const { archive } = home
      const reason = new Error('stop')
      const aborted = AbortSignal.abort(reason)
      const { sha256: hash } = await archive.put(bodyOf('here'), signal)
      await expect(archive.put(bodyOf('not here'), aborted)).rejects.toBe(reason)
      await expect(all(archive.get(hash, aborted))).rejects.toBe(reason)
      await expect(archive.recordCapture(feed, '2024-11-06T00:30:00Z', capture('x'), aborted)).rejects.toBe(
        reason,
      )
      await expect(archive.recordRevision(feed, 1, hash, aborted)).rejects.toBe(reason)
      await expect(all(archive.captures(feed, aborted))).rejects.toBe(reason)
      await expect(all(archive.revisions(feed, aborted))).rejects.toBe(reason)
      await expect(all(archive.get(sha256('not here'), signal))).rejects.toMatchObject({
        code: 'ARCHIVE_MISSING',
      })
      expect(await all(archive.captures(feed, signal))).toEqual([])
      expect(await all(archive.revisions(feed, signal))).toEqual([])
    })
  })
}
