import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { textContent } from '../../engine/archive/spool.ts'
import type { About, ExportTarget } from '../../engine/export/target.ts'

const { signal } = new AbortController()
const about = { mediaType: 'application/json', isFixed: false } as const
const fixed = { mediaType: 'text/csv', isFixed: true } as const
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

export interface OpenTarget {
  readonly target: ExportTarget
  close(): Promise<void>
}

/** Every promise of the place of exports. */
export function exportTargetConformance(name: string, open: () => Promise<OpenTarget>): void {
  describe(`${name} keeps the promises of a place of exports`, () => {
    let home: OpenTarget
    beforeEach(async () => {
      home = await open()
    })
    afterEach(() => home.close())

    const write = (path: string, text: string, how: About = about): Promise<void> =>
      home.target.write(path, textContent(text), how, signal)
    const read = async (path: string): Promise<string | undefined> => {
      const bytes = await home.target.read(path, signal)
      return bytes && Buffer.concat(await Array.fromAsync(bytes)).toString()
    }
    const list = async (prefix: string): Promise<readonly string[]> =>
      (await Array.fromAsync(home.target.list(prefix, signal))).toSorted((one, other) =>
        one < other ? -1 : 1,
      )

    test('gives what was written, and its hash', async () => {
      await write('us/contests/zz/senate.json', '{"名":"José"}')
      expect(await read('us/contests/zz/senate.json')).toBe('{"名":"José"}')
      expect(await home.target.look('us/contests/zz/senate.json', signal)).toBe(sha256('{"名":"José"}'))
    })

    test('knows nothing of what was never written, nor of a folder', async () => {
      await write('us/a/b.json', '1')
      for (const path of ['us/none.json', 'us/a/b.json/c']) {
        expect(await read(path)).toBeUndefined()
        expect(await home.target.look(path, signal)).toBeUndefined()
      }
    })

    test('replaces a file as a whole, and keeps one that is the same', async () => {
      await write('us/index.json', 'old'.repeat(1_000))
      await write('us/index.json', 'new')
      expect(await read('us/index.json')).toBe('new')
      await write('us/bodies/1-a.csv', 'fixed', fixed)
      await write('us/bodies/1-a.csv', 'fixed', fixed)
      expect(await read('us/bodies/1-a.csv')).toBe('fixed')
    })

    test('heals a fixed name that somebody has put other bytes under', async () => {
      await write('us/bodies/1-a.csv', 'damaged')
      await write('us/bodies/1-a.csv', 'fixed', fixed)
      expect(await read('us/bodies/1-a.csv')).toBe('fixed')
    })

    test('lists what begins with a path, and removes, also what is not there', async () => {
      await write('us/bodies/x/1.csv', '1')
      await write('us/bodies/x/y/2.csv', '2')
      await write('us/index.json', '3')
      expect(await list('us/bodies/')).toEqual(['us/bodies/x/1.csv', 'us/bodies/x/y/2.csv'])
      await home.target.remove('us/bodies/x/1.csv', signal)
      await home.target.remove('us/bodies/x/1.csv', signal)
      expect(await list('')).toEqual(['us/bodies/x/y/2.csv', 'us/index.json'])
    })

    test('takes a large file in pieces', async () => {
      const text = 'Harbor;Smith;1204\n'.repeat(200_000)
      await write('us/report.csv', text)
      expect(await home.target.look('us/report.csv', signal)).toBe(sha256(text))
    })

    test('does nothing for who has gone', async () => {
      const gone = AbortSignal.abort(new Error('gone'))
      await expect(home.target.write('us/x', textContent('x'), about, gone)).rejects.toThrow('gone')
      expect(await read('us/x')).toBeUndefined()
    })
  })
}
