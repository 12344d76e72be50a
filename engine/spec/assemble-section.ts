import { Type } from 'typebox'
import { strict } from './section-words.ts'

export const AssembleSection = Type.Object(
  {
    repeated: Type.Optional(
      Type.Enum(['error', 'add'], {
        description: 'Two lines that give the same votes: an error, or added up. Default: error.',
      }),
    ),
    repeated_ballots: Type.Optional(
      Type.Enum(['same', 'add'], {
        description:
          'Two lines that give the same ballots: they must be equal, or are added up. Default: same.',
      }),
    ),
    unit_ballots: Type.Optional(
      Type.Enum(['share', 'apart'], {
        description:
          'Ballots that lines give of a unit and of no contest: they hold for all contests of the unit, or are a result of their own. Default: share.',
      }),
    ),
  },
  { ...strict, description: 'How count lines become results.' },
)
