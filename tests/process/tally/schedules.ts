import fc from 'fast-check'
import type { Envelope } from '../../../engine/model/envelope.ts'
import type { FeedId } from '../../../engine/model/ids.ts'
import { unitAbove } from '../../../engine/results/unit-above.ts'
import { envelope, record, state } from '../../conformance/results-samples.ts'
import type { Votes } from './tallying.ts'

const counties = ['a', 'b'].map((name) => `${state}/county:${name}`)
const units = [
  state,
  ...counties,
  ...counties.flatMap((county) => [1, 2].map((n) => `${county}/precinct:${n}`)),
]
let nights = 0

/**
 * What a source said in one night, each key's revisions in order: figures, withdrawals, moves to the other county, own
 * results of counties and of the state beside those of their parts. Every night is of a feed of its own.
 */
export const night: fc.Arbitrary<{ readonly feed: FeedId; readonly said: readonly Envelope[] }> = fc
  .array(
    fc.record({
      unit: fc.constantFrom(...units),
      votes: fc.option(fc.integer({ min: 0, max: 1_000 })),
      moves: fc.boolean(),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((steps) => {
    const feed = `feed-${(nights += 1)}` as FeedId
    const previous = new Map<string, number>()
    const said = steps.map(({ unit, votes, moves }, at) => {
      const before = previous.get(unit) ?? null
      previous.set(unit, at + 1)
      const says = votes === null ? null : record(unit, votes, placeOf(unit, moves))
      return envelope(at + 1, votes, { feed, unit, previous: before, record: says })
    })
    return { feed, said }
  })

function placeOf(unit: string, moves: boolean): string | undefined {
  const within = unitAbove({ id: unit }, state)
  return moves && within !== state ? (counties.find((county) => county !== within) ?? within) : within
}

/** The figures that a night must end with, computed without any of the engine's steps. */
export function expectedVotes(said: readonly Envelope[]): { readonly own: Votes; readonly sums: Votes } {
  const last = new Map<string, Envelope>()
  for (const one of said) {
    if (one.revision > (last.get(one.key)?.revision ?? 0)) last.set(one.key, one)
  }
  const own = new Map<string, { readonly votes: number; readonly within: string | undefined }>()
  for (const { record: says } of last.values()) {
    const votes = says?.selections[0]?.votes.total
    if (says && votes !== undefined) own.set(says.unit.id, { votes, within: says.unit.within })
  }
  const sums = new Map<string, number>()
  // Counties first: the state's sum may contain theirs.
  for (const unit of [...counties, state]) {
    const direct = [...own.values()].filter(({ within }) => within === unit).map(({ votes }) => votes)
    const computed = [...sums].filter(([part]) => unit === state && !own.has(part)).map(([, votes]) => votes)
    const parts = [...direct, ...computed]
    if (parts.length > 0)
      sums.set(
        unit,
        parts.reduce((one, other) => one + other),
      )
  }
  return {
    own: Object.fromEntries([...own].map(([unit, { votes }]) => [unit, votes])),
    sums: Object.fromEntries(sums),
  }
}
