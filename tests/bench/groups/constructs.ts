import jsonata from 'jsonata'
import { divided, type Found, geometricMean } from '../figures.ts'
import { constructInput, constructs as expressions } from '../mapping/constructs.ts'
import { compiledCode, engineExpression } from '../mapping/engine-expression.ts'
import { type Contender, interleaved } from '../rounds.ts'

/** What a budget says of every construct: so many times as fast as the library, or a reason. */
const atLeast = 20

/** Every kind of expression alone: the library beside the engine as a feed has it, and beside its code alone, in one process. */
export async function* constructs({ smoke }: { readonly smoke: boolean }): AsyncIterable<Found> {
  const [few, many] = smoke ? [20, 20] : [1_000, 20_000]
  const gains: (readonly number[])[] = []
  for (const [name, text] of Object.entries(expressions)) {
    const library = jsonata(text)
    // oxlint-disable-next-line no-await-in-loop -- none beside another
    const times = await interleaved(
      {
        library: async () => {
          // oxlint-disable-next-line no-await-in-loop -- one after the other
          for (let at = 0; at < few; at += 1) await library.evaluate(constructInput)
        },
        engine: repeated(many, engineExpression(text)),
        code: repeated(many, compiledCode(text)),
      },
      { rounds: smoke ? 1 : 7, warm: smoke ? 0 : 2 },
    )
    const of = (what: 'library' | 'engine' | 'code', count: number) =>
      times[what].map((milliseconds) => (milliseconds * 1_000) / count)
    const [slow, fast] = [of('library', few), of('engine', many)]
    const gain = divided(slow, fast)
    gains.push(gain)
    yield { figure: { name: `${name}: library`, unit: 'µs', better: 'less', rounds: slow, isAside: true } }
    yield { figure: { name: `${name}: engine`, unit: 'µs', better: 'less', rounds: fast } }
    yield { figure: { name: `${name}: code alone`, unit: 'µs', better: 'less', rounds: of('code', many) } }
    yield { ratio: { name, better: 'more', rounds: gain, goal: { atLeast } } }
  }
  const mean = (gains[0] ?? []).map((_, round) => geometricMean(gains.map((rounds) => rounds[round] ?? 1)))
  yield { ratio: { name: 'geometric mean', better: 'more', rounds: mean } }
}

const repeated =
  (count: number, evaluate: (value: unknown) => unknown): Contender =>
  () => {
    // What nobody takes might not be made.
    let made: unknown
    for (let at = 0; at < count; at += 1) made = evaluate(constructInput)
    return made
  }
