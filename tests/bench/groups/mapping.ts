import { divided, type Found, geometricMean } from '../figures.ts'
import { inChild } from '../in-child.ts'
import type { Compared } from '../mapping/compared.ts'
import { referenceMappings } from '../mapping/reference-mappings.ts'

/** The reference mappings: the `jsonata` library, the engine, and a function written by hand, beside each other in each of some processes. */
export async function* mapping({ smoke }: { readonly smoke: boolean }): AsyncIterable<Found> {
  const gains: (readonly number[])[] = []
  const costs: (readonly number[])[] = []
  for (const { name } of referenceMappings) {
    // oxlint-disable-next-line no-await-in-loop -- none beside another
    const { library, engine, code, byHand } = await compared(name, smoke)
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

/** What one process measures, some after the others: the machine's own compiler does not come to the same code in each. */
async function compared(name: string, smoke: boolean): Promise<Compared> {
  const all: Compared[] = []
  for (let process = 0; process < (smoke ? 1 : processes); process++) {
    // oxlint-disable-next-line no-await-in-loop -- none beside another
    const [rounds] = await inChild('mapping.ts', [name, ...(smoke ? ['smoke'] : [])])
    all.push(rounds as Compared)
  }
  const together = (of: keyof Compared): readonly number[] => all.flatMap((one) => one[of])
  return {
    library: together('library'),
    engine: together('engine'),
    code: together('code'),
    byHand: together('byHand'),
  }
}

const processes = 3
