import { Type } from 'typebox'
import { component } from '../component.ts'
import type { Result, Selection } from '../model/result.ts'
import type { Check } from './check.ts'
import { doubtsInEach } from './doubts-in-each.ts'
import { count, totalOf } from './figures.ts'

const options = Type.Object({}, { additionalProperties: false })

/**
 * More votes than the ballots cast can hold. Where votes allowed are not known, one selection alone must still fit;
 * not so write-ins, which are several persons in one line.
 * One county: 100,000 votes extra for ten minutes, a district counted three times (DOMAIN §3).
 */
export const ballots = component({
  type: 'ballots',
  summary: 'Holds a result with more votes than ballots cast times votes allowed.',
  options,
  create: (): Check => doubtsInEach('CHECK_BALLOTS', () => said),
})

function said(result: Result): string | undefined {
  const { contest, ballots: { cast } = {}, selections } = result.record
  if (cast === undefined) return undefined
  let most: Selection | undefined
  for (const one of selections)
    if (!one.writeIn && (most === undefined || one.votes.total > most.votes.total)) most = one
  const sum = totalOf(result)
  if (contest.votesAllowed !== undefined && sum > cast * contest.votesAllowed) {
    const times = contest.votesAllowed === 1 ? '' : ` × ${contest.votesAllowed} votes allowed`
    return `${count(sum)} votes on ${count(cast)} ballots${times}`
  }
  if (most === undefined || most.votes.total <= cast) return undefined
  return `${most.name} has ${count(most.votes.total)} votes, ${count(cast)} ballots were cast`
}
