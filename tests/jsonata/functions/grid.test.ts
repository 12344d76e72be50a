import jsonata from 'jsonata'
import { describe, expect, test } from 'vitest'
import { builtins } from '../../../engine/jsonata/runtime/builtins.ts'
import { inWords, written } from '../outcome.ts'
import { byLibrary, byOurs, Regex, shapeOf } from './called.ts'
import * as values from './values.ts'

/** Chance, the clock, what needs a compiler, and what never ends in the library. */
const apart = new Set(['random', 'shuffle', 'now', 'millis', 'eval', 'formatInteger'])
const names = [...builtins.keys()].filter((name) => !apart.has(name))

interface Kept {
  readonly implementation: { (...given: unknown[]): unknown; readonly length: number }
  readonly signature: { readonly definition: string }
}

test.each([...builtins.keys()])(
  '$%s has the signature, the arity and the parameters of the library',
  async (name) => {
    const { implementation, signature } = (await jsonata(`$${name}`).evaluate({})) as Kept
    expect(builtins.get(name)?.signature?.definition).toBe(signature.definition)
    const parameters = /\(([^)]*)\)/.exec(String(implementation))?.[1]?.split(',') ?? []
    expect(shapeOf(name)).toEqual({
      arity: implementation.length,
      parameters: parameters.map((one) => one.trim()),
    })
  },
)

/** What the two make of the same calls, where it differs. */
async function differences(
  name: string,
  calls: Iterable<readonly unknown[]>,
  context?: unknown,
): Promise<string[]> {
  const found: string[] = []
  for (const args of calls) {
    const [library, ours] = [
      inWords(await byLibrary(name, args, context)),
      inWords(byOurs(name, args, context)),
    ]
    if (library !== ours) found.push(`${args.map((one) => written(one)).join(', ')}: ${library} !== ${ours}`)
  }
  return found
}

/** A function that is given to a regular expression would show its source text. */
const isNonsense = ([one, other]: readonly unknown[]): boolean =>
  other instanceof Regex && (one instanceof Regex || typeof one === 'function')

const pairs = (first: readonly unknown[], second: readonly unknown[]): (readonly unknown[])[] =>
  first.flatMap((one) => second.map((other) => [one, other])).filter((pair) => !isNonsense(pair))

describe.each(names)('$%s', (name) => {
  test('of nothing, of one argument and of its context gives what the library gives', async () => {
    expect(await differences(name, [[], ...values.all.map((value) => [value])])).toEqual([])
    const contexts = values.all.filter((value) => typeof value !== 'function' && !(value instanceof Regex))
    const found = await Promise.all(contexts.map((context) => differences(name, [[]], context)))
    expect(found.flat()).toEqual([])
  })

  test('of two arguments gives what the library gives', async () => {
    const first = shapeOf(name).arity >= 2 ? values.all : values.some
    expect(await differences(name, pairs(first, values.some))).toEqual([])
  }, 30_000)
})

const matchers = [new Regex('a'), new Regex('(a)(n)?', 'i'), new Regex('[aeiou](?=.)'), new Regex('()|b')]
const few = [undefined, '', 'a', 'an', '😀', 1, 0, -1, 2.5, -4, Number.NaN, true, [], { a: 1 }]
const replacements = [
  '$1',
  '$0$$',
  '<$2>',
  '$10',
  '$',
  'a$x',
  (found: { match: string }) => `(${found.match})`,
]

type List = readonly unknown[]
const grids: readonly (readonly [name: string, first: List, second: List, third: List])[] = [
  ['substring', [...values.texts, ...few], [...few, 4, 1.9, -1.9], [...few, 3]],
  [
    'pad',
    [...values.texts, ...few],
    [...few, 9, -9],
    ['', '-', '+-', '😀', 'é-', '\ude00\ud83d', undefined, 1],
  ],
  ['replace', [...values.texts, ...few], [...matchers, ...few], [...replacements, ...few]],
  ['split', values.texts, [...matchers, ...few], few],
  ['match', values.texts, [...matchers, ...few], few],
  ['reduce', [...values.lists, ...few], values.callables, few],
  ['round', values.numbers, [-400, -2, 0, 1, 2, 3, 15, 400, 1.5, Number.NaN], [undefined, 1]],
  ['zip', values.lists, values.lists, [undefined, [1, 2, 3], 'a']],
]

test.each(grids)(
  '$%s of three arguments gives what the library gives',
  async (name, first, second, third) => {
    const calls = pairs(first, second)
      .flatMap((pair) => third.map((one) => [...pair, one]))
      .filter(([, pattern, replacement]) => typeof pattern !== 'string' || typeof replacement !== 'function')
    expect(await differences(name, calls)).toEqual([])
  },
  30_000,
)

test('$replace with a limit gives what the library gives', async () => {
  const calls = pairs(values.texts, [...matchers, 'a', 'an']).flatMap((pair) =>
    [...replacements.slice(0, 3), undefined].flatMap((one) => few.map((limit) => [...pair, one, limit])),
  )
  expect(await differences('replace', calls)).toEqual([])
}, 30_000)

/** The library writes the source text of the function into the text. */
test('$replace of a text refuses a function', () => {
  expect(inWords(byOurs('replace', ['banana', 'a', (one: unknown) => one]))).toMatch(/^D3012/)
  expect(inWords(byOurs('replace', ['bonobo', 'a', (one: unknown) => one]))).toBe('"bonobo"')
})

/** The library writes without end. */
test('$formatInteger refuses letters of a number without end', async () => {
  expect(inWords(byOurs('formatInteger', [Number.POSITIVE_INFINITY, 'a']))).toMatch(/^D1001/)
  const calls = pairs(values.numbers, ['a', 'A', 'w', 'Ww', 'I', '1', '#,##0;o', '000'])
  expect(await differences('formatInteger', calls)).toEqual([])
})
