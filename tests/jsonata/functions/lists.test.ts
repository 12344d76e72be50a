import fc from 'fast-check'
import jsonata from 'jsonata'
import { expect, test } from 'vitest'
import { boundsOf } from '../../../engine/jsonata/runtime/bounds.ts'
import type { FunctionValue } from '../../../engine/jsonata/runtime/builtin.ts'
import { builtins } from '../../../engine/jsonata/runtime/builtins.ts'
import { equal } from '../../../engine/jsonata/runtime/values.ts'
import { inWords, written } from '../outcome.ts'
import { byLibrary, byOurs, contextOf, sequenceOf } from './called.ts'

const run = (name: string, ...args: readonly unknown[]): unknown =>
  (builtins.get(name) as FunctionValue).run.apply(contextOf(), args as never[])

const leaf = fc.constantFrom<unknown>(0, -0, 1, 2, 'a', 'b', '', true, null, undefined, Number.NaN)
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    leaf,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'length', '0', '__proto__'), tie('value'), { maxKeys: 3 }),
    fc.array(tie('value'), { maxLength: 3 }).map((items) => sequenceOf(...items)),
  ),
}))

test('$distinct keeps the first of values that are the same, as the library does', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(value, { maxLength: 8 }), async (list) => {
      expect(inWords(byOurs('distinct', [list]))).toBe(inWords(await byLibrary('distinct', [list])))
    }),
    { numRuns: 2000 },
  )
})

test('values are the same to us when they are the same to the library', async () => {
  const equality = jsonata('$one = $other')
  await fc.assert(
    fc.asyncProperty(value, value, async (one, other) => {
      // Inside of objects, so that sequences are not opened.
      const library: unknown = await equality.evaluate({}, { one: { one }, other: { one: other } })
      expect([written(one), written(other), equal({ one }, { one: other }, boundsOf())]).toEqual([
        written(one),
        written(other),
        library,
      ])
    }),
    { numRuns: 2000 },
  )
})

test('$sort asks its function in the order in which the library asks, and keeps what is equal in order', async () => {
  const items = fc.array(fc.record({ key: fc.integer({ min: 0, max: 4 }), place: fc.integer() }), {
    maxLength: 24,
  })
  await fc.assert(
    fc.asyncProperty(items, async (list) => {
      const asked: string[][] = []
      const asking = (): ((one: { key: number }, other: { key: number }) => boolean) => {
        const log: string[] = []
        asked.push(log)
        return (one, other) => {
          log.push(`${written(one)} ${written(other)}`)
          return one.key > other.key
        }
      }
      const library = await byLibrary('sort', [list, asking()])
      expect(byOurs('sort', [list, asking()])).toEqual(library)
      expect(asked[1]).toEqual(asked[0])
    }),
  )
})

test('$sort of texts goes by their units, not by any language', async () => {
  const list = ['é', 'z', 'Z', 'a', '\u{1f600}', '\uffff', '']
  expect(byOurs('sort', [list])).toEqual(await byLibrary('sort', [list]))
})

test('$sort and $distinct of long lists take no time that grows with the square', () => {
  const list = Array.from({ length: 60_000 }, (_, index) => ({ key: (index * 7919) % 60_013 }))
  // Each item that is compared with another is a step.
  const context = { ...contextOf(), bounds: boundsOf({ steps: 1 }) }
  const { run: distinct } = builtins.get('distinct') as FunctionValue
  expect(distinct.apply(context, [list] as never[])).toHaveLength(60_000)
  let asked = 0
  const after = (one: { key: number }, other: { key: number }): boolean => {
    asked += 1
    return one.key > other.key
  }
  expect(run('sort', list, after)).toHaveLength(60_000)
  expect(asked).toBeLessThan(60_000 * 16)
})

test('what is made of members called __proto__ has them as its own', () => {
  const object = JSON.parse('{"__proto__":{"a":1},"b":2}') as object
  for (const made of [
    run('merge', [object]),
    run('sift', object, () => true),
    (run('spread', object) as unknown[])[0],
    run('clone', object),
  ]) {
    expect(Object.keys(made as object)).toContain('__proto__')
    expect((made as { a?: unknown }).a).toBeUndefined()
  }
  expect(run('lookup', {}, '__proto__')).toBeUndefined()
  expect(run('lookup', {}, 'toString')).toBeUndefined()
})

test('what is put together of sequences is a list, and of nothing a sequence', () => {
  const marks = (made: unknown): unknown => (made as { sequence?: boolean }).sequence
  expect(marks(run('append', sequenceOf(1), 2))).toBeUndefined()
  expect(marks(run('append', undefined, sequenceOf(1)))).toBe(true)
  expect(marks(run('spread', [{ a: 1 }]))).toBeUndefined()
  expect(marks(run('spread', []))).toBe(true)
  expect(marks(run('spread', { a: 1 }))).toBe(true)
  expect(marks(run('distinct', sequenceOf(1, 1)))).toBe(true)
  expect(marks(run('distinct', [1, 1]))).toBeUndefined()
  expect(marks(run('map', [1, 2], (one: unknown) => one))).toBe(true)
  expect(marks(run('split', 'a,b', ','))).toBeUndefined()
})
