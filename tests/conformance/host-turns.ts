import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SharedTurns } from '../../engine/source/shared-turns.ts'

const { signal } = new AbortController()
const start = Date.parse('2024-11-06T02:00:00Z')

export interface OpenTurns {
  /** As another process has them. */
  another(): SharedTurns
  close(): Promise<void>
}

/** Every promise of turns that processes share. `runs`: how often a law is tried. */
export function hostTurnsConformance(name: string, open: () => Promise<OpenTurns>, runs: number): void {
  describe(`${name} keeps the promises of shared turns`, () => {
    let home: OpenTurns
    beforeAll(async () => {
      home = await open()
    })
    afterAll(() => home.close())

    const host = () => `${randomUUID()}.example.gov`
    /** Moments as milliseconds after the first, in the order of asking. */
    const asked = async (turns: SharedTurns, at: string, perSecond: number, after: readonly number[]) => {
      const moments: number[] = []
      for (const offset of after) {
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        moments.push((await turns.next(at, perSecond, start + offset, signal)) - start)
      }
      return moments
    }

    test('some may go at once, the others evenly, however far behind', async () => {
      expect(await asked(home.another(), host(), 2, [0, 0, 0, 0, 100])).toEqual([0, 0, 500, 1_000, 1_500])
      expect(await asked(home.another(), host(), 0.5, [0, 0, 0])).toEqual([0, 2_000, 4_000])
    })

    test('what is not asked is not saved up beyond a second', async () => {
      expect(await asked(home.another(), host(), 2, [0, 60_000, 60_000, 60_000])).toEqual([
        0, 60_000, 60_000, 60_500,
      ])
    })

    test('hosts are apart', async () => {
      const turns = home.another()
      const [one, other] = [host(), host()]
      expect(await asked(turns, one, 1, [0, 0])).toEqual([0, 1_000])
      expect(await asked(turns, other, 1, [0])).toEqual([0])
    })

    test('processes that ask at one time get moments as if one had asked for all', async () => {
      const at = host()
      const all = Array.from({ length: 5 }, () => home.another()).flatMap((turns) =>
        Array.from({ length: 8 }, () => turns.next(at, 4, start, signal)),
      )
      const moments = (await Promise.all(all)).map((moment) => moment - start)
      const expected = Array.from({ length: 40 }, (_, n) => Math.max(0, n - 3) * 250)
      expect(moments.toSorted((one, other) => one - other)).toEqual(expected)
    })

    test('in no span are there more than may be asked in it, and a second more; whoever asks late enough does not wait', async () => {
      const gaps = fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 1, maxLength: 12 })
      await fc.assert(
        fc.asyncProperty(gaps, fc.constantFrom(0.5, 1, 3, 5), async (waits, perSecond) => {
          const processes = [home.another(), home.another()]
          const at = host()
          let now = start
          const moments: number[] = []
          for (const [n, wait] of waits.entries()) {
            now += wait
            // oxlint-disable-next-line no-await-in-loop -- one after the other
            moments.push(await processes[n % 2]!.next(at, perSecond, now, signal))
            expect(moments.at(-1)).toBeGreaterThanOrEqual(now)
            const isLate = wait > 2_000 + (n * 1_000) / perSecond
            expect(!isLate || moments.at(-1) === now).toBe(true)
          }
          for (const [n, from] of moments.entries()) {
            for (const [count, to] of moments.slice(n).entries())
              expect(count + 1).toBeLessThanOrEqual(
                Math.max(1, perSecond) + ((to - from) * perSecond) / 1_000 + 1e-6,
              )
          }
        }),
        { numRuns: runs },
      )
    })

    test('who gives up is told so', async () => {
      const gone = AbortSignal.abort(new DOMException('over', 'AbortError'))
      await expect(home.another().next(host(), 1, start, gone)).rejects.toThrow('over')
    })
  })
}
