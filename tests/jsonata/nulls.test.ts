import type jsonata from 'jsonata'
import { expect, test } from 'vitest'
import { generate, type Known } from '../../engine/jsonata/compile.ts'
import { readAtRunTime } from '../../engine/jsonata/evaluate-text.ts'
import { instantiate } from '../../engine/jsonata/instantiate.ts'
import { boundsOf } from '../../engine/jsonata/runtime/bounds.ts'
import { builtins } from '../../engine/jsonata/runtime/builtins.ts'
import { leavingOutNulls, type Nulls } from '../../engine/jsonata/runtime/nulls.ts'
import { createRuntime } from '../../engine/jsonata/runtime/runtime.ts'
import type { Node } from '../../engine/jsonata/tree.ts'
import { copy } from '../../engine/map/plain.ts'
import type { Json } from '../../engine/model/json.ts'
import { anything, functionValues } from './compiled.ts'
import { feedPaths, mappingBindings, mappingNames, mappingsOf } from './feed-rows.ts'
import { randomOf } from './grammar/random.ts'
import { outside, outsideNames, type Pair, pairsOf } from './grammar.ts'
import { readByLibrary } from './library.ts'
import { faultOutcome, inWords, valueOutcome } from './outcome.ts'

const limits = { levels: 500, steps: 200_000 }
type Run = (data: Json) => unknown

/** An expression of inputs that have no nulls, and one that leaves them out itself. */
function both(
  ast: jsonata.ExprNode,
  known: readonly Known[] = anything(outsideNames),
  given = outside(),
): {
  readonly plain: Run
  readonly leaving: Run
  readonly reads: boolean
} {
  const bindings = functionValues(given)
  const run = (nulls?: Nulls): { readonly run: Run; readonly code: string } => {
    const generated = generate(ast as unknown as Node, {
      known,
      ...(nulls === undefined ? {} : { nulls: 'none' as const }),
    })
    if ('because' in generated) throw new Error(generated.because)
    const bounds = boundsOf(limits)
    const options = { bounds, builtins, now: () => 0, chance: () => 0.25, read: readAtRunTime }
    const evaluate = instantiate(
      generated,
      createRuntime({ ...options, ...(nulls === undefined ? {} : { nulls }) }),
    )(bindings)
    return {
      code: generated.code,
      run(data) {
        bounds.begin()
        return evaluate(data)
      },
    }
  }
  const nulls = { clean: false }
  const leaving = run(nulls)
  return {
    plain: run().run,
    leaving: leavingOutNulls(nulls, leaving.run, copy),
    reads: /\bleaf\(|\?\? undefined/.test(leaving.code),
  }
}

const outcomeOf = (run: () => unknown): string => {
  try {
    return inWords(valueOutcome(run()))
  } catch (thrown) {
    return inWords(faultOutcome(thrown))
  }
}

/** A copy some members of which are null. */
function nulled(value: Json, chance: (percent: number) => boolean): Json {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => nulled(item, chance))
  const entries = Object.entries(value).map(([key, member]) => [
    key,
    chance(12) ? null : nulled(member as Json, chance),
  ])
  return Object.fromEntries(entries) as Json
}

const wanted = Number(process.env['CANVASS_FUZZ'] ?? 4_000)

test('members that are null are none, wherever an expression reads them or hands them on', {
  timeout: 60_000 + 10 * wanted,
}, () => {
  let read = 0
  let some = 0
  for (let seed = 1; seed * 4 <= wanted; seed += 1) {
    const pairs = pairsOf(seed)
    const expression = (pairs[0] as Pair).expression
    const parsed = readByLibrary(expression, { timeout: 1_000, stack: 500 })
    if (parsed === undefined) continue
    const { plain, leaving, reads } = both(parsed.ast())
    for (const { data } of pairs) {
      const random = randomOf(seed)
      const given = nulled(data, (percent) => random.percent(percent))
      if (reads) read += 1
      for (const one of [given, data, given]) {
        const right = outcomeOf(() => plain(copy(one)))
        if (right !== 'undefined') some += 1
        expect(
          outcomeOf(() => leaving(one)),
          `seed ${seed}: ${expression} of ${JSON.stringify(one)}`,
        ).toBe(right)
      }
    }
  }
  // Enough of them read what they know to be in rows.
  expect(read).toBeGreaterThan(wanted / 10)
  expect(some).toBeGreaterThan(wanted)
})

test('members that are null are none to every mapping of the project', { timeout: 120_000 }, async () => {
  let reading = 0
  /** By their texts: a profile serves many feeds. */
  const known = new Map<string, ReturnType<typeof both>>()
  for (const feed of feedPaths) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    for (const { text, rows } of await mappingsOf(feed)) {
      const parsed = known.has(text) ? undefined : readByLibrary(text, { timeout: 1_000, stack: 500 })
      const one = known.get(text) ?? (parsed && both(parsed.ast(), mappingNames, mappingBindings()))
      if (one === undefined) throw new Error(`a mapping of ${feed} can not be read`)
      known.set(text, one)
      const { plain, leaving, reads } = one
      if (reads) reading += 1
      for (const [seed, row] of rows.entries()) {
        const random = randomOf(seed)
        const given = nulled(row, (percent) => random.percent(percent))
        for (const data of [given, row])
          expect(
            outcomeOf(() => leaving(data)),
            `${feed} of ${JSON.stringify(data)}`,
          ).toBe(outcomeOf(() => plain(copy(data))))
      }
    }
  }
  expect(reading).toBeGreaterThan(20)
})
