import jsonata from 'jsonata'
import { divided, type Found, geometricMean } from '../figures.ts'
import { compiledCode, engineExpression } from '../mapping/engine-expression.ts'
import { type ReferenceMapping, referenceMappings } from '../mapping/reference-mappings.ts'
import { type Contender, interleaved } from '../rounds.ts'

/** The reference mappings: the `jsonata` library, the engine, and a function written by hand, beside each other in one process. */
export async function* mapping({ smoke }: { readonly smoke: boolean }): AsyncIterable<Found> {
  const gains: (readonly number[])[] = []
  const costs: (readonly number[])[] = []
  for (const reference of referenceMappings) {
    // oxlint-disable-next-line no-await-in-loop -- none beside another
    const { library, engine, code, byHand } = await compared(reference, smoke)
    const { name } = reference
    yield figure(`${name}: jsonata library`, library, { isAside: true })
    yield figure(`${name}: engine`, engine)
    yield figure(`${name}: code alone`, code)
    yield figure(`${name}: by hand`, byHand, { isAside: true })
    const gain = divided(library, engine)
    const cost = divided(engine, byHand)
    gains.push(gain)
    costs.push(cost)
    yield { ratio: { name: `${name}: library / engine`, better: 'more', rounds: gain } }
    yield {
      ratio: {
        name: `${name}: library / by hand`,
        better: 'more',
        rounds: divided(library, byHand),
        isAside: true,
      },
    }
    yield { ratio: { name: `${name}: code alone / by hand`, better: 'less', rounds: divided(code, byHand) } }
    yield { ratio: { name: `${name}: engine / by hand`, better: 'less', rounds: cost, goal: { atMost: 2 } } }
  }
  const mean = (of: readonly (readonly number[])[]): readonly number[] =>
    (of[0] ?? []).map((_, round) => geometricMean(of.map((rounds) => rounds[round] ?? Number.NaN)))
  yield {
    ratio: {
      name: 'geometric mean: library / engine',
      better: 'more',
      rounds: mean(gains),
      goal: { atLeast: 100 },
    },
  }
  yield { ratio: { name: 'geometric mean: engine / by hand', better: 'less', rounds: mean(costs) } }
}

const figure = (name: string, rounds: readonly number[], more: { readonly isAside?: true } = {}): Found => ({
  figure: { name, unit: 'µs', better: 'less', rounds, ...more },
})

/** Microseconds for a record, round by round. What is made is kept until the round ends, as a batch keeps it. */
async function compared(
  { text, byHand, values, records, libraryRecords }: ReferenceMapping,
  smoke: boolean,
): Promise<Readonly<Record<'library' | 'engine' | 'code' | 'byHand', readonly number[]>>> {
  const [many, few] = smoke ? [40, 40] : [records, libraryRecords]
  const [all, some] = [values(many), values(few)]
  const expression = jsonata(text)
  const times = await interleaved(
    {
      library: () => eachAwaited(some, (value) => expression.evaluate(value)),
      engine: each(all, engineExpression(text)),
      code: each(all, compiledCode(text)),
      byHand: each(all, byHand as (value: unknown) => unknown),
    },
    { rounds: smoke ? 3 : 9, warm: smoke ? 1 : 3 },
  )
  const per = (rounds: readonly number[], count: number) => rounds.map((ms) => (ms * 1_000) / count)
  return {
    library: per(times.library, few),
    engine: per(times.engine, many),
    code: per(times.code, many),
    byHand: per(times.byHand, many),
  }
}

async function eachAwaited(
  values: readonly unknown[],
  evaluate: (value: unknown) => unknown,
): Promise<unknown> {
  const made: unknown[] = []
  // oxlint-disable-next-line no-await-in-loop -- one row after the other
  for (const value of values) made.push(await evaluate(value))
  return made
}

const each =
  (values: readonly unknown[], evaluate: (value: unknown) => unknown): Contender =>
  () => {
    const made: unknown[] = []
    for (const value of values) made.push(evaluate(value))
    return made
  }
