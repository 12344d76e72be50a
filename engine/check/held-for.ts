import type { ErrorCode } from '../errors/feed-error.ts'
import type { Hold } from '../model/hold.ts'
import { contestAndUnit, type ResultKey } from '../model/ids.ts'
import type { Examined } from './check.ts'

/** The hold by which the last verdict kept this result of its capture back for that reason, if it did. */
export function heldFor(
  { holds, heldBefore }: Pick<Examined, 'holds' | 'heldBefore'>,
  code: ErrorCode,
  { key }: { readonly key: ResultKey },
): Hold | undefined {
  return heldBefore.has(key) ? holdCovering(holds, code, key) : undefined
}

/** Was this result missing from the last capture, and held for that reason? */
export const goneFor = (
  { holds, heldBefore }: Pick<Examined, 'holds' | 'heldBefore'>,
  code: ErrorCode,
  key: ResultKey,
): boolean => !heldBefore.has(key) && holdCovering(holds, code, key) !== undefined

function holdCovering(holds: readonly Hold[], code: ErrorCode, key: ResultKey): Hold | undefined {
  const { contest, unit } = contestAndUnit(key)
  return holds.find(
    ({ code: other, scope }) =>
      other === code && (scope.units?.includes(unit) ?? true) && (scope.contests?.includes(contest) ?? true),
  )
}
