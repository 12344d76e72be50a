import fc from 'fast-check'
import jsonata from 'jsonata'
import { expect, test } from 'vitest'
import { generate } from '../../engine/jsonata/compile.ts'
import { instantiate } from '../../engine/jsonata/instantiate.ts'
import { boundsOf } from '../../engine/jsonata/runtime/bounds.ts'
import { builtins } from '../../engine/jsonata/runtime/builtins.ts'
import { leavingOutNulls } from '../../engine/jsonata/runtime/nulls.ts'
import { Remembered } from '../../engine/jsonata/runtime/remembered.ts'
import { createRuntime } from '../../engine/jsonata/runtime/runtime.ts'
import type { Node } from '../../engine/jsonata/tree.ts'
import { copy } from '../../engine/map/plain.ts'
import type { Json } from '../../engine/model/json.ts'

const text = `{
  "contest": {
    "id": "zz/" & A,
    "name": $replace(B, /x+$/, ""),
    "votes_allowed": C ? $number(C) : $exists(D) ? 2,
    "kind": $contains(B, /y/i) and A != "2" ? "other" : $lookup({ "1": "one", "x": true }, A)
  },
  "unit": { "name": $trim(B), "of": [A] },
  "selection": { "party": $lookup({ "1": "one" }, A) },
  "list": [A, B]
}`

function codeOf(remember: readonly string[]): string {
  const made = generate(jsonata(text).ast() as unknown as Node, { known: [], nulls: 'none', remember })
  if ('because' in made) throw new Error(made.because)
  return made.code
}

function evaluator(code: string): (input: Json) => unknown {
  const nulls = { clean: false }
  const bounds = boundsOf()
  const run = instantiate({ code }, createRuntime({ bounds, builtins, nulls, now: () => 0 }))({})
  const evaluate = leavingOutNulls(nulls, run, copy)
  return (input) => {
    bounds.begin()
    return evaluate(input)
  }
}

function outcome(work: () => unknown): string {
  try {
    return JSON.stringify(work())
  } catch (thrown) {
    return JSON.stringify(thrown)
  }
}

const remembering = codeOf(['contest', 'unit', 'selection'])
const cell = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('1', '2', 'x', ' yx', 'xx') },
  { weight: 1, arbitrary: fc.constantFrom<Json>(null, 0, -0, 1, true, ['1'], { A: '1' }, '') },
)
const row = fc.record({ A: cell, B: cell, C: cell, D: cell }, { requiredKeys: [] }) as fc.Arbitrary<Json>

test('a row gives what it gives alone, whatever rows came before', () => {
  const plain = codeOf([])
  fc.assert(
    fc.property(fc.array(row, { maxLength: 30 }), (rows) => {
      const evaluate = evaluator(remembering)
      for (const one of rows) expect(outcome(() => evaluate(one))).toBe(outcome(() => evaluator(plain)(one)))
    }),
    { numRuns: 300 },
  )
})

test('of the same texts there is one object, made by what looks at nothing else', () => {
  const evaluate = evaluator(remembering) as (input: Json) => Readonly<Record<string, unknown>>
  const [one, other, again] = ['1', '2', '1'].map((A) => evaluate({ A, B: 'b', C: '3' }))
  expect(again?.['contest']).toBe(one?.['contest'])
  expect(other?.['contest']).not.toBe(one?.['contest'])
  expect(again?.['selection']).toBe(one?.['selection'])
  // A list may be marked by whoever is given it.
  expect(remembering.match(/new Remembered/g)).toHaveLength(2)
  expect(again?.['unit']).not.toBe(one?.['unit'])
})

test('it forgets rather than grow, and looks no further where nothing comes again', () => {
  const memory = new Remembered()
  const made = (name: string): object => memory.find(name) ?? memory.keep({ name }, name)
  const first = made('0')
  for (let at = 1; at <= 500; at += 1) made(String(at))
  expect(made('0')).toBe(first)
  for (let at = 501; at <= 1_500; at += 1) made(String(at))
  expect(made('0')).not.toBe(first)
  expect(made('0')).toEqual({ name: '0' })
  // All of them were new but one.
  const last = made('1')
  expect(made('1')).toBe(last)
  made('2')
  expect(made('1')).not.toBe(last)
})
