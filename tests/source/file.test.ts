import { mkdir, mkdtemp, rename, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { file } from '../../engine/source/file.ts'
import { collectingSite, context, fetchAll, textsOf } from './fetching.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canvass-file-'))
})
afterAll(() => rm(folder, { recursive: true }))

const source = (options: Parameters<typeof file.create>[0]) =>
  file.create(options, collectingSite(join(folder, 'feed.yaml')))
const code = (expected: string) => expect.objectContaining({ code: expected }) as Error

describe('paths', () => {
  test('start at the folder of the spec, and the origin is what the spec says', async () => {
    await mkdir(join(folder, 'captures'), { recursive: true })
    await writeFile(join(folder, 'captures/a.csv'), 'a,b')
    const { brought } = await fetchAll(source({ path: 'captures/a.csv' }))
    expect(brought).toMatchObject([{ request: 'main', origin: 'captures/a.csv', text: 'a,b' }])
  })

  test('may be absolute', async () => {
    const path = join(folder, 'b.csv')
    await writeFile(path, 'b')
    expect(textsOf((await fetchAll(source({ path }))).brought)).toEqual(['b'])
  })

  test.each([[{}], [{ path: 'a.csv', files: { a: 'a.csv' } }]])('are one or several: %j', (options) => {
    const site = collectingSite()
    file.create(options, site)
    expect(site.errors.map((error) => error.code)).toEqual(['SOURCE_OPTIONS_UNCLEAR'])
  })
})

describe('what can not be read', () => {
  test.each([
    ['a file that is missing', 'missing.csv', 'SOURCE_MISSING'],
    ['a file below a file', 'plain.csv/a.csv', 'SOURCE_MISSING'],
    ['a folder', '.', 'SOURCE_NOT_A_FILE'],
    ['a device', '/dev/null', 'SOURCE_NOT_A_FILE'],
    ['a file without a byte', 'empty.csv', 'SOURCE_EMPTY'],
    ['a path that goes in a circle', 'circle', 'SOURCE_FAILED'],
  ])('%s', async (_, path, expected) => {
    await writeFile(join(folder, 'plain.csv'), 'a')
    await writeFile(join(folder, 'empty.csv'), '')
    await rm(join(folder, 'circle'), { force: true })
    await symlink('circle', join(folder, 'circle'))
    await expect(fetchAll(source({ path }))).rejects.toThrow(code(expected))
  })
})

describe('a change', () => {
  const path = 'changing.csv'
  const write = (text: string) => writeFile(join(folder, path), text)

  test('is seen by size, by time, and when another file takes the place', async () => {
    const at = new Date('2024-11-06T01:00:00Z')
    await write('one')
    await utimes(join(folder, path), at, at)
    let { cursors } = await fetchAll(source({ path }))
    const next = async () => {
      const fetched = await fetchAll(source({ path }), { cursors })
      cursors = fetched.cursors
      return textsOf(fetched.brought)
    }
    expect(await next()).toEqual([undefined])
    await write('three')
    await utimes(join(folder, path), at, at)
    expect(await next()).toEqual(['three'])
    await write('seven')
    expect(await next()).toEqual(['seven'])
    await utimes(join(folder, path), at, at)
    await next()
    await writeFile(join(folder, 'other.csv'), 'eight')
    await utimes(join(folder, 'other.csv'), at, at)
    await rename(join(folder, 'other.csv'), join(folder, path))
    expect(await next()).toEqual(['eight'])
  })

  test.each<[string, () => Promise<void>]>([
    ['grows', () => writeFile(join(folder, path), 'x'.repeat(300_000))],
    ['shrinks', () => truncate(join(folder, path), 70_000)],
    ['is written again', () => writeFile(join(folder, path), 'y'.repeat(200_000))],
  ])('during the reading is an error: the file %s', async (_, change) => {
    await write('x'.repeat(200_000))
    const past = new Date('2024-11-06T01:00:00Z')
    await utimes(join(folder, path), past, past)
    const reading = async () => {
      for await (const fetched of source({ path }).fetch(context())) {
        if (fetched.kind !== 'payload') continue
        let pieces = 0
        for await (const piece of fetched.payload.body) {
          expect(piece.byteLength).toBeGreaterThan(0)
          pieces += 1
          if (pieces === 1) await change()
        }
      }
    }
    await expect(reading()).rejects.toThrow(code('SOURCE_CHANGED'))
  })
})
