import { type TProperties, Type } from 'typebox'
import { contestTypes, statuses } from '../model/result.ts'

const closed = <Members extends TProperties>(description: string, members: Members) =>
  Type.Optional(Type.Object(members, { additionalProperties: false, title: 'an object', description }))
/** A title says what is expected, for messages: "votes.total is "abc", not a whole number". */
const count = (description: string) =>
  Type.Optional(
    Type.Integer({
      minimum: Number.MIN_SAFE_INTEGER,
      maximum: Number.MAX_SAFE_INTEGER,
      title: 'a whole number',
      description,
    }),
  )
const text = (description: string) =>
  Type.Optional(Type.String({ pattern: '\\S', title: 'a text with something in it', description }))
const word = (words: readonly string[], description: string) =>
  Type.Optional(Type.String({ enum: [...words], title: `one of ${words.join(', ')}`, description }))
const time = (description: string) =>
  Type.Optional(
    Type.String({
      pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)$',
      title: 'a time like 2024-11-05T22:14:00-05:00',
      description,
    }),
  )

/** What a mapping may make of a row: `CountLineValue` (model/count-line.ts) as a schema. */
export const countLine = Type.Object(
  {
    contest: closed(
      'What is voted on. By its id, or by its name, which the crosswalk of the election may know.',
      {
        id: text('The id that all sources of the election share.'),
        name: text('As the source writes it.'),
        type: word(contestTypes, 'Candidate, where it is not said.'),
        votes_allowed: Type.Optional(
          Type.Integer({
            minimum: 1,
            maximum: Number.MAX_SAFE_INTEGER,
            title: 'a whole number above 0',
            description: 'How many selections a voter may mark.',
          }),
        ),
      },
    ),
    unit: closed('Where the votes were counted. By its id, or by its type and name.', {
      id: text('An OCD id, or one made like it.'),
      type: text('NIST ReportingUnitType: state, county, precinct, …'),
      name: text('As the source writes it.'),
      within: text('The id of the unit that contains it; the unit of the feed, where it is not said.'),
    }),
    selection: closed('What was voted for. By its id or its name, unique within the contest.', {
      id: text('The id of the source, where it is stable.'),
      name: text('As the source writes it.'),
      party: Type.Optional(Type.String({ title: 'a text', description: 'As the source writes it.' })),
      write_in: Type.Optional(
        Type.Boolean({ title: 'true or false', description: 'Whether these are write-in votes.' }),
      ),
      order: count('Place on the ballot, where it is not the order of appearance.'),
    }),
    votes: closed(
      'Votes of the selection: the total, the modes of voting, or both. What is absent was not reported.',
      {
        total: count('All votes, as the source gives them.'),
        election_day: count('Cast at the polls on election day.'),
        early: count('Cast early in person.'),
        absentee: count('Absentee votes of every kind.'),
        absentee_in_person: count('Absentee votes cast in person.'),
        absentee_mail: count('Absentee votes by mail.'),
        provisional: count('Provisional votes that were counted.'),
        uocava: count('Of military and overseas voters.'),
        write_in: count('Votes for names written in.'),
        other: count('Cast in any other way.'),
      },
    ),
    ballots: closed('Ballots and voters of the contest in the unit, or of the unit.', {
      cast: count('Ballots cast.'),
      registered: count('Registered voters.'),
      overvotes: count('Overvotes.'),
      undervotes: count('Undervotes.'),
    }),
    reporting: closed('How far the count is.', {
      units_reporting: count('Precincts, or other units, that have reported.'),
      units_total: count('How many there are.'),
      status: word(statuses, 'NIST ResultsStatus.'),
      as_of: time('The time that the source gives, with its offset: $time makes it.'),
    }),
    capture: closed('What the payload says of itself as a whole.', {
      as_of: time('The time that the source gives, with its offset: $time makes it.'),
      token: text('A publication number or version, as the source writes it.'),
      status: word(statuses, 'NIST ResultsStatus.'),
      election_date: Type.Optional(
        Type.String({
          pattern: '^\\d{4}-\\d\\d-\\d\\d$',
          title: 'a date like 2024-11-05',
          description: 'The date of the election that the payload says it is of.',
        }),
      ),
    }),
  },
  { additionalProperties: false, title: 'a count line', description: 'What a mapping makes of a row.' },
)
