import { Type } from 'typebox'
import { component } from '../component.ts'
import type { Check } from './check.ts'
import { doubtAboutAll } from './figures.ts'

const options = Type.Object({}, { additionalProperties: false })

/** One path of 2020 still served the results of 2016: one look at the date in the rows tells (DOMAIN §5). */
export const electionDate = component({
  type: 'election_date',
  summary: 'Holds a capture that names another election date than that of the feed’s election.',
  options,
  create: (): Check => ({
    *examine({ facts, election }) {
      const others = facts.electionDates.filter((date) => date !== election.date)
      if (others.length === 0) return
      yield doubtAboutAll(
        'CHECK_OTHER_ELECTION',
        `rows of ${others.join(', ')}; ${election.id} is on ${election.date}`,
      )
    },
  }),
})
