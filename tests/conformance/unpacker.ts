import { describe, expect, test } from 'vitest'
import { FeedError } from '../../engine/errors/feed-error.ts'
import { bodyOf } from '../../engine/flow/collect.ts'
import { lend } from '../../engine/flow/lent-bytes.ts'
import type { Payload } from '../../engine/model/payload.ts'
import type { Unpacker, UnpackLimits } from '../../engine/unpack/unpacker.ts'

const roomy: UnpackLimits = { inflatedBytes: 1_000_000, members: 100 }
export const never = new AbortController().signal

export function payloadOf(body: AsyncIterable<Uint8Array>, origin = 'https://example.gov/results'): Payload {
  return { request: 'main', origin, contentType: 'application/octet-stream', body }
}

/** A body that arrives in pieces of `size` bytes. */
export async function* inPieces(input: Uint8Array, size: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < input.byteLength; at += size) yield input.subarray(at, at + size)
}

/** The same, of which each is lent but for every so manieth. */
export async function* lentInPieces(
  input: Uint8Array,
  size: number,
  every: number,
): AsyncIterable<Uint8Array> {
  let count = 0
  for await (const piece of inPieces(input, size)) {
    count += 1
    if (count % every > 0) {
      const own = Uint8Array.from(piece)
      lend(own)
      yield own
    } else yield piece
  }
}

/** Everything that unpacking gives, as origin and text. */
export async function unpacked(
  unpacker: Unpacker,
  body: AsyncIterable<Uint8Array>,
  limits: UnpackLimits = roomy,
  signal: AbortSignal = never,
): Promise<[string, string][]> {
  const members: [string, string][] = []
  for await (const member of unpacker.unpack(payloadOf(body), limits, signal)) {
    const pieces: Uint8Array[] = []
    for await (const piece of member.body) pieces.push(piece)
    members.push([member.origin, Buffer.concat(pieces).toString()])
  }
  return members
}

/** The error of a promise that must fail. */
export async function failure(promise: Promise<unknown>): Promise<FeedError> {
  const thrown = await promise.then(
    (value) => expect.unreachable(`it answered ${JSON.stringify(value)?.slice(0, 200)}`),
    (error: unknown) => error,
  )
  expect(thrown).toBeInstanceOf(FeedError)
  return thrown as FeedError
}

/** In an order of their own: a flipped bit in a name changes the order of members. */
const texts = (members: readonly (readonly [string, string])[]): string[] =>
  members.map(([, text]) => text).toSorted()

/** What a format can not tell by itself, because it has no checksum there. */
export interface Blind {
  /** A cut of this length looks whole. */
  readonly cut?: (length: number) => boolean
  /** Another byte at this offset looks as good. */
  readonly byte?: (offset: number) => boolean
}

/** What every unpacker owes its callers. `input` unpacks to `members`, of which the texts are at least 10 bytes long. */
export function unpackerConformance(
  unpacker: Unpacker,
  input: Uint8Array,
  members: readonly (readonly [origin: string, text: string])[],
  blind: Blind = {},
): void {
  describe('as any unpacker', () => {
    test.each([1, 2, 7, 4096])('gives the same from pieces of %i bytes', async (size) => {
      expect(await unpacked(unpacker, inPieces(input, size))).toEqual(members)
    })

    test('a body that is cut anywhere ends in a coded error, never in less', async () => {
      for (let length = 0; length < input.byteLength; length++) {
        if (blind.cut?.(length) === true) continue
        const { code } = await failure(unpacked(unpacker, bodyOf(input.subarray(0, length))))
        expect(code).toMatch(/^UNPACK_(TRUNCATED|DAMAGED|CONTRADICTED)$/)
      }
    })

    test('a flipped bit ends in a coded error or changes nothing', async () => {
      for (let at = 0; at < input.byteLength * 8; at++) {
        if (blind.byte?.(at >> 3) === true) continue
        const flipped = Uint8Array.from(input)
        flipped[at >> 3] = (flipped[at >> 3] ?? 0) ^ (1 << (at & 7))
        const given = await unpacked(unpacker, bodyOf(flipped)).catch((thrown: unknown) => thrown)
        const seen = given instanceof FeedError ? given.code.slice(0, 7) : texts(given as [string, string][])
        expect(['UNPACK_', texts(members)]).toContainEqual(seen)
      }
    })

    test.each([
      ['an HTML page', '<!DOCTYPE html><html><body>Not found</body></html>'],
      ['text', 'County,Votes\nWake,12\n'],
      ['nothing at all', ''],
    ])('says so when it gets %s', async (looks, body) => {
      const error = await failure(unpacked(unpacker, bodyOf(body)))
      expect(error.code).toBe('UNPACK_CONTRADICTED')
      expect(error.message).toContain(looks)
    })

    test('stops at the limit of inflated bytes', async () => {
      const total = members.reduce((sum, [, text]) => sum + Buffer.byteLength(text), 0)
      await unpacked(unpacker, bodyOf(input), { ...roomy, inflatedBytes: total })
      const error = await failure(unpacked(unpacker, bodyOf(input), { ...roomy, inflatedBytes: total - 1 }))
      expect(error.code).toBe('UNPACK_TOO_LARGE')
    })

    test('stops when the signal aborts', async () => {
      const stopped = AbortSignal.abort(new Error('stop'))
      await expect(unpacked(unpacker, bodyOf(input), roomy, stopped)).rejects.toThrow('stop')
    })

    test('stops in the middle of a member when the signal aborts', async () => {
      const control = new AbortController()
      const reading = async (): Promise<void> => {
        for await (const member of unpacker.unpack(payloadOf(inPieces(input, 16)), roomy, control.signal)) {
          control.abort(new Error('stop'))
          for await (const piece of member.body) expect(piece).toBeUndefined()
        }
      }
      await expect(reading()).rejects.toThrow('stop')
    })
  })
}
