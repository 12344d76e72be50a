import jsonata from 'jsonata'
import { divided, type Found, geometricMean } from '../figures.ts'
import { engineExpression } from '../mapping/engine-expression.ts'
import { type ReferenceMapping, referenceMappings } from '../mapping/reference-mappings.ts'
import { type Contender, interleaved } from '../rounds.ts'

/** The reference mappings: the `jsonata` library, the engine, and a function written by hand, beside each other in one process. */
export async function* mapping({ smoke }: { readonly smoke: boolean }): AsyncIterable<Found> {
  const gains: (readonly number[])[] = []
  const costs: (readonly number[])[] = []
  for (const reference of referenceMappings) {
    // oxlint-disable-next-line no-await-in-loop -- none beside another
    const { library, engine, byHand, path } = await compared(reference, smoke)
    const { name } = reference
    yield figure(`${name}: jsonata library`, library)
    yield figure(`${name}: ${path}`, engine)
    yield figure(`${name}: by hand`, byHand)
    const gain = divided(library, engine)
    const cost = divided(engine, byHand)
    gains.push(gain)
    costs.push(cost)
    yield { ratio: { name: `${name}: library / engine`, better: 'more', rounds: gain } }
    yield { ratio: { name: `${name}: library / by hand`, better: 'more', rounds: divided(library, byHand) } }
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

const figure = (name: string, rounds: readonly number[]): Found => ({
  figure: { name, unit: 'µs', better: 'less', rounds },
})

/** Microseconds for a record, round by round. What is made is kept until the round ends, as a batch keeps it. */
async function compared(
  { text, byHand, values, records, libraryRecords }: ReferenceMapping,
  smoke: boolean,
): Promise<
  { readonly [of in 'library' | 'engine' | 'byHand']: readonly number[] } & { readonly path: string }
> {
  const many = values(smoke ? 40 : records)
  const few = values(smoke ? 40 : libraryRecords)
  const expression = jsonata(text)
  const { evaluate, path, isAsync } = engineExpression(text)
  const own = isAsync ? few : many
  const ofMany = isAsync && libraryRecords !== records ? libraryRecords : records
  const times = await interleaved(
    {
      library: () => eachAwaited(few, (value) => expression.evaluate(value)),
      engine: isAsync ? () => eachAwaited(own, evaluate) : each(many, evaluate),
      byHand: each(many, byHand as (value: unknown) => unknown),
    },
    { rounds: smoke ? 3 : 7, warm: smoke ? 1 : 2 },
  )
  const per = (rounds: readonly number[], count: number) =>
    rounds.map((ms) => (ms * 1_000) / (smoke ? 40 : count))
  return {
    path,
    library: per(times.library, libraryRecords),
    engine: per(times.engine, ofMany),
    byHand: per(times.byHand, records),
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
