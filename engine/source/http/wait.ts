import { type Static, Type } from 'typebox'
import type { Path, Site } from '../../component.ts'
import { feedError } from '../../errors/feed-error.ts'
import { DurationText, milliseconds } from '../../time/duration.ts'
import type { Answer } from './answer.ts'
import { extractorAt } from './extract.ts'
import { ExtractKeys } from './extract-options.ts'
import { patternAt } from './pattern.ts'

const state = {
  json: ExtractKeys.json,
  text: ExtractKeys.text,
  match: Type.Optional(
    Type.String({
      minLength: 1,
      description: 'Regular expression that what stands there must match as a whole.',
    }),
  ),
}
const status = Type.Optional(
  Type.Integer({
    minimum: 200,
    maximum: 299,
    description: 'The status of the answer, such as 200 where 202 means to wait.',
  }),
)
export const WaitOptions = Type.Object(
  {
    until: Type.Object(
      { ...state, status },
      {
        additionalProperties: false,
        description: 'The job is done. Without match, what stands there must be there and not be false.',
      },
    ),
    failed: Type.Optional(
      Type.Object(state, {
        additionalProperties: false,
        description: 'The job has failed: the poll fails at once.',
      }),
    ),
    every: Type.Optional({
      ...DurationText,
      description: 'The first pause; each further one is half as long again. Default: 2s.',
    }),
    longest: Type.Optional({ ...DurationText, description: 'No pause is longer. Default: 15s.' }),
    attempts: Type.Optional(
      Type.Integer({ minimum: 2, maximum: 200, description: 'How often to ask in all. Default: 20.' }),
    ),
  },
  { additionalProperties: false, description: 'Asks again and again, until a job of the publisher is done.' },
)
export type WaitGiven = Static<typeof WaitOptions>

type Holds = (answer: Answer) => boolean
/** How to wait for a job. */
export interface Wait {
  readonly attempts: number
  /** The pause after so many attempts. */
  pause(attempt: number): number
  isDone(answer: Answer): boolean
  /** SOURCE_JOB_FAILED */
  assertAlive(answer: Answer): void
}

/** Undefined: a problem was reported. */
export function waitAt(given: WaitGiven, site: Site, path: Path): Wait | undefined {
  const isDone = conditionAt(given.until, site, [...path, 'until'])
  const failed = given.failed && conditionAt(given.failed, site, [...path, 'failed'])
  if (isDone === undefined || (given.failed !== undefined && failed === undefined)) return undefined
  const every = milliseconds(given.every ?? '2s')
  const longest = milliseconds(given.longest ?? '15s')
  return {
    attempts: given.attempts ?? 20,
    pause: (attempt) => Math.min(longest, every * 1.5 ** (attempt - 1)),
    isDone: isDone.holds,
    assertAlive(answer) {
      if (failed?.holds(answer) !== true) return
      throw feedError('SOURCE_JOB_FAILED', { origin: answer.origin, where: failed.where })
    },
  }
}

function conditionAt(
  { status: wanted, match, ...place }: WaitGiven['until'],
  site: Site,
  path: Path,
): { readonly where: string; readonly holds: Holds } | undefined {
  if (wanted !== undefined && Object.keys(place).length === 0 && match === undefined)
    return { where: `status ${wanted}`, holds: (answer) => answer.status === wanted }
  const extractor = extractorAt(place, site, path)
  const pattern = match === undefined ? undefined : patternAt(`^(?:${match})$`, site, [...path, 'match'])
  if (extractor === undefined || (match !== undefined && pattern === undefined)) return undefined
  return {
    where: extractor.where,
    holds(answer) {
      if (wanted !== undefined && answer.status !== wanted) return false
      const found = extractor.find(answer)
      if (found === undefined || found === null || found === false) return false
      return pattern === undefined || (typeof found !== 'object' && pattern.test(String(found)))
    },
  }
}
