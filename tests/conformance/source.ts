import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Source } from '../../engine/source/source.ts'
import { context, fetchAll, textsOf } from '../source/fetching.ts'

/** A publisher of files, and sources that fetch them. */
export interface Publisher extends AsyncDisposable {
  /** A source with one request for each name, in this order. */
  source(names: readonly string[]): Source
  /** Puts content under a name, as a change that the source must see. */
  publish(name: string, text: string): Promise<void>
  withdraw(name: string): Promise<void>
  readonly secrets: Readonly<Record<string, string>>
  /** What its source needs beside them. */
  readonly given?: Parameters<typeof context>[0]
}

/** What the poll relies on, whatever the protocol. */
export function sourceConformance(protocol: string, open: () => Promise<Publisher>): void {
  describe(`the source ${protocol}`, () => {
    let publisher: Publisher
    beforeEach(async () => {
      publisher = await open()
    })
    afterEach(() => publisher[Symbol.asyncDispose]())
    const fetch = (names: readonly string[], given: Parameters<typeof fetchAll>[1] = {}) =>
      fetchAll(publisher.source(names), { secrets: publisher.secrets, ...publisher.given, ...given })

    test('knows its requests before the first byte', () => {
      expect(publisher.source(['b', 'a']).requests).toEqual(['b', 'a'])
    })

    test('brings the bytes, their origin, and a cursor that spares them the next time', async () => {
      await publisher.publish('a', 'first\n')
      const { brought, cursors } = await fetch(['a'])
      expect(brought).toMatchObject([{ request: 'a', kind: 'payload', text: 'first\n' }])
      expect(brought[0]).toHaveProperty('origin', expect.stringContaining('a'))
      expect(JSON.parse(JSON.stringify(cursors))).toEqual(cursors)
      expect((await fetch(['a'], { cursors })).brought).toEqual([{ request: 'a', kind: 'unmodified' }])
    })

    test('brings content that has changed', async () => {
      await publisher.publish('a', 'first\n')
      const { cursors } = await fetch(['a'])
      await publisher.publish('a', 'other\n')
      const second = await fetch(['a'], { cursors })
      expect(textsOf(second.brought)).toEqual(['other\n'])
      expect((await fetch(['a'], second)).brought).toEqual([{ request: 'a', kind: 'unmodified' }])
    })

    test('brings the same bytes every time it has no cursor', async () => {
      await publisher.publish('a', 'first\n')
      const [first, second] = [await fetch(['a']), await fetch(['a'])]
      expect([second.brought, second.cursors]).toEqual([first.brought, first.cursors])
    })

    test('answers several requests in order, each for itself', async () => {
      await publisher.publish('a', 'of a')
      await publisher.publish('b', 'of b')
      await publisher.publish('c', 'of c')
      const { brought, cursors } = await fetch(['c', 'a', 'b'])
      expect(brought.map(({ request }) => request)).toEqual(['c', 'a', 'b'])
      expect(textsOf(brought)).toEqual(['of c', 'of a', 'of b'])
      await publisher.publish('a', 'of a, later')
      expect(textsOf((await fetch(['c', 'a', 'b'], { cursors })).brought)).toEqual([
        undefined,
        'of a, later',
        undefined,
      ])
    })

    test('passes a large file on in pieces', async () => {
      const text = 'contest;choice;votes\n'.repeat(30_000)
      await publisher.publish('a', text)
      let pieces = 0
      let size = 0
      for await (const fetched of publisher
        .source(['a'])
        .fetch(context({ secrets: publisher.secrets, ...publisher.given }))) {
        if (fetched.kind !== 'payload') continue
        for await (const piece of fetched.payload.body) {
          pieces += 1
          size += piece.byteLength
        }
      }
      expect(size).toBe(text.length)
      expect(pieces).toBeGreaterThan(5)
    })

    test('brings a file of exactly the limit, and fails at one byte more', async () => {
      await publisher.publish('a', 'x'.repeat(1_000))
      expect(textsOf((await fetch(['a'], { maxBytes: 1_000 })).brought)[0]).toHaveLength(1_000)
      await expect(fetch(['a'], { maxBytes: 999 })).rejects.toMatchObject({ code: 'SOURCE_TOO_LARGE' })
    })

    test('fails on an empty file', async () => {
      await publisher.publish('a', '')
      await expect(fetch(['a'])).rejects.toMatchObject({ code: 'SOURCE_EMPTY' })
    })

    test('fails on a file that is missing, also where it had brought it before', async () => {
      await publisher.publish('a', 'first\n')
      await publisher.publish('b', 'of b')
      const { cursors } = await fetch(['a'])
      await publisher.withdraw('a')
      const code = expect.stringMatching(/^SOURCE_(MISSING|NO_MATCH|STATUS)$/) as string
      await expect(fetch(['a'], { cursors })).rejects.toMatchObject({ code, retryable: false })
    })

    test('brings what comes before a request that fails', async () => {
      await publisher.publish('a', 'of a')
      const given = context({ secrets: publisher.secrets, ...publisher.given })
      const brought: string[] = []
      const reading = async () => {
        for await (const fetched of publisher.source(['a', 'missing']).fetch(given)) {
          if (fetched.kind !== 'payload') continue
          for await (const piece of fetched.payload.body) brought.push(Buffer.from(piece).toString())
        }
      }
      await expect(reading()).rejects.toMatchObject({ code: expect.stringMatching(/^SOURCE_/) as string })
      expect(brought).toEqual(['of a'])
    })

    test('does nothing once the signal has aborted', async () => {
      await publisher.publish('a', 'first\n')
      const signal = AbortSignal.abort(new Error('the poll is over'))
      await expect(fetch(['a'], { signal })).rejects.toThrow('the poll is over')
    })

    test('stops in the middle of a file when the signal aborts', async () => {
      await publisher.publish('a', 'x'.repeat(5_000_000))
      const stop = new AbortController()
      const given = context({
        secrets: publisher.secrets,
        ...publisher.given,
        signal: stop.signal,
        maxBytes: 5_000_000,
      })
      let size = 0
      const reading = async () => {
        for await (const fetched of publisher.source(['a']).fetch(given)) {
          if (fetched.kind !== 'payload') continue
          for await (const piece of fetched.payload.body) {
            size += piece.byteLength
            stop.abort(new Error('the poll is over'))
          }
        }
      }
      await expect(reading()).rejects.toThrow('the poll is over')
      expect(size).toBeLessThan(1_000_000)
    })

    test('can be left in the middle, and used again', async () => {
      await publisher.publish('a', 'x'.repeat(5_000_000))
      const source = publisher.source(['a'])
      const given = { secrets: publisher.secrets, ...publisher.given, maxBytes: 5_000_000 }
      for await (const fetched of source.fetch(context(given))) {
        if (fetched.kind === 'payload') for await (const _ of fetched.payload.body) break
        break
      }
      expect(textsOf((await fetchAll(source, given)).brought)[0]).toHaveLength(5_000_000)
    })
  })
}
