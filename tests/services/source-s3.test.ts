import { randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clientOptions } from '../../engine/aws/client-options.ts'
import { s3 } from '../../engine/source/s3.ts'
import { type Publisher, sourceConformance } from '../conformance/source.ts'
import { startHttpServer } from '../helpers/http-server.ts'
import { manualClock } from '../helpers/manual-clock.ts'
import { collectingSite, context, fetchAll, textsOf } from '../source/fetching.ts'
import { needs } from './needs.ts'
import { accessTo } from './server-access.ts'

type Options = Parameters<typeof s3.create>[0]
const { endpoints, missing, named } = needs('s3')
const code = (expected: string) => expect.objectContaining({ code: expected }) as Error

describe.skipIf(missing)(named('objects of a publisher'), () => {
  let client: S3Client
  let bucket: string
  beforeAll(async () => {
    client = new S3Client({ ...clientOptions(accessTo({ s3: endpoints.s3 }), 's3'), forcePathStyle: true })
    bucket = await newBucket()
  })
  afterAll(() => client.destroy())

  async function newBucket(): Promise<string> {
    const name = `office-${randomUUID()}`
    await client.send(new CreateBucketCommand({ Bucket: name }))
    return name
  }
  const aws = (region: string) => ({ ...accessTo({ s3: endpoints.s3 }), region })
  const put = (key: string, body: string | Uint8Array, more: object = {}, to = bucket) =>
    client.send(new PutObjectCommand({ Bucket: to, Key: key, Body: body, ...more }))
  const source = (options: Partial<Options>, site = collectingSite()) =>
    s3.create({ bucket, region: 'us-east-1', ...options }, site)
  const fetch = (options: Partial<Options>, given: Parameters<typeof fetchAll>[1] = {}) =>
    fetchAll(source(options), { aws, ...given })

  sourceConformance('s3', async (): Promise<Publisher> => {
    const own = await newBucket()
    const objects = (names: readonly string[]) =>
      Object.fromEntries(names.map((name) => [name, { key: `${name}.csv` }]))
    return {
      secrets: {},
      given: { aws },
      source: (names) => source({ bucket: own, objects: objects(names) }),
      publish: async (name, text) => void (await put(`${name}.csv`, text, {}, own)),
      withdraw: async (name) =>
        void (await client.send(new DeleteObjectCommand({ Bucket: own, Key: `${name}.csv` }))),
      async [Symbol.asyncDispose]() {},
    }
  })

  test.each<[string, Partial<Options>]>([
    ['nothing to read', {}],
    ['a key and a pattern', { key: 'a', pattern: '*' }],
    ['a prefix without a pattern', { prefix: 'a/' }],
    ['one object and several', { key: 'a', objects: { b: { key: 'b' } } }],
  ])('are not: %s', (_, options) => {
    const site = collectingSite()
    source(options, site)
    expect(site.errors.map((error) => error.code)).toEqual(['SOURCE_OPTIONS_UNCLEAR'])
  })

  test('are the newest that matches, in the version that was listed', async () => {
    const folder = `${randomUUID()}/`
    await put(`${folder}results_1.csv`, 'one')
    await put(`${folder}readme.txt`, 'none')
    await put(`${folder}deeper/results_9.csv`, 'deeper')
    const options = { prefix: folder, pattern: 'results_*.csv' }
    const first = await fetch(options)
    expect(first.brought).toMatchObject([{ origin: `s3://${bucket}/${folder}results_1.csv`, text: 'one' }])
    expect((await fetch(options, { cursors: first.cursors })).brought).toEqual([
      { request: 'main', kind: 'unmodified' },
    ])
    await put(`${folder}results_2.csv`, 'two')
    expect(textsOf((await fetch(options, { cursors: first.cursors })).brought)).toEqual(['two'])
  })

  test('are all that match, each an item', async () => {
    const folder = `${randomUUID()}/`
    await put(`${folder}b.csv`, 'of b')
    await put(`${folder}a.csv`, 'of a')
    const options = { objects: { counties: { prefix: folder, pattern: '*.csv', every: true } } }
    const { brought, cursors } = await fetch(options)
    expect(brought).toMatchObject([
      { request: 'counties', item: 'a.csv', text: 'of a' },
      { request: 'counties', item: 'b.csv', text: 'of b' },
    ])
    await put(`${folder}a.csv`, 'of a, later')
    expect(textsOf((await fetch(options, { cursors })).brought)).toEqual(['of a, later', undefined])
  })

  test('are found on every page of a long listing', async () => {
    const folder = `${randomUUID()}/`
    for (let at = 0; at < 1_010; at += 101) {
      const names = Array.from({ length: 101 }, (_, index) => `n${String(at + index).padStart(5, '0')}.csv`)
      // oxlint-disable-next-line no-await-in-loop -- a hundred at once are enough
      await Promise.all(names.map((name) => put(`${folder}${name}`, name)))
    }
    const { brought } = await fetch({ prefix: folder, pattern: 'n010*.csv', every: true })
    expect(brought).toHaveLength(10)
  })

  test('say which version was read', async () => {
    const own = await newBucket()
    const versioning = { Bucket: own, VersioningConfiguration: { Status: 'Enabled' } } as const
    await client.send(new PutBucketVersioningCommand(versioning))
    const { VersionId: version } = await put('a.csv', 'one', {}, own)
    const { cursors } = await fetch({ bucket: own, key: 'a.csv' })
    expect(version).toBeTruthy()
    expect(cursors['main']).toMatchObject({ version })
  })

  test('are decoded as their content coding says, and bounded then too', async () => {
    const key = `${randomUUID()}.json`
    await put(key, gzipSync('x'.repeat(5_000)), { ContentEncoding: 'gzip', ContentType: 'application/json' })
    const { brought } = await fetch({ key })
    expect(brought).toMatchObject([{ contentType: 'application/json', text: 'x'.repeat(5_000) }])
    await expect(fetch({ key }, { maxBytes: 4_999 })).rejects.toThrow(code('SOURCE_TOO_LARGE'))
  })

  test.each<[string, Partial<Options>, string]>([
    ['a bucket that is missing', { bucket: 'no-such-office', key: 'a' }, 'SOURCE_MISSING'],
    ['a key that is missing', { key: 'nothing' }, 'SOURCE_MISSING'],
    ['a pattern that none matches', { prefix: 'nowhere/', pattern: '*' }, 'SOURCE_NO_MATCH'],
  ])('are missed at %s', async (_, options, expected) => {
    await expect(fetch(options)).rejects.toThrow(code(expected))
  })

  test.each<[number, string, number]>([
    [503, 'SOURCE_UNAVAILABLE', 2],
    [403, 'SOURCE_DENIED', 0],
    [301, 'SOURCE_STATUS', 0],
    [412, 'SOURCE_CHANGED', 2],
  ])('are not had where the service answers %i', async (status, expected, pauses) => {
    await using server = await startHttpServer((_, response) => response.writeHead(status).end())
    const clock = manualClock({ auto: true })
    const there = () => ({ ...accessTo({ s3: server.url }) })
    await expect(fetch({ key: 'a' }, { aws: there, clock })).rejects.toThrow(code(expected))
    expect(clock.slept).toHaveLength(pauses)
  })

  test.each<[string, Options['credentials'], string | undefined]>([
    ['without a signature', undefined, undefined],
    ['as this machine', 'environment', 'test'],
    ['as the owner of a key', { key_id: { secret: 'id' }, secret_key: { secret: 'key' } }, 'AKIAOFFICE'],
  ])('are asked for %s', async (_, credentials, owner) => {
    const seen: (string | undefined)[] = []
    await using server = await startHttpServer((request, response) => {
      seen.push(request.headers.authorization)
      return response.end('one')
    })
    const secrets = { id: 'AKIAOFFICE', key: 'hush' }
    const options = { key: 'a', ...(credentials && { credentials }) }
    await fetch(options, { aws: () => accessTo({ s3: server.url }), secrets })
    expect(seen.map((header) => /Credential=(\w+)\//.exec(header ?? '')?.[1])).toEqual([owner])
    expect(seen[0] === undefined).toBe(owner === undefined)
  })

  test('end in an error where the body is cut, and where nobody answers', async () => {
    await using server = await startHttpServer((_, response) => {
      response.writeHead(200, { 'Content-Length': '10' }).write('half')
      setImmediate(() => response.destroy())
    })
    const there = { aws: () => accessTo({ s3: server.url }) }
    const given = { retries: { attempts: 1 }, timeouts: { connect: '200ms', answer: '300ms' } }
    await expect(fetch({ key: 'a', ...given }, there)).rejects.toMatchObject({
      code: expect.stringMatching(/^SOURCE_(UNREACHABLE|BODY_BROKEN)$/) as string,
    })
    await using silent = await startHttpServer(() => undefined)
    const nobody = { aws: () => accessTo({ s3: silent.url }) }
    await expect(fetch({ key: 'a', ...given }, nobody)).rejects.toThrow(code('SOURCE_TIMEOUT'))
  })

  test.each(['<html>Not S3</html>', '<ListBucketResult><Contents>', '{"error": 1}', ''])(
    'are none in a listing that says %j',
    async (listing) => {
      await using server = await startHttpServer((_, response) => response.end(listing))
      const there = { aws: () => accessTo({ s3: server.url }) }
      const given = { prefix: 'a/', pattern: '*', retries: { attempts: 1 } }
      await expect(fetch(given, there)).rejects.toMatchObject({
        code: expect.stringMatching(/^SOURCE_(FAILED|NO_MATCH)$/) as string,
      })
    },
  )

  test('can be left in the middle', async () => {
    const key = randomUUID()
    await put(key, 'x'.repeat(900_000))
    for await (const fetched of source({ key }).fetch(context({ aws }))) {
      expect(fetched.kind).toBe('payload')
      break
    }
  })
})
