import { type Mode, modes, type Result } from '../model/result.ts'
import { count, votesOf } from './figures.ts'

/**
 * What differs between a total and the sum of its parts, in words: a selection, or a mode that the total and each of the
 * parts report. A selection that only the total has is no difference, for parts often leave write-ins out; one that only
 * parts have is one, if it has votes.
 */
export function sumDifference(whole: Result, parts: readonly Result[]): string | undefined {
  const inParts = parts.length === 1 ? 'in its one part' : `in its ${count(parts.length)} parts`
  const sums: Record<string, number> = {}
  for (const part of parts) {
    for (const [id, votes] of Object.entries(votesOf(part))) sums[id] = (sums[id] ?? 0) + votes
  }
  const withheld = new Set(parts.flatMap(({ record }) => record.suppressed ?? []).map(({ id }) => id))
  for (const { id, name, votes } of whole.record.selections) {
    const sum = sums[id] ?? votes.total
    if (withheld.has(id) ? sum > votes.total : sum !== votes.total) {
      return `${name} has ${count(votes.total)} votes, and ${count(sum)} ${inParts}`
    }
  }
  return onlyInParts(whole, sums, parts, inParts) ?? modeDifference(whole, parts, inParts)
}

function onlyInParts(
  { record }: Result,
  sums: Readonly<Record<string, number>>,
  parts: readonly Result[],
  inParts: string,
): string | undefined {
  // A unit of which only ballots, voters or names written in are told has no total of the others.
  if (record.selections.every(({ writeIn }) => writeIn)) return undefined
  const known = new Set([...record.selections, ...(record.suppressed ?? [])].map(({ id }) => id))
  const [lacking] = Object.entries(sums).filter(([id, sum]) => sum > 0 && !known.has(id))
  if (lacking === undefined) return undefined
  const [id, sum] = lacking
  const named = parts.flatMap((part) => part.record.selections).find((one) => one.id === id)
  return `${named?.name ?? id} is not in it, and has ${count(sum)} votes ${inParts}`
}

function modeDifference(whole: Result, parts: readonly Result[], inParts: string): string | undefined {
  const byId = parts.map(({ record }) => new Map(record.selections.map((one) => [one.id, one.votes])))
  for (const { id, name, votes } of whole.record.selections) {
    const mine = byId.flatMap((part) => part.get(id) ?? [])
    // A part that lacks the selection may have votes of it in the total.
    if (mine.length < parts.length) continue
    for (const mode of modes) {
      const total = votes[mode]
      const given = mine.flatMap((one) => one[mode] ?? [])
      if (total === undefined || given.length === 0) continue
      const sum = given.reduce((all, one) => all + one, 0)
      if (given.length < mine.length ? sum > total : sum !== total) {
        return `${name} has ${count(total)} ${inWords(mode)} votes, and ${count(sum)} ${inParts}`
      }
    }
  }
  return undefined
}

const inWords = (mode: Mode): string => mode.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
