import { Type } from 'typebox'
import { feedError } from '../../errors/feed-error.ts'

/** The option `cell_errors` of all workbooks. */
export const CellErrorsOption = Type.Enum(['error', 'text'], {
  default: 'error',
  description:
    'What to do with a cell whose formula failed: "text" keeps it as #DIV/0!, which no count of votes is.',
})
export type CellErrors = 'error' | 'text'

/** What a cell that holds an error says. */
export function cellError(value: string, errors: CellErrors, place: string): string {
  if (errors === 'text') return value
  throw feedError('DECODE_CELL_ERROR', { value }, { place })
}

export const cellValueWrong = (problem: string, place: string): Error =>
  feedError('DECODE_CELL_VALUE', { problem }, { place })
