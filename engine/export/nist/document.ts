import type { Election } from '../../model/election.ts'
import { momentOf } from '../../time/moment.ts'
import type { Facts } from './facts.ts'
import { nistId } from './id.ts'
import { statusOfAll } from './status.ts'
import { known, type NistObject, type NistValue, textOf } from './tree.ts'

/** The words at the end of an election's id that are types of NIST. Which kind of primary it is, nobody said. */
const types = ['general', 'primary', 'runoff', 'special']

/** The whole document. Times are those of the results: written again, it is the same. */
export function electionReport(
  election: Election,
  facts: Facts,
  candidates: NistValue,
  contests: NistValue,
): NistObject {
  const updated = facts.updated === '' ? '1970-01-01T00:00:00Z' : seconds(facts.updated)
  return {
    '@type': 'ElectionReport',
    Election: [
      {
        '@type': 'Election',
        BallotCounts: { [Symbol.iterator]: () => facts.ballotCounts()[Symbol.iterator]() },
        Candidate: candidates,
        Contest: contests,
        ElectionScopeId: facts.scope,
        ExternalIdentifier: [
          {
            '@type': 'ExternalIdentifier',
            Type: 'other',
            OtherType: 'canvass-election',
            Value: election.id,
          },
        ],
        Name: textOf(election.title),
        StartDate: dateOf(election, updated),
        EndDate: dateOf(election, updated),
        ...typeOf(election.id),
      },
    ],
    Format: facts.hasPrecincts ? 'precinct-level' : 'summary-contest',
    GeneratedDate: updated,
    GpUnit: { [Symbol.iterator]: () => facts.reportingUnits()[Symbol.iterator]() },
    Issuer: 'Canvass',
    IssuerAbbreviation: 'CANVASS',
    ...(isTest(election, updated) ? { IsTest: true } : {}),
    ...known({ Notes: notesOf(facts.counts) }),
    Party: facts.parties.map((party) => ({
      '@type': 'Party',
      '@id': nistId('party', party),
      Name: textOf(party),
    })),
    SequenceStart: 1,
    SequenceEnd: 1,
    Status: statusOfAll(facts.statuses),
    ...(isTest(election, updated) ? { TestType: 'test window of the election' } : {}),
    VendorApplicationId: 'canvass',
  }
}

/** NIST takes no fractions of a second. */
const seconds = (time: string): string => time.replace(/\.\d+/, '')

/** Of an election that has no file its id may tell. */
const dateOf = ({ date, id }: Election, updated: string): string =>
  date || (/\d{4}-\d\d-\d\d/.exec(id)?.[0] ?? updated.slice(0, 10))

function typeOf(id: string): { readonly Type: string; readonly OtherType?: string } {
  const word = id.slice(id.lastIndexOf('-') + 1)
  return types.includes(word) ? { Type: word } : { Type: 'other', OtherType: word }
}

const isTest = ({ testWindows }: Election, updated: string): boolean =>
  testWindows.some(({ from, to }) => {
    const at = momentOf(updated)
    return at >= momentOf(from) && at < momentOf(to)
  })

/** What a reader of figures must know and NIST has no place for. */
function notesOf({ all, stale, set }: Facts['counts']): string | undefined {
  const notes = [
    ...(stale > 0
      ? [`${stale} of ${all} results are stale: newer figures are held back or do not come.`]
      : []),
    ...(set > 0 ? [`${set} of ${all} results hold figures that a person set.`] : []),
  ]
  return notes.length === 0 ? undefined : notes.join(' ')
}
