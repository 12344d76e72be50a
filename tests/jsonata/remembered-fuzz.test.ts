import type jsonata from 'jsonata'
import { expect, test } from 'vitest'
import { type CompileOptions, generate } from '../../engine/jsonata/compile.ts'
import { readAtRunTime } from '../../engine/jsonata/evaluate-text.ts'
import { instantiate } from '../../engine/jsonata/instantiate.ts'
import { boundsOf, type Limits } from '../../engine/jsonata/runtime/bounds.ts'
import { builtins } from '../../engine/jsonata/runtime/builtins.ts'
import { leavingOutNulls } from '../../engine/jsonata/runtime/nulls.ts'
import { Remembered } from '../../engine/jsonata/runtime/remembered.ts'
import { createRuntime } from '../../engine/jsonata/runtime/runtime.ts'
import type { Node } from '../../engine/jsonata/tree.ts'
import { copy } from '../../engine/map/plain.ts'
import type { Json } from '../../engine/model/json.ts'
import { compare } from './compare.ts'
import { anything, functionValues } from './compiled.ts'
import { outside, outsideNames } from './grammar.ts'
import { readByLibrary } from './library.ts'
import { faultOutcome, inWords, type Outcome, valueOutcome } from './outcome.ts'
import { type Mapped, mappedOf } from './remembered-rows.ts'

/** `CANVASS_FUZZ=1000000` compares so many rows, from the seed `CANVASS_FUZZ_SEED` on. */
const wanted = Number(process.env['CANVASS_FUZZ'] ?? 6_000)
const first = Number(process.env['CANVASS_FUZZ_SEED'] ?? 1)
/** Rows of one expression. */
const each = 20
/** One of so many expressions is given to the library, too. */
const heard = 20

/** How often something was found, in all of them. */
let found = 0
class Counting extends Remembered {
  override find(one: unknown, two?: unknown, three?: unknown, four?: unknown): object | undefined {
    const made = super.find(one, two, three, four)
    if (made !== undefined) found += 1
    return made
  }
}

type Run = (row: Json) => Outcome

/** Code as mappings run it. It remembers as long as it is not made again. */
function evaluator(code: string, nulls: CompileOptions['nulls'], limits: Limits): Run {
  const bounds = boundsOf(limits)
  const clean = { clean: false }
  const rest = nulls === undefined ? {} : { nulls: clean }
  const options = { bounds, builtins, now: () => 0, chance: () => 0.25, read: readAtRunTime, ...rest }
  const runtime = { ...createRuntime(options), Remembered: Counting, bounds }
  const run = instantiate({ code }, runtime)(functionValues(outside()))
  const once = (row: Json): unknown => {
    bounds.begin()
    return run(row)
  }
  const evaluate = nulls === undefined ? once : leavingOutNulls(clean, once, copy)
  return (row) => {
    try {
      return valueOutcome(evaluate(row))
    } catch (thrown) {
      return faultOutcome(thrown)
    }
  }
}

function codeOf(ast: jsonata.ExprNode, options: Partial<CompileOptions>): string {
  const made = generate(ast as unknown as Node, { known: anything(outsideNames), ...options })
  if ('because' in made) throw new Error(made.because)
  return made.code
}

const remember = ['contest', 'unit', 'selection']

/** The options of a seed: as feeds use them, mostly. */
function optionsOf(seed: number, { onlyTexts }: Mapped): Pick<CompileOptions, 'nulls' | 'row'> {
  if (onlyTexts && seed % 2 === 0) return { nulls: 'none', row: 'texts' }
  return seed % 4 === 0 ? {} : { nulls: 'none' }
}

const limitsOf = (seed: number): Limits =>
  seed % 9 === 0 ? { levels: 500, steps: 200_000, characters: 12 } : { levels: 500, steps: 200_000 }

function frozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value
  for (const member of Object.values(value)) frozen(member)
  return Object.freeze(value)
}

test('rows give what each gives alone, whatever is remembered of those before', {
  timeout: 60_000 + 10 * wanted,
}, async () => {
  const count = { expressions: 0, unreadable: 0, remembering: 0, rows: 0, values: 0, library: 0 }
  const differences: string[] = []
  found = 0
  for (let seed = first; count.rows < wanted; seed += 1) {
    const mapped = mappedOf(seed, each)
    const { expression, rows } = mapped
    const ast = readByLibrary(expression, { timeout: 1_000, stack: 500 })?.ast()
    if (ast === undefined) {
      count.unreadable += 1
      continue
    }
    const options = optionsOf(seed, mapped)
    const limits = limitsOf(seed)
    const plain = codeOf(ast, options)
    const code = codeOf(ast, { ...options, remember })
    const run = evaluator(code, options.nulls, limits)
    count.expressions += 1
    if (code.includes('new Remembered')) count.remembering += 1
    for (const [at, row] of frozen(rows).entries()) {
      const right = inWords(evaluator(plain, options.nulls, limits)(row))
      count.rows += 1
      if (right.startsWith('{') || right.startsWith('[')) count.values += 1
      const got = inWords(run(row))
      const where = `seed ${seed}, row ${at}: ${expression} of ${JSON.stringify(row)}`
      if (got !== right) differences.push(`${where}\n  alone ${right}\n  here  ${got}`)
    }
    if (seed % heard !== 0) continue
    const remembering = evaluator(codeOf(ast, { remember }), undefined, { levels: 5_000, steps: 2_000_000 })
    const ours = () => (data: unknown) => remembering(data as Json)
    for (const data of rows) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other, by one evaluator
      const compared = await compare({ expression, data }, ours, outside)
      count.library += 1
      if (compared.kind === 'different')
        differences.push(
          `seed ${seed}: ${expression}\n  library ${compared.library}\n  here    ${compared.ours}`,
        )
    }
  }
  process.stdout.write(`remembered: ${JSON.stringify({ ...count, found })}\n`)
  expect(differences.slice(0, 20).join('\n')).toBe('')
  expect(count.unreadable).toBeLessThan(count.expressions * 0.1)
  expect(count.remembering).toBeGreaterThan(count.expressions * 0.5)
  expect(count.values).toBeGreaterThan(count.rows * 0.4)
  expect(found).toBeGreaterThan(count.rows * 0.3)
})

/** What such tests have found. */
test.each([
  {
    why: 'a function that is given too little takes the context',
    expression: '{"contest": {"id": $lookup(a)}}',
    rows: [
      { a: 'b', b: 'x' },
      { a: 'b', b: 'y' },
    ],
  },
  {
    why: 'a name behind which a variable is bound is the context',
    expression: '{"contest": {"id": a, "of": a@$x}}',
    rows: [
      { a: 'x', b: '1' },
      { a: 'x', b: '2' },
    ],
  },
  {
    why: 'two objects are not one',
    expression: '($f := function() { {"contest": {"id": a}} }; $f().contest in [$f().contest])',
    rows: [{ a: 'x' }],
  },
  {
    why: 'an object with what is no number is not its like',
    expression: '($f := function() { {"contest": {"id": $number(a) % 0}} }; $f() = $f())',
    rows: [{ a: '1' }],
  },
])('$why: $expression', ({ expression, rows }) => {
  const ast = readByLibrary(expression, {})?.ast() as jsonata.ExprNode
  const run = evaluator(codeOf(ast, { remember }), undefined, {})
  const plain = codeOf(ast, {})
  for (const row of rows) expect(inWords(run(row))).toBe(inWords(evaluator(plain, undefined, {})(row)))
})
