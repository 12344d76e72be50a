import { isDeepStrictEqual } from 'node:util'
import jsonata from 'jsonata'
import { expect, test } from 'vitest'
import { explanation } from './compare.ts'
import { anything, compiled } from './compiled.ts'
import { faultOutcome, inWords, type Outcome, sameOutcome, valueOutcome } from './outcome.ts'
import { type Expected, type SuiteCase, suiteCases } from './suite-cases.ts'

const cases = suiteCases()
const why = cases === undefined ? ' (the suite is not beside this project: ../shared/jsonata-test-suite)' : ''

interface Run {
  readonly value: unknown
  readonly outcome: Outcome
}

async function byLibrary({ expression, data, bindings, bounds }: SuiteCase): Promise<Run> {
  return runOf(() => jsonata(expression, bounds).evaluate(data(), bindings))
}

async function runOf(evaluate: () => Promise<unknown>): Promise<Run> {
  try {
    const value = await evaluate()
    return { value, outcome: valueOutcome(value) }
  } catch (thrown) {
    return { value: undefined, outcome: faultOutcome(thrown) }
  }
}

/** What is wrong, measured by the suite. */
function mistake({ value, outcome }: Run, expected: Expected): string | undefined {
  const right = outcome.kind === 'value' ? isResult(value, expected) : isError(outcome, expected)
  return right ? undefined : `expected ${JSON.stringify(expected)}, got ${inWords(outcome)}`
}

function isResult(value: unknown, expected: Expected): boolean {
  if (expected.kind === 'nothing') return value === undefined
  if (expected.kind === 'error') return false
  const [one, other] = [value, expected.result].map(plainData)
  if (expected.unordered !== true) return isDeepStrictEqual(one, other)
  const sorted = [one, other].map((list) =>
    (list as unknown[]).map((item) => JSON.stringify(item)).toSorted(),
  )
  return isDeepStrictEqual(sorted[0], sorted[1])
}

/** As the suite writes it down. */
const plainData = (value: unknown): unknown =>
  value === undefined ? undefined : JSON.parse(JSON.stringify(value))

/** The suite calls every bound U1001. */
function isError(outcome: Outcome & { kind: 'fault' }, { kind, code, token }: Expected): boolean {
  if (kind !== 'error') return false
  const found = outcome.code === 'D1011' || outcome.code === 'D1012' ? 'U1001' : outcome.code
  return found === code && (token === undefined || outcome.token === token)
}

/** Where a bound is met, and how a list is shuffled, depends on more than the expression. */
const comparable = ({ expects }: SuiteCase): boolean => expects.unordered !== true && expects.code !== 'U1001'

function treeOf(expression: string): jsonata.ExprNode | undefined {
  try {
    return jsonata(expression).ast()
  } catch {
    return undefined
  }
}

/** Ends what takes longer than the case allows. */
function timer({ bounds }: SuiteCase): () => void {
  const end = Date.now() + (bounds.timeout ?? 60_000)
  return () => {
    // As the library throws.
    // oxlint-disable-next-line no-throw-literal
    if (Date.now() > end) throw { code: 'D1012', value: bounds.timeout }
  }
}

test.skipIf(cases === undefined)(
  `every case of the official suite is compiled and right${why}`,
  { timeout: 120_000 },
  async () => {
    const control: string[] = []
    const wrong: string[] = []
    const left: string[] = []
    const explained: string[] = []
    let done = 0
    let unreadable = 0
    for (const one of cases ?? []) {
      // One after another: some are bounded in time.
      // oxlint-disable-next-line no-await-in-loop
      const library = await byLibrary(one)
      const said = mistake(library, one.expects)
      if (said !== undefined) control.push(`${one.name}: ${said}`)
      const ast = treeOf(one.expression)
      if (ast === undefined) {
        // What the parser refuses never comes to be compiled.
        unreadable += 1
        continue
      }
      const run = compiled(ast, anything(Object.keys(one.bindings)), {
        levels: one.bounds.stack ?? 5_000,
        look: timer(one),
      })
      if (typeof run !== 'function') {
        left.push(`${one.name}: ${run.because}`)
        continue
      }
      done += 1
      const ours = await runOf(async () => run(one.data(), one.bindings))
      const problem = mistake(ours, one.expects)
      if (problem !== undefined) wrong.push(`${one.name}: ${problem}`)
      else if (comparable(one) && !sameOutcome(ours.outcome, library.outcome)) {
        const by = explanation(one.expression, one.data() as never, () => one.bindings, ours.outcome)
        const both = `${inWords(ours.outcome)}, library ${inWords(library.outcome)}`
        if (by === undefined) wrong.push(`${one.name}: ${both}`)
        else explained.push(`${one.name}: ${by}: ${both}`)
      }
    }
    process.stdout.write(
      `official suite: ${cases?.length} cases, compiled ${done}, refused by the parser (as they should be) ${unreadable}, fall back ${left.length}, wrong ${wrong.length}\n`,
    )
    expect({ control, wrong, left, explained }).toEqual({ control: [], wrong: [], left: [], explained: [] })
    expect(done).toBeGreaterThan(1_400)
  },
)
