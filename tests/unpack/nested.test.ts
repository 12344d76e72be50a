import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { bodyOf } from '../../engine/flow/collect.ts'
import type { Payload } from '../../engine/model/payload.ts'
import type { Plan } from '../../engine/plan/plan.ts'
import { unpacked } from '../../engine/poll/read-results.ts'
import { base64 } from '../../engine/unpack/base64.ts'
import { gzip } from '../../engine/unpack/gzip.ts'
import type { Unpacker, UnpackLimits } from '../../engine/unpack/unpacker.ts'
import { zip } from '../../engine/unpack/zip.ts'
import { failure, never, payloadOf } from '../conformance/unpacker.ts'
import { type Put, zipFile } from './zip-file.ts'

const site = { position: () => undefined, report: () => {} }
const every = zip.create({}, site)
const roomy: UnpackLimits = { inflatedBytes: 10_000, members: 20 }

async function read(body: Uint8Array, unpackers: readonly Unpacker[], limits = roomy) {
  const found: [string, string][] = []
  const plan = { limits } as unknown as Plan
  for await (const member of unpacked(payloadOf(bodyOf(body)), unpackers, plan, never))
    found.push([member.origin, await textOf(member)])
  return found
}

async function textOf({ body }: Payload): Promise<string> {
  const pieces: Uint8Array[] = []
  for await (const piece of body) pieces.push(piece)
  return Buffer.concat(pieces).toString()
}

const inner = (name: string, ...puts: readonly Put[]): Put => ({ name, body: zipFile(...puts) })

describe('archives in archives', () => {
  test('are read by naming the unpacker once for each level', async () => {
    const nested = zipFile(
      inner('b.zip', { name: 'x.csv', body: 'x of b' }),
      inner('a.zip', { name: 'y.csv', body: 'y of a' }, { name: 'x.csv', body: 'x of a' }),
    )
    expect(await read(nested, [zip.create({ members: '*.zip' }, site), every])).toEqual([
      ['https://example.gov/results!a.zip!x.csv', 'x of a'],
      ['https://example.gov/results!a.zip!y.csv', 'y of a'],
      ['https://example.gov/results!b.zip!x.csv', 'x of b'],
    ])
  })

  test('may be packed in other ways too', async () => {
    const written = Buffer.from(Buffer.from(gzipSync('County,Votes\n')).toString('base64'))
    const unpackers = [every, base64.create({}, site), gzip.create({}, site)]
    expect(await read(zipFile({ name: 'a.txt', body: written }), unpackers)).toEqual([
      ['https://example.gov/results!a.txt', 'County,Votes\n'],
    ])
  })

  test('say in which of them something was wrong', async () => {
    const nested = zipFile(inner('a.zip', { name: 'x.csv', body: 'x' }), { name: 'b.zip', body: 'no zip' })
    const { code, place } = await failure(read(nested, [every, every]))
    expect({ code, place }).toEqual({
      code: 'UNPACK_CONTRADICTED',
      place: 'https://example.gov/results!b.zip',
    })
  })

  test('are bounded together, not each by itself', async () => {
    const eight = Array.from({ length: 8 }, (_, index) =>
      inner(`${index}.zip`, { name: 'a', body: 'a'.repeat(2_000) }),
    )
    expect((await failure(read(zipFile(...eight), [every, every]))).code).toBe('UNPACK_TOO_LARGE')
    const many = Array.from({ length: 5 }, (_, index) =>
      inner(
        `${index}.zip`,
        ...Array.from({ length: 5 }, (_none, name) => ({ name: String(name), body: 'x' })),
      ),
    )
    expect((await failure(read(zipFile(...many), [every, every]))).code).toBe('UNPACK_TOO_MANY')
  })

  test('that hold themselves five levels deep, sixteen in each, end at the limits', async () => {
    let bomb: Put = { name: '0.dll', body: Buffer.alloc(1_000_000) }
    for (let level = 0; level < 5; level += 1) {
      const archive = zipFile(
        ...Array.from({ length: 16 }, (_, index) => ({ ...bomb, name: `${index}.zip` })),
      )
      bomb = { name: 'bomb.zip', body: archive }
    }
    const limits = { inflatedBytes: 5_000_000, members: 1_000 }
    const began = performance.now()
    const { code } = await failure(
      read(
        Buffer.from(bomb.body as Uint8Array),
        Array.from({ length: 5 }, () => every),
        limits,
      ),
    )
    expect(code).toMatch(/^UNPACK_TOO_(LARGE|MANY)$/)
    expect(performance.now() - began).toBeLessThan(10_000)
  })

  test('whose members share their bytes are damaged', async () => {
    const honest = zipFile({ name: 'a.txt', body: 'the same' }, { name: 'b.txt', body: 'the same' })
    const overlapping = Buffer.from(honest)
    // The second entry of the directory points to the data of the first one.
    const second = overlapping.lastIndexOf('PK\x01\x02', undefined, 'latin1')
    overlapping.writeUInt32LE(0, second + 42)
    expect(await failure(read(overlapping, [every]))).toMatchObject({
      code: 'UNPACK_DAMAGED',
      message: expect.stringContaining('overlap') as string,
    })
  })

  test.each(['a\0b.csv', 'a\u001b[2J.csv', `${'x'.repeat(1_001)}.csv`])(
    'with a member called %j are refused',
    async (name) => {
      expect((await failure(read(zipFile({ name, body: 'x' }), [every]))).code).toBe('UNPACK_PATH')
    },
  )
})
