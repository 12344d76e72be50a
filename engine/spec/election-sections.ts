import { type Static, Type } from 'typebox'
import { deskSections } from './desk-sections.ts'
import { described, ElectionIdText, LocalTime, strict, UnitText } from './section-words.ts'

/** The keys of elections/ID.yaml: what is true of an election, not of a feed. */
export const ElectionSections = Type.Object(
  {
    election: ElectionIdText,
    title: Type.String({ minLength: 1, description: 'What it is, for people.' }),
    date: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'Day of the election: 2024-11-05.' }),
    polls_close: Type.Array(
      Type.Object(
        {
          unit: UnitText,
          at: described(LocalTime, 'When the last polling place of the unit closes: 2024-11-05 19:30.'),
          timezone: Type.String({ description: 'Name of the zone: America/New_York.' }),
        },
        { ...strict, description: 'The closing of the polls in a unit and all that it contains.' },
      ),
      {
        minItems: 1,
        description: 'No votes are published for a unit before. The longest unit that contains it counts.',
      },
    ),
    test_windows: Type.Optional(
      Type.Array(
        Type.Object(
          {
            from: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'First day.' }),
            to: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'Last day, included.' }),
          },
          { ...strict, description: 'Days on which offices publish test data.' },
        ),
        { description: 'Days on which offices publish test data, in the zone of the first polls_close.' },
      ),
    ),
    stages: Type.Optional(
      Type.Array(
        Type.Object(
          {
            name: Type.String({ pattern: '^[a-z][a-z0-9_-]*$', description: 'night, canvass, recount, …' }),
            from: described(LocalTime, 'When it begins, in the zone of the first polls_close.'),
          },
          { ...strict, description: 'A stage of the count.' },
        ),
        { description: 'Stages of the count, in order; limits of checks may depend on them.' },
      ),
    ),
    contests: Type.Optional(
      Type.String({
        description:
          'CSV file: id, name; optional: names (others, separated by |), type, votes_allowed, major_parties.',
      }),
    ),
    registration: Type.Optional(Type.String({ description: 'CSV file: unit, registered.' })),
    units: Type.Optional(
      Type.String({
        description:
          'CSV file: unit, within. Which units lie in which others, wholly or in part, where no id says so.',
      }),
    ),
    ...deskSections,
  },
  { ...strict, description: 'An election.' },
)
export type ElectionValue = Static<typeof ElectionSections>
