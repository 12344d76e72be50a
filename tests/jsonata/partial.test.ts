import { describe, expect, test } from 'vitest'
import { builtins } from '../../engine/jsonata/runtime/builtins.ts'
import { compare } from './compare.ts'
import { anything, compiledBy } from './compiled.ts'

/** Chance, the clock, and what never ends in the library. */
const apart = new Set(['random', 'shuffle', 'now', 'millis', 'eval', 'formatInteger'])
const names = [...builtins.keys()].filter((name) => !apart.has(name))

const first = [
  undefined,
  null,
  true,
  0,
  3.5,
  '',
  'ab1',
  [],
  ['a', 'b'],
  [null, null],
  [[1, 2], 'a'],
  { a: 1 },
  { length: 2 },
]
const others = [undefined, null, 0, 2, -5, 'a', [], ['a', 'b'], { length: 3 }]
const third = [undefined, null, 2, 'a', ['a', 'b']]
const functions = ['/(.)(b)?/', '/^$/', 'function($x){ $x }', '$string', '$append', 'function($x, $y){ $y }']

type Call = readonly [expression: string, bound: Readonly<Record<string, unknown>>]

/** Nobody checks what these are given: every kind of value, in every place. */
function* callsOf(name: string): Generator<Call> {
  const takes = builtins.get(name)?.parameters?.length ?? 0
  for (const f of functions) yield [`$${name}(?)(${f})`, {}]
  for (const a of first) {
    yield [`$${name}(?)($a)`, { a }]
    if (takes < 2) continue
    for (const f of functions) {
      yield [`$${name}(?, ${f})($a)`, { a }]
      yield [`$${name}($a, ?)(${f})`, { a }]
    }
    for (const b of others) {
      yield [`$${name}(?, $b)($a)`, { a, b }]
      yield [`$${name}($a, ?)($b)`, { a, b }]
      if (takes > 2) for (const c of third) yield [`$${name}(?, $b, $c)($a)`, { a, b, c }]
    }
    if (takes > 2) for (const c of third) yield [`$${name}(?, /(.)(b)?/, $c)($a)`, { a, c }]
  }
}

const ours = compiledBy(anything(['a', 'b', 'c']))

describe.each(names)('$%s', (name) => {
  test('partly applied gives what the library gives, whatever it is given', {
    timeout: 120_000,
  }, async () => {
    const different: string[] = []
    // What is bound differs more often than the expression, which is compiled once.
    const calls = [...Map.groupBy(callsOf(name), ([expression]) => expression).values()].flat()
    for (const [expression, bound] of calls) {
      // One after another: they share one processor.
      // oxlint-disable-next-line no-await-in-loop
      const compared = await compare({ expression, data: null }, ours, () => structuredClone(bound))
      if (compared.kind === 'different')
        different.push(`${expression} ${JSON.stringify(bound)}: ${compared.library} !== ${compared.ours}`)
    }
    expect(different).toEqual([])
  })
})
