import { Type } from 'typebox'
import { anything, described, strict } from './section-words.ts'

const IdPattern = Type.String({ pattern: '^[^\\s|]+$' })

/** The keys of the file that an election names as `quality`: rules across feeds and against what is expected. */
export const QualitySections = Type.Object(
  {
    rules: Type.Array(
      Type.Object(
        {
          name: Type.String({
            pattern: '^[a-z][a-z0-9]*([-_][a-z0-9]+)*$',
            maxLength: 60,
            description: 'What its alerts are called: votes-missing. Unique in the file.',
          }),
          rule: anything('The rule and its options, such as expected_vote: { above_percent: 30 }.'),
          severity: Type.Union([Type.Literal('note'), Type.Literal('alert'), Type.Literal('hold')], {
            description:
              'note: it is on the record. alert: a person is told. hold: besides, the figures do not become current until a person releases them.',
          }),
          contest: described(
            IdPattern,
            'Which contests: an id of the election, in which * stands for anything.',
          ),
          unit: Type.Optional(
            described(IdPattern, 'In which units: an id, in which * stands for anything. Usually in all.'),
          ),
          unit_types: Type.Optional(
            Type.Array(Type.String({ minLength: 1 }), {
              minItems: 1,
              description:
                'In units of which types (NIST SP 1500-100, ReportingUnitType): county, precinct, … Usually of all.',
            }),
          ),
          because: Type.Optional(
            Type.String({ minLength: 1, description: 'Why this limit, for whoever is told.' }),
          ),
        },
        { ...strict, description: 'One rule, for some contests and units.' },
      ),
      {
        minItems: 1,
        description: 'All of them are judged; one rule may stand several times, with other limits.',
      },
    ),
  },
  { ...strict, description: 'What figures of an election are judged by, beyond the checks of each feed.' },
)
