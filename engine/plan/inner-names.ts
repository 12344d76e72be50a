import { type FeedError, feedError } from '../errors/feed-error.ts'
import { near } from '../flow/near.ts'
import type { InnerReads } from '../map/inner-reads.ts'
import type { RowValues } from '../model/row-values.ts'

/** Members and texts that an expression asks columns for and that none can have: SPEC_MEMBER, SPEC_TEXT. */
export function wrongInnerReads(
  { name: from, values }: { readonly name: string; readonly values: RowValues | undefined },
  { members, comparisons }: InnerReads,
): readonly FeedError[] {
  if (values === undefined) return []
  const unknown = members.flatMap(({ column, member, at }) => {
    const known = ownOf(values.members, column)
    if (known === undefined || known.includes(member)) return []
    return [
      feedError('SPEC_MEMBER', { from, column, member, near: near(member, known), members: known }, { at }),
    ]
  })
  const never = comparisons.flatMap(({ column, text, at }) => {
    const known = ownOf(values.texts, column)
    if (known === undefined || known.includes(text)) return []
    return [feedError('SPEC_TEXT', { from, column, text, near: near(text, known), texts: known }, { at })]
  })
  return [...unknown, ...never]
}

const ownOf = (
  names: Readonly<Record<string, readonly string[]>>,
  column: string,
): readonly string[] | undefined => (Object.hasOwn(names, column) ? names[column] : undefined)
