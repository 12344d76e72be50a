import type { ErrorCode } from '../errors/feed-error.ts'
import type { Result } from '../model/result.ts'
import type { Doubt, Examined } from './check.ts'
import { doubtAbout } from './figures.ts'
import { suspects } from './suspects.ts'

/** A doubt about every result of which something is said. What is said depends on the record alone, and on the plan. */
export function* doubtsInEach(
  examined: Examined,
  code: ErrorCode,
  said: (result: Result) => string | undefined,
  /** Stands for the check. */
  of: object,
): Iterable<Doubt> {
  for (const result of suspects(examined, of, (one) => said(one) !== undefined)) {
    const reason = said(result)
    if (reason !== undefined) yield doubtAbout(result, code, reason)
  }
}
