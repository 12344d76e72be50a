import { Type } from 'typebox'
import { described, LocalTime, strict } from './section-words.ts'

const IdPattern = Type.String({
  pattern: '^[^\\s|]+$',
  description: 'An id, in which * stands for anything: zz/*.',
})
const Duration = Type.String({ pattern: '^\\d+(s|m|h)$', description: '15s, 10m, 2h.' })

/** The keys of elections/ID.yaml that no feed needs: how sources are reconciled, judged and told of. */
export const deskSections = {
  sources: Type.Optional(
    Type.Array(
      Type.Object(
        {
          contest: described(IdPattern, 'Which contests: an id, in which * stands for anything.'),
          unit: Type.Optional(described(IdPattern, 'Of which units; without it of all.')),
          order: Type.Array(Type.String({ minLength: 1 }), {
            minItems: 1,
            description:
              'Ids of feeds, the best first. `units` stands for the sum of the current results of the units within.',
          }),
          fresh_within: Type.Optional(
            described(
              Duration,
              'A feed that was not checked for so long is not used, if another can be: 10m. At least 2m.',
            ),
          ),
          tolerance: Type.Optional(
            Type.Object(
              {
                votes: Type.Optional(Type.Integer({ minimum: 0, description: 'Votes of one selection.' })),
                percent: Type.Optional(
                  Type.Number({ minimum: 0, description: 'Of the votes of one selection.' }),
                ),
              },
              {
                ...strict,
                description:
                  'By how much a selection may differ between two sources before it is an alert: the larger of both. Usually 10 votes, 0.5 percent.',
              },
            ),
          ),
        },
        { ...strict, description: 'Which sources count for some contests, the best first.' },
      ),
      { description: 'Which source counts where several feeds report the same. The first that fits counts.' },
    ),
  ),
  crosswalk: Type.Optional(
    Type.String({
      description:
        'CSV file: feed, kind (contest, unit or selection), theirs, ours; for selections also contest (the id in this election). Ids of feeds that differ from those of the election.',
    }),
  ),
  quality: Type.Optional(
    Type.String({ description: 'YAML file: rules across feeds and against what is expected.' }),
  ),
  expected_votes: Type.Optional(
    Type.String({
      description:
        'CSV file: unit, votes; optional: contest (a pattern). What completeness is judged against.',
    }),
  ),
  baseline: Type.Optional(
    Type.String({
      description: 'CSV file: contest (a pattern), unit, party, votes: of an earlier election.',
    }),
  ),
  alert_windows: Type.Optional(
    Type.Array(
      Type.Object(
        { from: described(LocalTime, 'When it begins.'), to: described(LocalTime, 'When it ends.') },
        { ...strict, description: 'In the zone of the first polls_close.' },
      ),
      {
        description:
          'When people are told of alerts. Usually from the first closing of the polls until noon two days later.',
      },
    ),
  ),
}
