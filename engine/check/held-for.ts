import type { ErrorCode } from '../errors/feed-error.ts'
import type { Hold } from '../model/hold.ts'
import type { Result } from '../model/result.ts'
import type { Examined } from './check.ts'

/** The hold by which the last verdict kept this result back for that reason, if it did. */
export function heldFor(
  { holds, heldBefore }: Pick<Examined, 'holds' | 'heldBefore'>,
  code: ErrorCode,
  { key, record: { contest, unit } }: Result,
): Hold | undefined {
  if (!heldBefore.has(key)) return undefined
  return holds.find(
    ({ code: other, scope }) =>
      other === code &&
      (scope.units?.includes(unit.id) ?? true) &&
      (scope.contests?.includes(contest.id) ?? true),
  )
}
