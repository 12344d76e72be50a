import type { Head } from '../model/head.ts'
import type { Hold } from '../model/hold.ts'

/** Why a hold can not be released by a person, in words without a full stop. Undefined: it can. */
export function refusalOf(
  { by, code, capture }: Pick<Hold, 'by' | 'code' | 'capture'>,
  judged: Head['judged'],
): string | undefined {
  if (by !== undefined) return undefined
  // An answer that a rule of the spec holds may be figures after all: a person can say so.
  if (!code.startsWith('CHECK_') && code !== 'SOURCE_ANSWER_HELD')
    return 'it is no doubt about figures, and goes by itself once its cause is gone'
  return capture === judged?.capture ? undefined : 'a newer capture came, and is held as a whole'
}
