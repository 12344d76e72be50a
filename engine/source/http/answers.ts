import { type Static, Type } from 'typebox'
import type { Path, Site } from '../../component.ts'
import { feedError } from '../../errors/feed-error.ts'
import { jmespathLibrary } from '../../flow/jmespath-library.ts'
import { jmespathProblem } from '../../flow/jmespath-problem.ts'
import type { Json } from '../../model/json.ts'
import { patternAt } from './pattern.ts'

const Status = Type.Union([
  Type.Integer({ minimum: 200, maximum: 599 }),
  Type.String({ pattern: '^[2-5]xx$', description: 'A status, 404, or all of a kind, 5xx.' }),
])
const Pattern = Type.String({
  minLength: 1,
  maxLength: 500,
  description: 'A regular expression that is found in it.',
})
const consequences = ['retry', 'fail', 'ignore', 'hold'] as const
export type Consequence = (typeof consequences)[number]

const Rule = Type.Object(
  {
    status: Type.Optional(
      Type.Union([Status, Type.Array(Status, { minItems: 1 })], {
        description: 'The statuses that it is about: 404, 5xx, or a list. Without it: any.',
      }),
    ),
    header: Type.Optional(
      Type.Record(Type.String({ pattern: "^[A-Za-z0-9!#$%&'*+.^_`|~-]+$" }), Pattern, {
        minProperties: 1,
        description: 'Headers of the answer, each with a regular expression that is found in it.',
      }),
    ),
    body: Type.Optional(
      Type.Union(
        [
          Pattern,
          Type.Object(
            { jmespath: Type.String({ minLength: 1, description: 'JMESPath that is true of the answer.' }) },
            { additionalProperties: false, description: 'An expression, for JSON.' },
          ),
        ],
        {
          description:
            'What the first 64 KB hold: a regular expression, or JMESPath for JSON no longer than that.',
        },
      ),
    ),
    // oxlint-disable-next-line unicorn/no-thenable -- a word of the spec; nothing awaits it
    then: Type.Enum(consequences, {
      description:
        'retry: a passing failure. fail: the poll fails at once. ignore: nothing is published yet, what stands stays. hold: archived, and held until a person has looked.',
    }),
    because: Type.String({
      minLength: 1,
      maxLength: 200,
      description: 'Why, for whoever reads the trace or the hold.',
    }),
  },
  { additionalProperties: false, description: 'All that it says must be so.' },
)
export const AnswersOptions = Type.Optional(
  Type.Array(Rule, {
    minItems: 1,
    maxItems: 50,
    description:
      'What answers mean that are no plain file: the first rule that fits counts. An answer that none fits is judged by its status as ever.',
  }),
)

/** How much of a body rules look at. */
export const mostLooked = 65_536

/** The beginning of an answer: `isWhole` tells whether that is all of it. */
export interface Start {
  readonly bytes: Uint8Array
  readonly isWhole: boolean
}
export interface AnswerRule {
  readonly consequence: Consequence
  readonly because: string
  /** Is it about this status in so many words? Then a redirect with it is not followed. */
  names(status: number): boolean
  fits(status: number, header: (name: string) => string | undefined): boolean
  /** Undefined: whatever is in it. */
  readonly fitsBody: ((start: Start) => boolean) | undefined
}

/** Reports rules that fit every answer, patterns and expressions that are none. */
export function answerRules(given: Static<typeof AnswersOptions> = [], site: Site): readonly AnswerRule[] {
  return given.map((rule, index) => {
    const { status, header = {}, body, then: consequence, because } = rule
    if (status === undefined && rule.header === undefined && body === undefined) {
      const problem = 'This rule fits every answer, also a good one'
      const advice = 'Say which: by status, header or body'
      site.report(feedError('SOURCE_OPTIONS_UNCLEAR', { problem, advice }, { at: site.position([index]) }))
    }
    const statuses = status === undefined ? undefined : [status].flat()
    const headers = Object.entries(header).map(
      ([name, source]) => [name.toLowerCase(), patternAt(source, site, [index, 'header', name])] as const,
    )
    const names = (seen: number): boolean =>
      statuses?.some((one) => one === seen || one === `${Math.floor(seen / 100)}xx`) === true
    return {
      consequence,
      because,
      names,
      fits: (seen, valueOf) =>
        (statuses === undefined || names(seen)) &&
        headers.every(([name, pattern]) => {
          const value = valueOf(name)
          return value !== undefined && pattern?.test(value) === true
        }),
      fitsBody: body === undefined ? undefined : bodyTest(body, site, [index, 'body']),
    }
  })
}

function bodyTest(
  body: string | { readonly jmespath: string },
  site: Site,
  path: Path,
): (start: Start) => boolean {
  if (typeof body === 'string') {
    const pattern = patternAt(body, site, path)
    return ({ bytes }) => pattern?.test(textOf(bytes)) === true
  }
  const expression = body.jmespath
  const problem = jmespathProblem(expression, (offset) => site.position([...path, 'jmespath'], offset))
  if (problem !== undefined) site.report(problem)
  const { search } = jmespathLibrary.use()
  return ({ bytes, isWhole }) => {
    if (!isWhole) return false
    try {
      return isTrue(search(JSON.parse(textOf(bytes)), expression) as Json)
    } catch {
      return false
    }
  }
}

const textOf = (bytes: Uint8Array): string => new TextDecoder('utf-8').decode(bytes)

/** As JMESPath has it: nothing, and what is empty, is false. */
const isTrue = (value: Json): boolean =>
  value !== null &&
  value !== false &&
  value !== '' &&
  (typeof value !== 'object' || Object.keys(value).length > 0)
