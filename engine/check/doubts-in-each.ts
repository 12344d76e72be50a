import type { ErrorCode } from '../errors/feed-error.ts'
import type { Election } from '../model/election.ts'
import type { Result } from '../model/result.ts'
import type { Check } from './check.ts'
import { doubtAbout } from './figures.ts'
import { suspects, suspectsIn } from './suspects.ts'

/**
 * A check that doubts every result of which something is said. What is said depends on the record alone, and on the
 * election. It is asked of every result, and of nearly all it must say nothing fast.
 */
export function doubtsInEach(
  code: ErrorCode,
  sayer: (election: Election) => (result: Result) => string | undefined,
  options?: { readonly ofNames?: boolean },
): Check {
  const spoken = suspects((election) => {
    const said = sayer(election)
    return (result) => said(result) !== undefined
  }, options)
  return {
    gathers: [spoken],
    *examine(examined) {
      const said = sayer(examined.election)
      for (const result of suspectsIn(examined, spoken)) {
        const reason = said(result)
        if (reason !== undefined) yield doubtAbout(result, code, reason)
      }
    },
  }
}
