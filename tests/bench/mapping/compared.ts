import jsonata from 'jsonata'
import { type Contender, interleaved } from '../rounds.ts'
import { compiledCode, engineExpression } from './engine-expression.ts'
import type { ReferenceMapping } from './reference-mappings.ts'

/** Microseconds for a record, round by round. */
export type Compared = Readonly<Record<'library' | 'engine' | 'code' | 'byHand', readonly number[]>>

/** Measures a mapping in this process. What is made is kept until the round ends, as a batch keeps it. */
export async function comparedHere(
  { text, byHand, values, records, libraryRecords }: ReferenceMapping,
  smoke: boolean,
): Promise<Compared> {
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
    { rounds: 3, warm: smoke ? 1 : 7 },
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
