import { Type } from 'typebox'
import { component } from '../component.ts'
import type { Result, ResultRecord, Votes } from '../model/result.ts'
import type { Check } from './check.ts'
import { doubtsInEach } from './doubts-in-each.ts'
import { count } from './figures.ts'

const options = Type.Object({}, { additionalProperties: false })

/** One county: -16,022 votes in a precinct of 585 voters (DOMAIN §3). A fraction never gets this far: its row is rejected. */
export const negative = component({
  type: 'negative',
  summary: 'Holds a result with a count below zero.',
  options,
  create: (): Check => doubtsInEach('CHECK_NEGATIVE', () => said),
})

function said({ record }: Result): string | undefined {
  if (!hasNegative(record)) return undefined
  const { ballots, reporting, selections } = record
  const named: (readonly [string, number])[] = selections.flatMap((selection) =>
    Object.entries(selection.votes).map(([mode, votes]) => [`${selection.name}, ${mode}`, votes] as const),
  )
  for (const [word, value] of Object.entries({ ...ballots, ...reporting })) {
    if (typeof value === 'number') named.push([word, value])
  }
  const wrong = named.find(([, value]) => value < 0)
  return wrong && `${wrong[0]} is ${count(wrong[1])}`
}

/** Told first, without a list of all counts: it is no for nearly every result. */
function hasNegative({ selections, ballots, reporting }: ResultRecord): boolean {
  for (const { votes } of selections) if (hasNegativeIn(votes)) return true
  if (isNegative(reporting?.unitsReporting) || isNegative(reporting?.unitsTotal)) return true
  for (const word in ballots) if (isNegative(ballots?.[word as 'cast'])) return true
  return false
}

/** Member by member: one whose name is not written out must be looked up. */
const hasNegativeIn = (votes: Votes): boolean =>
  isNegative(votes.total) ||
  isNegative(votes.electionDay) ||
  isNegative(votes.early) ||
  isNegative(votes.absentee) ||
  isNegative(votes.absenteeInPerson) ||
  isNegative(votes.absenteeMail) ||
  isNegative(votes.provisional) ||
  isNegative(votes.uocava) ||
  isNegative(votes.writeIn) ||
  isNegative(votes.other)

const isNegative = (value: number | undefined): boolean => value !== undefined && value < 0
