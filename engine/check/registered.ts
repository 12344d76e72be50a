import { Type } from 'typebox'
import { component } from '../component.ts'
import type { Result } from '../model/result.ts'
import type { Check } from './check.ts'
import { count, doubtAbout } from './figures.ts'
import { ShareText, share } from './limit.ts'

const options = Type.Object({ margin: Type.Optional(ShareText) }, { additionalProperties: false })

/**
 * More ballots, or more votes for one selection, than registered voters. States that register voters on election day
 * need a margin. Shiawassee MI 2020: 153,710 votes for 15,371 (DOMAIN §3).
 */
export const registered = component({
  type: 'registered',
  summary:
    'Holds a result with more ballots, or more votes for one selection, than registered voters (plus a margin).',
  options,
  create: ({ margin = '0 %' }): Check => ({
    *examine({ now, election }) {
      for (const result of now.values()) {
        const { ballots, unit } = result.record
        const voters = ballots?.registered ?? election.registration[unit.id]
        // Zero registered voters is how many systems write "not known".
        if (voters === undefined || voters === 0) continue
        const [what, most] = mostOf(result)
        if (most > voters * (1 + share(margin))) {
          const said = `${what} ${count(most)}, registered voters ${count(voters)}`
          yield doubtAbout(result, 'CHECK_REGISTERED', said)
        }
      }
    },
  }),
})

function mostOf({ record: { ballots, selections } }: Result): readonly [string, number] {
  let most: readonly [string, number] = ['ballots cast', ballots?.cast ?? 0]
  for (const { name, votes } of selections)
    if (votes.total > most[1]) most = [`votes for ${name}`, votes.total]
  return most
}
