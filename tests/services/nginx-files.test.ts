import { rename, rm, truncate, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { http } from '../../engine/source/http.ts'
import { type Publisher, sourceConformance } from '../conformance/source.ts'
import { collectingSite, context, fetchAll, textsOf } from '../source/fetching.ts'
import { type Nginx, noNginx, startNginx } from './nginx.ts'

const missing = noNginx()
const named = (name: string): string => (missing === undefined ? name : `${name} (${missing})`)
const source = (url: string) => http.create({ url, allow_private: true }, collectingSite())

/** Files are as old as they would be at an office, unless a test says otherwise: a second apart, and not of this moment. */
let seconds = 0
async function put(nginx: Nginx, name: string, content: string | Uint8Array): Promise<void> {
  const path = join(nginx.folder, name)
  seconds += 1
  const at = new Date(Date.UTC(2024, 10, 6) + seconds * 1_000)
  await writeFile(`${path}.new`, content)
  await utimes(`${path}.new`, at, at)
  await rename(`${path}.new`, path)
}

describe.skipIf(missing)(named('files behind nginx'), () => {
  let nginx: Nginx
  beforeAll(async () => {
    nginx = await startNginx(`
      location /zipped/   { alias @/files/; gzip on; gzip_types *; gzip_min_length 1; }
      location /stored/   { alias @/files/; gzip_static on; }
      location /dateless/ { alias @/files/; add_header Last-Modified ""; etag on; }
      location /timed/    { alias @/files/; etag off; }
      location /slow/     { alias @/files/; limit_rate 40k; }
    `)
  })
  afterAll(() => nginx[Symbol.asyncDispose]())

  let publishers = 0
  sourceConformance('http', async (): Promise<Publisher> => {
    publishers += 1
    const prefix = `${publishers}-`
    const names = new Set<string>()
    return {
      secrets: {},
      source: (wanted) => {
        const urls = wanted.map((name) => [name, { url: `${nginx.url}/${prefix}${name}.csv` }])
        return http.create({ requests: Object.fromEntries(urls), allow_private: true }, collectingSite())
      },
      async publish(name, text) {
        names.add(name)
        await put(nginx, `${prefix}${name}.csv`, text)
      },
      withdraw: (name) => rm(join(nginx.folder, `${prefix}${name}.csv`)),
      async [Symbol.asyncDispose]() {
        for (const name of names) await rm(join(nginx.folder, `${prefix}${name}.csv`), { force: true })
      },
    }
  })

  /** What nginx was asked since, by a fetch that it answered. */
  const asked = async (path: string) => (await nginx.requests()).filter((one) => one.path === path)

  test.each([
    ['as it is', '', /^"/],
    ['compressed on the way, with a weak ETag', '/zipped', /^W\/"/],
    ['with a time alone', '/timed', /^-$/],
    ['with an ETag alone', '/dateless', /^"/],
  ])('a file %s is sent once, and once more when it has changed', async (_, prefix, etag) => {
    const name = `once${prefix.slice(1)}.csv`
    const path = `${prefix}/${name}`
    const feed = source(`${nginx.url}${path}`)
    await put(nginx, name, 'a,b\n'.repeat(1_000))
    const first = await fetchAll(feed)
    expect(first.brought).toMatchObject([{ text: 'a,b\n'.repeat(1_000), contentType: 'text/csv' }])
    const second = await fetchAll(feed, first)
    expect(second.brought).toEqual([{ request: 'main', kind: 'unmodified' }])
    await put(nginx, name, 'a,c\n'.repeat(1_000))
    const third = await fetchAll(feed, second)
    expect(textsOf(third.brought)).toEqual(['a,c\n'.repeat(1_000)])
    expect((await fetchAll(feed, third)).brought).toMatchObject([{ kind: 'unmodified' }])
    const requests = await asked(path)
    expect(requests.map(({ status }) => status)).toEqual([200, 304, 200, 304])
    expect(requests.map(({ range }) => range)).toEqual(['-', '-', '-', '-'])
    expect(requests[1]?.ifNoneMatch).toMatch(etag)
  })

  test('an older file that is put back counts as a change', async () => {
    const path = join(nginx.folder, 'back.csv')
    const [early, late] = [new Date('2024-11-06T01:00:00Z'), new Date('2024-11-06T02:00:00Z')]
    const feed = source(`${nginx.url}/timed/back.csv`)
    await writeFile(path, 'late')
    await utimes(path, late, late)
    const first = await fetchAll(feed)
    await writeFile(path, 'early')
    await utimes(path, early, early)
    expect(textsOf((await fetchAll(feed, first)).brought)).toEqual(['early'])
  })

  test.each(['', '/timed', '/zipped'])(
    'two files of one length in one second are both brought (%s)',
    async (prefix) => {
      const path = join(nginx.folder, 'same.csv')
      const feed = source(`${nginx.url}${prefix}/same.csv`)
      let now: Date
      let first: Awaited<ReturnType<typeof fetchAll>>
      // Written and fetched in one second, by the server's clock: another file may follow in it. Again if that took too long.
      do {
        now = new Date(Math.floor(Date.now() / 1_000) * 1_000)
        await writeFile(path, 'a,1200')
        await utimes(path, now, now)
        first = await fetchAll(feed)
      } while (Date.now() - now.getTime() > 1_900)
      await writeFile(path, 'a,1300')
      await utimes(path, now, now)
      expect(textsOf((await fetchAll(feed, first)).brought)).toEqual(['a,1300'])
    },
  )

  test('a file that was compressed beforehand comes as it was', async () => {
    await put(nginx, 'stored.csv.gz', gzipSync('a,b'))
    await put(nginx, 'stored.csv', 'a,b')
    const feed = source(`${nginx.url}/stored/stored.csv`)
    const first = await fetchAll(feed)
    expect(textsOf(first.brought)).toEqual(['a,b'])
    expect((await fetchAll(feed, first)).brought).toEqual([{ request: 'main', kind: 'unmodified' }])
  })

  test('a file that is replaced while it is read stays what it was; one that is cut is broken', async () => {
    const text = 'x'.repeat(150_000)
    const reading = async (change: () => Promise<void>): Promise<string> => {
      await put(nginx, 'long.csv', text)
      const pieces: Uint8Array[] = []
      for await (const fetched of source(`${nginx.url}/slow/long.csv`).fetch(context())) {
        if (fetched.kind !== 'payload') continue
        for await (const piece of fetched.payload.body) {
          if (pieces.push(piece) === 1) await change()
        }
      }
      return Buffer.concat(pieces).toString()
    }
    expect(await reading(() => put(nginx, 'long.csv', 'y'.repeat(10)))).toBe(text)
    await expect(reading(() => truncate(join(nginx.folder, 'long.csv'), 1_000))).rejects.toMatchObject({
      code: 'SOURCE_BODY_BROKEN',
      retryable: true,
    })
  }, 60_000)
})
