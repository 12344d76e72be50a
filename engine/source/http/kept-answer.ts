import type { Cursor } from '../../model/payload.ts'
import type { FetchContext } from '../source.ts'
import type { Answer } from './answer.ts'
import { archivedAnswer } from './asked.ts'
import type { Request } from './request.ts'

/** What the last poll left, if what must be read of it can be read again. */
export function usable(
  { carries }: Request,
  cursor: Cursor | undefined,
  { archived }: FetchContext,
): Cursor | undefined {
  if (carries.length === 0) return cursor
  return archived === undefined || carries.some(({ inHeaders }) => inHeaders) ? undefined : cursor
}

/** The answer that the last poll left, where something is carried from it. */
export const archivedOf = async (
  { carries }: Request,
  cursor: Cursor,
  context: FetchContext,
): Promise<Answer | undefined> => (carries.length === 0 ? undefined : archivedAnswer(cursor, context))
