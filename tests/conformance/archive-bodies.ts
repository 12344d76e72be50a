import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { Archive } from '../../engine/archive/archive.ts'
import { wholeBody } from '../../engine/archive/whole-body.ts'
import { bodyOf } from '../../engine/flow/collect.ts'
import type { Sha256 } from '../../engine/model/ids.ts'
import { noise, type OpenArchive, sha256 } from './archive-samples.ts'

const { signal } = new AbortController()
const read = async (archive: Archive, hash: Sha256): Promise<Buffer> =>
  Buffer.concat(await Array.fromAsync(archive.get(hash, signal)))

export function bodyConformance(home: () => OpenArchive): void {
  const archive = (): Archive => home().archive
  const later = async (): Promise<Archive> => (await home().reopen?.()) ?? archive()

  describe('bodies', () => {
    test.each([
      ['an empty body', []],
      ['a body of one piece', ['Wake;Smith;1204\n']],
      ['a body of several pieces, some of them empty', ['Wake;', '', 'Smith;', '1204\n']],
      ['bytes that are no text', [Buffer.from([0, 255, 254, 10, 13, 0])]],
      ['bytes that do not compress', [noise(300_000)]],
    ])('gives back %s', async (_, pieces) => {
      const put = await archive().put(bodyOf(...pieces), signal)
      const whole = Buffer.concat(pieces.map((piece) => Buffer.from(piece)))
      expect(put).toEqual({ sha256: sha256(whole), bytes: whole.byteLength })
      expect(await read(await later(), put.sha256)).toEqual(whole)
      expect(await archive().put(wholeBody(whole), signal)).toEqual(put)
      expect(await read(await later(), put.sha256)).toEqual(whole)
    })

    test.each([0, 16, 300_000, 5_000_000])('gives back %i bytes that came in one piece', async (bytes) => {
      const table = Buffer.alloc(bytes, 'Wake;Smith;')
      for (const whole of [noise(bytes), table, gzipSync(noise(bytes)), gzipSync(table)]) {
        const put = await archive().put(wholeBody(whole), signal)
        expect(put).toEqual({ sha256: sha256(whole), bytes: whole.byteLength })
        expect((await read(await later(), put.sha256)).equals(whole)).toBe(true)
      }
    })

    test('gives back a body of many megabytes, in pieces', async () => {
      const piece = noise(1_000_000)
      const { sha256: hash, bytes } = await archive().put(repeated(piece, 24), signal)
      expect(bytes).toBe(24_000_000)
      const found = createHash('sha256')
      let largest = 0
      for await (const part of archive().get(hash, signal)) {
        found.update(part)
        largest = Math.max(largest, part.byteLength)
      }
      expect(found.digest('hex')).toBe(hash)
      expect(largest).toBeLessThan(8_000_000)
    })

    test('reads each piece before the next, which may be written over it', async () => {
      const whole = noise(700_000)
      async function* overwritten(): AsyncIterable<Uint8Array> {
        const room = Buffer.alloc(300_000)
        for (
          let at = 0, bytes = 1;
          at < whole.byteLength;
          at += bytes, bytes = Math.min(3 * bytes, 300_000)
        ) {
          whole.copy(room, 0, at, at + bytes)
          yield room.subarray(0, Math.min(bytes, whole.byteLength - at))
        }
      }
      const { sha256: hash } = await archive().put(overwritten(), signal)
      expect(hash).toBe(sha256(whole))
      expect(await read(archive(), hash)).toEqual(whole)
    })

    test('takes no notice of how a body is cut', async () => {
      const one = await archive().put(bodyOf('1204;360;844'), signal)
      const other = await archive().put(bodyOf('1204', ';360', ';844'), signal)
      expect(other).toEqual(one)
    })

    test('writing twice is writing once, also at the same moment', async () => {
      const body = noise(50_000)
      const puts = await Promise.all(Array.from({ length: 8 }, () => archive().put(bodyOf(body), signal)))
      expect(new Set(puts.map((put) => put.sha256))).toEqual(new Set([sha256(body)]))
      expect(await read(archive(), sha256(body))).toEqual(body)
    })

    test('keeps different bodies apart that are written at the same moment', async () => {
      const bodies = Array.from({ length: 20 }, (_, n) => Buffer.from(`county ${n}`))
      const puts = await Promise.all(bodies.map((body) => archive().put(bodyOf(body), signal)))
      const found = await Promise.all(puts.map((put) => read(archive(), put.sha256)))
      expect(found).toEqual(bodies)
    })

    test('lets one body be read by several at once', async () => {
      const { sha256: hash } = await archive().put(bodyOf(noise(500_000)), signal)
      const [one, other] = await Promise.all([read(archive(), hash), read(archive(), hash)])
      expect(one).toEqual(noise(500_000))
      expect(other).toEqual(one)
    })

    test('lets a reader stop early', async () => {
      const { sha256: hash } = await archive().put(repeated(noise(100_000), 30), signal)
      for await (const part of archive().get(hash, signal)) {
        expect(part.byteLength).toBeGreaterThan(0)
        break
      }
      expect(await read(archive(), hash)).toHaveLength(3_000_000)
    })

    test('says ARCHIVE_MISSING for what was never put, and for what is no hash', async () => {
      for (const hash of [sha256('nobody put this'), '', '../../secret', 'ABC'] as Sha256[]) {
        // oxlint-disable-next-line no-await-in-loop -- one after the other, to tell which one failed
        await expect(read(archive(), hash)).rejects.toMatchObject({ code: 'ARCHIVE_MISSING' })
      }
    })
  })

  describe('a put that does not come to its end', () => {
    const [half, rest] = [noise(200_000), noise(100)]
    const whole = sha256(Buffer.concat([half, rest]))
    const leavesNothing = async (): Promise<void> => {
      for (const hash of [whole, sha256(half), sha256('')]) {
        // oxlint-disable-next-line no-await-in-loop -- one after the other, to tell which one failed
        await expect(read(await later(), hash)).rejects.toMatchObject({ code: 'ARCHIVE_MISSING' })
      }
    }

    test('because its body fails, fails with the error of the body and leaves nothing', async () => {
      const broken = Object.assign(new Error('the connection is gone'), {
        code: 'ECONNRESET',
        syscall: 'read',
      })
      async function* breaking(): AsyncIterable<Uint8Array> {
        yield half
        throw broken
      }
      await expect(archive().put(breaking(), signal)).rejects.toBe(broken)
      await leavesNothing()
    })

    test('because it was aborted while the body keeps it waiting, fails with the reason and leaves nothing', async () => {
      const control = new AbortController()
      const reason = new Error('the poll ran out of time')
      async function* stalling(): AsyncIterable<Uint8Array> {
        yield half
        control.abort(reason)
        await new Promise(() => {})
      }
      await expect(archive().put(stalling(), control.signal)).rejects.toBe(reason)
      await leavesNothing()
    })

    test('because it was aborted and the body fails for it in its own way, fails with the reason', async () => {
      const control = new AbortController()
      const reason = new Error('the poll ran out of time')
      async function* failing(): AsyncIterable<Uint8Array> {
        yield half
        control.abort(reason)
        throw new DOMException('This operation was aborted', 'AbortError')
      }
      await expect(archive().put(failing(), control.signal)).rejects.toBe(reason)
      await leavesNothing()
    })

    test('can be done again', async () => {
      const control = new AbortController()
      const reason = new Error('the poll ran out of time')
      async function* aborting(): AsyncIterable<Uint8Array> {
        yield half
        control.abort(reason)
        yield rest
      }
      await expect(archive().put(aborting(), control.signal)).rejects.toBe(reason)
      const put = await archive().put(bodyOf(half, rest), signal)
      expect(put.sha256).toBe(whole)
      expect(await read(await later(), whole)).toHaveLength(200_100)
    })
  })
}

async function* repeated(piece: Uint8Array, times: number): AsyncIterable<Uint8Array> {
  for (let n = 0; n < times; n++) yield piece
}
