import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { builtins } from '../../engine/jsonata/runtime/builtins.ts'
import { compare } from './compare.ts'
import { anything, compiledBy } from './compiled.ts'
import { deviations } from './deviations.ts'
import { emptyReport, fuzz, type Report, reproduction } from './fuzz.ts'
import { fuzzInWorkers } from './fuzz-in-workers.ts'
import { outside, outsideNames, type Pair } from './grammar.ts'
import { byMended, mendedLibrary, source } from './mended-library.ts'

/** `CANVASS_FUZZ=1000000` compares so many pairs, from the seed `CANVASS_FUZZ_SEED` on. */
const wanted = Number(process.env['CANVASS_FUZZ'] ?? 0)
const first = Number(process.env['CANVASS_FUZZ_SEED'] ?? 1)
const usual = 5_000
/** Pairs of one seed. */
const each = 4

const compiledOurs = compiledBy(anything(outsideNames))

interface Kept extends Pair {
  readonly why: string
}
const kept = JSON.parse(readFileSync(new URL('kept-seeds.json', import.meta.url), 'utf8')) as readonly Kept[]

const seeds = (from: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => from + index)
const hours = 12 * 3_600_000

test('random expressions on random data give the same compiled and interpreted', {
  timeout: hours,
}, async () => {
  const report =
    wanted === 0
      ? await fuzz(seeds(first, usual), compiledOurs, emptyReport())
      : await fuzzInWorkers({ first, count: Math.ceil(wanted / each) }, 2, tell)
  tell(report)
  expect(report.differences.map(reproduction).join('\n')).toBe('')
  expect(report.left).toEqual({})
  expect(report.values).toBeGreaterThan(report.pairs * 0.7)
  expect(report.bounded + report.unreadable).toBeLessThan(report.pairs * 0.05)
  expect(Object.values(report.explained).reduce((sum, one) => sum + one, 0)).toBeLessThan(report.pairs * 0.01)
  expect(rare(report)).toEqual([])
})

function tell({ pairs, values, faults, bounded, unreadable, explained, left, differences }: Report): void {
  const allowed = Object.entries(explained).map(([name, count]) => `${count} ${name}`)
  process.stdout.write(
    `fuzz: ${pairs} pairs: ${values} same values, ${faults} same errors, ${bounded} bounded, ${unreadable} unreadable,` +
      ` ${differences.length} different, ${Object.keys(left).length} reasons to fall back; allowed: ${allowed.join(', ') || 'none'}\n`,
  )
}

/** Constructs and built-ins that were too seldom part of an expression that gave something: ten times in a usual run. */
const least = ({ pairs }: Report): number => Math.min(10, Math.floor((10 * pairs) / (usual * each)))
const constructs =
  'path,name,string,number,value,regex,$,$$,wildcard,descendant,parent,condition,block,bind,function,lambda,partial,apply,transform,sort,filter,index,' +
  'unary -,unary [,unary {,binary +,binary -,binary *,binary /,binary %,binary &,binary =,binary !=,binary <,binary <=,binary >,binary >=,binary ..,binary in,binary and,binary or,' +
  'with keepArray,with keepSingletonArray,with consarray,with tuple,with focus,with index,with ancestor,with group,with predicate,with stages,with thunk,with signature,with delete,with else,with descending'
// What fails gives nothing.
const names = [...builtins.keys()].filter((name) => name !== 'error').map((name) => `$${name}`)
const rare = (report: Report): readonly string[] =>
  [...constructs.split(','), ...names].flatMap((name) => {
    const count = report.reached[name] ?? 0
    return count < least(report) ? [`${name} ${count}`] : []
  })

test('the constructs are all that the library knows', () => {
  const evaluator = source.slice(
    source.indexOf('async function evaluate('),
    source.indexOf('async function evaluateBooleanExpression('),
  )
  const kinds = [...evaluator.matchAll(/case '([^']+)':/g)].map(([, kind]) => kind as string)
  const known = new Set(constructs.split(',').map((one) => one.split(' ').at(-1)))
  expect(kinds.length).toBeGreaterThan(30)
  expect(kinds.filter((kind) => !known.has(kind) && !sorts.has(kind))).toEqual([])
})
/** Said of nodes that have a construct for each of their operators. */
const sorts = new Set(['binary', 'unary', 'variable'])

test.each(kept)('$why: $expression', async ({ expression, data }) => {
  const compared = await compare({ expression, data }, compiledOurs, outside)
  expect(['same', 'explained', 'bounded']).toContain(compared.kind)
})

test('a wrong library is told from the right one, by the smallest pair', async () => {
  const wrong = mendedLibrary([
    ...deviations.flatMap(({ changes }) => changes),
    { from: 'result = lhs >= rhs', to: 'result = lhs > rhs' },
  ])
  const report = await fuzz(
    // Whatever else is compared: in these it is seen.
    seeds(1, 800),
    (text) => (data, bindings) => byMended(wrong, text, structuredClone(data), bindings),
  )
  expect(report.differences.length).toBeGreaterThan(0)
  for (const { pair } of report.differences) expect(pair.expression).toContain('>=')
  const shortest = Math.min(...report.differences.map(({ pair }) => pair.expression.length))
  expect(shortest).toBeLessThan(30)
})
