import type { ContestResults } from '../../engine/export/format.ts'
import { modes } from '../../engine/model/result.ts'

/** Every figure of an export by its name, withheld ones as such: what two readings are compared by. */
export type Read = ReadonlyMap<string, number | 'withheld'>

export const figureName = (...ids: readonly string[]): string => ids.join('|')

/** What stands in results. `of`: which figures a format has a place for. */
export function figuresOf(
  contests: Iterable<ContestResults>,
  of: { readonly overvotes: boolean } = { overvotes: true },
): Read {
  const read = new Map<string, number | 'withheld'>()
  for (const { contest, results } of contests) {
    for (const { record } of results) {
      const unit = record.unit.id
      for (const { id, votes, suppressed = [] } of record.selections) {
        read.set(figureName(contest, unit, id, 'total'), votes.total)
        for (const mode of modes) {
          const figure = suppressed.includes(mode) ? 'withheld' : votes[mode]
          if (figure !== undefined) read.set(figureName(contest, unit, id, mode), figure)
        }
      }
      for (const { id } of record.suppressed ?? [])
        read.set(figureName(contest, unit, id, 'total'), 'withheld')
      if (!of.overvotes || record.contest.type === 'ballots') continue
      for (const word of ['overvotes', 'undervotes'] as const) {
        const figure = record.ballots?.[word]
        if (figure !== undefined) read.set(figureName(contest, unit, word), figure)
      }
    }
  }
  return read
}

export const sorted = (read: Read): readonly (readonly [string, number | 'withheld'])[] =>
  [...read].toSorted(([one], [other]) => (one < other ? -1 : 1))
