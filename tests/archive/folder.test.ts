import { createHash } from 'node:crypto'
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zstdCompressSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { folderArchive } from '../../engine/archive/folder.ts'
import { bodyOf } from '../../engine/flow/collect.ts'
import type { FeedId, Sha256 } from '../../engine/model/ids.ts'

const { signal } = new AbortController()
const feed = 'us-nc-precinct' as FeedId
const table = 'Wake;Smith;1204\n'.repeat(2_000)
const sha256 = (text: string): Sha256 => createHash('sha256').update(text).digest('hex') as Sha256
const hash = sha256(table)

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'canvass-archive-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const bodyFile = (): string => join(folder, 'bodies', hash.slice(0, 2), `${hash}.zst`)
const temporary = (): string[] => readdirSync(join(folder, 'temporary'))
const read = async (): Promise<string> =>
  Buffer.concat(await Array.fromAsync(folderArchive(folder).get(hash, signal))).toString()

test('keeps a body compressed under its hash, and no temporary file beside it', async () => {
  await folderArchive(folder).put(bodyOf(table), signal)
  expect(statSync(bodyFile()).size).toBeLessThan(table.length / 10)
  expect(temporary()).toEqual([])
})

test('removes the temporary file of a body that failed', async () => {
  async function* breaking(): AsyncIterable<Uint8Array> {
    yield Buffer.from(table)
    throw new Error('gone')
  }
  await expect(folderArchive(folder).put(breaking(), signal)).rejects.toThrow('gone')
  expect(temporary()).toEqual([])
})

describe('a body that the disk has damaged', () => {
  const damage: readonly [string, (whole: Buffer) => Uint8Array][] = [
    ['that is cut off', (whole) => whole.subarray(0, -10)],
    ['that is empty', () => new Uint8Array()],
    ['with a byte that changed', (whole) => whole.fill(whole[12] === 7 ? 8 : 7, 12, 13)],
    ['that is not compressed', () => Buffer.from(table)],
    ['that is another body', () => zstdCompressSync(table.replace('1204', '1205'))],
  ]

  test.each(damage)('%s is ARCHIVE_DAMAGED', async (_, change) => {
    await folderArchive(folder).put(bodyOf(table), signal)
    writeFileSync(bodyFile(), change(readFileSync(bodyFile())))
    await expect(read()).rejects.toMatchObject({ code: 'ARCHIVE_DAMAGED' })
  })

  test('is healed by writing it again', async () => {
    const archive = folderArchive(folder)
    await archive.put(bodyOf(table), signal)
    writeFileSync(bodyFile(), 'rust')
    await archive.put(bodyOf(table), signal)
    expect(await read()).toBe(table)
  })
})

describe('what a killed process leaves behind', () => {
  const leftOver = (): string => join(folder, 'temporary', 'left-over')
  beforeEach(async () => {
    await folderArchive(folder).put(bodyOf('something else'), signal)
    writeFileSync(leftOver(), zstdCompressSync(table))
  })

  test('is no content', async () => {
    await expect(read()).rejects.toMatchObject({ code: 'ARCHIVE_MISSING' })
  })

  test('stays for a day, since a living process may be writing it', async () => {
    await folderArchive(folder).put(bodyOf(table), signal)
    expect(temporary()).toEqual(['left-over'])
  })

  test('is removed after a day', async () => {
    const written = statSync(leftOver()).mtimeMs / 1_000 - 25 * 60 * 60
    utimesSync(leftOver(), written, written)
    await folderArchive(folder).put(bodyOf(table), signal)
    expect(temporary()).toEqual([])
  })
})

describe('an entry that the disk has damaged', () => {
  const capture = { hash: sha256('capture'), payloads: [] }
  const revisions = (): string => join(folder, 'feeds', feed, 'revisions')
  const captures = (): string => join(folder, 'feeds', feed, 'captures')
  const only = (of: string): string => join(of, readdirSync(of)[0] ?? '')
  beforeEach(async () => {
    const archive = folderArchive(folder)
    await archive.recordCapture(feed, '2024-11-06T00:30:00Z', capture, signal)
    await archive.recordRevision(feed, 12, hash, signal)
  })

  test.each(['', '{"revis', 'null', '{"revision":11,"changeset":"00"}', `{"revision":12,"changeset":"00"}`])(
    'is ARCHIVE_ENTRY_DAMAGED: %s',
    async (text) => {
      writeFileSync(only(revisions()), text)
      writeFileSync(only(captures()), text)
      const archive = folderArchive(folder)
      const damaged = { code: 'ARCHIVE_ENTRY_DAMAGED' }
      await expect(Array.fromAsync(archive.revisions(feed, signal))).rejects.toMatchObject(damaged)
      await expect(Array.fromAsync(archive.captures(feed, signal))).rejects.toMatchObject(damaged)
      await expect(archive.recordRevision(feed, 12, hash, signal)).rejects.toMatchObject(damaged)
    },
  )

  test('also when it is whole, but under the name of another', async () => {
    renameSync(only(revisions()), join(revisions(), '0000000000000013.json'))
    await expect(Array.fromAsync(folderArchive(folder).revisions(feed, signal))).rejects.toMatchObject({
      code: 'ARCHIVE_ENTRY_DAMAGED',
    })
  })

  test('files that are no entries are left out of the lists', async () => {
    for (const name of ['.DS_Store', 'notes.txt', '12.json']) {
      writeFileSync(join(revisions(), name), '')
      writeFileSync(join(captures(), name), '')
    }
    const archive = folderArchive(folder)
    expect(await Array.fromAsync(archive.revisions(feed, signal))).toHaveLength(1)
    expect(await Array.fromAsync(archive.captures(feed, signal))).toHaveLength(1)
  })
})

test('says ARCHIVE_FAILED, with the folder, where it can not write or read', async () => {
  const file = join(folder, 'file')
  writeFileSync(file, '')
  const failed = { code: 'ARCHIVE_FAILED', retryable: true, message: expect.stringContaining(file) }
  const archive = folderArchive(file)
  await expect(archive.put(bodyOf('x'), signal)).rejects.toMatchObject(failed)
  await expect(archive.recordRevision(feed, 1, hash, signal)).rejects.toMatchObject(failed)
  await expect(Array.fromAsync(archive.revisions(feed, signal))).rejects.toMatchObject(failed)
  await expect(Array.fromAsync(archive.get(hash, signal))).rejects.toMatchObject(failed)
})
