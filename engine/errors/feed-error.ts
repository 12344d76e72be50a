import type { Position } from '../model/position.ts'
import * as catalogue from './catalogue/table.ts'
import type { Entry } from './entry.ts'

type Catalogue = typeof catalogue
export type ErrorCode = keyof Catalogue
type DetailsOf<Code extends ErrorCode> = Catalogue[Code] extends Entry<infer Details> ? Details : never

export interface Where {
  /** In a file that people write: a spec, a lookup. */
  readonly at?: Position | undefined
  /** In the raw bytes: `results.zip!detail.xml#L12`. */
  readonly place?: string | undefined
  readonly cause?: unknown
}

/** The one error class. Whatever else escapes is a bug and crashes. */
export class FeedError extends Error {
  readonly code: ErrorCode
  readonly hint: string
  readonly retryable: boolean
  readonly at: Position | undefined
  readonly place: string | undefined

  constructor(code: ErrorCode, message: string, hint: string, retryable: boolean, where: Where) {
    super(message, where.cause === undefined ? undefined : { cause: where.cause })
    this.name = code
    this.code = code
    this.hint = hint
    this.retryable = retryable
    this.at = where.at
    this.place = where.place
  }
}

/** Makes the error of the catalogue; neither code nor details can drift from it. */
export function feedError<Code extends ErrorCode>(
  code: Code,
  details: DetailsOf<Code>,
  where: Where = {},
): FeedError {
  const found = catalogue[code] as unknown as Entry<DetailsOf<Code>>
  return new FeedError(code, found.message(details), found.hint(details), found.retryable, where)
}

/** What was thrown, as text for a message that quotes it. */
export const said = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown))
