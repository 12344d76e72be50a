import { clarityFacts } from './clarity-facts.ts'
import { testAllPublished, testFacts } from './facts.ts'
import { describeReal } from './real-files.ts'

describeReal('Georgia, general election of 2020: detail.xml of the state by county', () => {
  testAllPublished('Georgia 2020', { results: 2473 })

  testFacts(
    'Georgia 2020',
    { folder: 'us-ga-clarity-detail-xml-2020', file: 'detail.xml' },
    clarityFacts('ocd-division/country:us/state:ga', 'America/New_York', {
      electionDay: 'Election Day Votes',
      absenteeMail: 'Absentee by Mail Votes',
      early: 'Advanced Voting Votes',
      provisional: 'Provisional Votes',
    }),
    {
      precinctsReporting_attr:
        'the file has no such attribute; units_total is read from precinctsParticipating',
    },
  )
})
