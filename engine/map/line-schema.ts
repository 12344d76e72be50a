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
const suppressible = (description: string) =>
  Type.Optional(
    Type.Unsafe<number | 'suppressed'>({
      type: ['integer', 'string'],
      minimum: Number.MIN_SAFE_INTEGER,
      maximum: Number.MAX_SAFE_INTEGER,
      pattern: '^suppressed$',
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
      'Votes of the selection: the total, the modes of voting, or both. What is absent was not reported; "suppressed" was withheld.',
      {
        total: suppressible('All votes, as the source gives them.'),
        election_day: suppressible('Cast at the polls on election day.'),
        early: suppressible('Cast early in person.'),
        absentee: suppressible('Absentee votes of every kind.'),
        absentee_in_person: suppressible('Absentee votes cast in person.'),
        absentee_mail: suppressible('Absentee votes by mail.'),
        provisional: suppressible('Provisional votes that were counted.'),
        uocava: suppressible('Of military and overseas voters.'),
        write_in: suppressible('Votes for names written in.'),
        other: suppressible('Cast in any other way.'),
      },
    ),
    pieces: Type.Optional(
      Type.Boolean({
        title: 'true or false',
        description:
          'Whether the votes are a piece of a figure: lines that give the same votes, and say so too, are added up.',
      }),
    ),
    ballots: closed('Ballots and voters of the contest in the unit, or of the unit.', {
      cast: suppressible('Ballots cast.'),
      registered: suppressible('Registered voters.'),
      overvotes: suppressible('Overvotes.'),
      undervotes: suppressible('Undervotes.'),
    }),
    reporting: closed('How far the count is.', {
      units_reporting: count('Precincts, or other units, that have reported.'),
      units_total: count('How many there are.'),
      status: word(statuses, 'NIST ResultsStatus.'),
      as_of: time('The time that the source gives, with its offset: $time makes it.'),
    }),
    control: closed(
      'A sum that the source gives of itself. It is compared with what was read, and makes no figure.',
      {
        of: Type.String({
          enum: ['selections', 'parts'],
          title: 'one of selections, parts',
          description:
            'What adds up to it: all selections of the contest in the unit, or the parts of the unit (of one selection, where the line has one).',
        }),
        votes: closed('The sum, in total or by mode.', {
          total: suppressible('Of all votes.'),
          election_day: suppressible('Of election day.'),
          early: suppressible('Of early votes.'),
          absentee: suppressible('Of absentee votes.'),
          absentee_in_person: suppressible('Of absentee votes cast in person.'),
          absentee_mail: suppressible('Of absentee votes by mail.'),
          provisional: suppressible('Of provisional votes.'),
          uocava: suppressible('Of military and overseas voters.'),
          write_in: suppressible('Of names written in.'),
          other: suppressible('Of any other way.'),
        }),
        ballots: closed('Sums of ballots and voters; of parts only.', {
          cast: suppressible('Ballots cast.'),
          registered: suppressible('Registered voters.'),
          overvotes: suppressible('Overvotes.'),
          undervotes: suppressible('Undervotes.'),
        }),
        units: Type.Optional(
          Type.Integer({
            minimum: 0,
            maximum: Number.MAX_SAFE_INTEGER,
            title: 'a whole number',
            description: 'How many parts of the unit there are; of parts only.',
          }),
        ),
        including: Type.Optional(
          Type.Array(
            Type.String({ enum: ['overvotes', 'undervotes'], title: 'one of overvotes, undervotes' }),
            {
              title: 'a list',
              description: 'What is in the votes of the sum beside those of selections.',
            },
          ),
        ),
      },
    ),
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
