import { Type } from 'typebox'
import { component } from '../component.ts'
import type { Result } from '../model/result.ts'
import type { Check } from './check.ts'
import { doubtsInEach } from './doubts-in-each.ts'
import { count } from './figures.ts'
import { ShareText, share } from './limit.ts'

const options = Type.Object({ margin: Type.Optional(ShareText) }, { additionalProperties: false })

/**
 * More ballots, more votes for one selection, or more votes in all than registered voters can have cast. States that
 * register voters on election day need a margin. One county: 153,710 votes for 15,371 (DOMAIN §3).
 */
export const registered = component({
  type: 'registered',
  summary:
    'Holds a result with more ballots, votes for one selection or votes in all than registered voters can have cast (plus a margin).',
  options,
  create: ({ margin = '0 %' }): Check => {
    const times = 1 + share(margin)
    return doubtsInEach('CHECK_REGISTERED', (election) => {
      const registration = new Map(Object.entries(election.registration))
      return (result) => {
        const { ballots, unit } = result.record
        const voters = ballots?.registered ?? registration.get(unit.id)
        // Zero registered voters is how many systems write "not known".
        if (voters === undefined || voters === 0) return undefined
        const [what, most] = mostOf(result)
        return most > voters * times
          ? `${what} ${count(most)}, registered voters ${count(voters)}`
          : undefined
      }
    })
  },
})

/** What needs the most voters, and how many. */
function mostOf({ record: { ballots, contest, selections } }: Result): readonly [string, number] {
  let most: readonly [string, number] = ['ballots cast', ballots?.cast ?? 0]
  for (const { name, votes } of selections)
    if (votes.total > most[1]) most = [`votes for ${name}`, votes.total]
  const { votesAllowed } = contest
  if (votesAllowed === undefined) return most
  const sum = selections.reduce((votes, one) => votes + one.votes.total, 0)
  const needed = Math.ceil(sum / votesAllowed)
  if (needed <= most[1]) return most
  return [votesAllowed === 1 ? 'votes in all' : `votes in all, divided by ${votesAllowed} a voter,`, needed]
}
