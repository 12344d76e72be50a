import { type Static, Type } from 'typebox'
import type { Check } from '../check/check.ts'
import type { Position } from '../model/position.ts'

const strict = { additionalProperties: false } as const
const Count = (description: string) => Type.Optional(Type.Integer({ minimum: 0, description }))

/** A hold that a case expects. */
export const ExpectedHold = Type.Object(
  {
    code: Type.String({ description: 'A code of docs/errors.md: CHECK_TEST_DECK.' }),
    group: Type.Optional(Type.String({ description: 'What the doubt is about, as dry-run shows it.' })),
    results: Count('How many results it keeps back.'),
  },
  { ...strict, description: 'A hold: { code: …, group: …, results: … }.' },
)
export type ExpectedHold = Static<typeof ExpectedHold>

const ReleaseOrder = Type.Object(
  {
    code: Type.String({ description: 'Of the hold that is released.' }),
    group: Type.String({ description: 'Of the hold that is released.' }),
    who: Type.String({ minLength: 1, description: 'Who releases it.' }),
    why: Type.String({ minLength: 1, description: 'And why.' }),
  },
  { ...strict, description: 'A release of a hold of the case before: { code, group, who, why }.' },
)

/** What a case expects; what it does not name is not compared, but for rejections and holds. */
export const Expectation = Type.Object(
  {
    rows: Count('Rows that were read.'),
    rejected: Count('Rows that could not be used. Default: 0.'),
    changes: Type.Optional(
      Type.Object(
        {
          added: Count('Default: 0.'),
          revised: Count('Default: 0.'),
          corrected: Count('Default: 0.'),
          withdrawn: Count('Default: 0.'),
        },
        { ...strict, description: 'What would be published, by kind.' },
      ),
    ),
    holds: Type.Optional(
      Type.Array(ExpectedHold, { description: 'Exactly these holds, in any order. Default: none.' }),
    ),
    results: Type.Optional(
      Type.String({
        minLength: 1,
        description:
          'A file beside cases.yaml with every result, one per line, as "feed dry-run --out" writes it.',
      }),
    ),
  },
  {
    ...strict,
    minProperties: 1,
    description:
      'What must come of it: { rows: …, changes: … }. A case without expect is new: "feed test --update FEED/CASE" writes it.',
  },
)
export type Expectation = Static<typeof Expectation>

/** Does it say anything of figures, and not only that nothing went wrong? */
export const saysFigures = ({ rows, changes, results, holds = [] }: Expectation): boolean =>
  rows !== undefined || changes !== undefined || results !== undefined || holds.length > 0

/** The form of cases.yaml. */
export const CasesFile = Type.Array(
  Type.Object(
    {
      case: Type.String({ minLength: 1, maxLength: 100, description: 'A name that no other case has.' }),
      capture: Type.String({ minLength: 1, description: 'A folder in fixtures.' }),
      after: Type.Optional(
        Type.String({
          description:
            'An earlier case, whose end is the begin of this one. Without it: a feed never polled.',
        }),
      ),
      release: Type.Optional(
        Type.Array(ReleaseOrder, {
          minItems: 1,
          description: 'Releases of holds of the case it comes after.',
        }),
      ),
      checks: Type.Optional(
        Type.Array(Type.Unknown(), {
          minItems: 1,
          description: 'Checks with other limits than those of the feed: a fixture has few rows.',
        }),
      ),
      expect: Type.Optional(Expectation),
    },
    { ...strict, description: 'One capture and what must come of it.' },
  ),
  { minItems: 1, description: 'Cases, each after those that it builds on.' },
)

/** A case, and where it stands: every trouble with it is told at its line. */
export interface Case extends Readonly<Static<typeof CasesFile>[number]> {
  readonly at: Position
  readonly index: number
  /** The checks of the feed with the limits of the case. */
  limited(checks: readonly Check[]): readonly Check[]
}
