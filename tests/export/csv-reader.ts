import { parse } from 'csv-parse/sync'
import { type Mode, modes } from '../../engine/model/result.ts'
import { figureName, type Read } from './figures.ts'

export type Row = Readonly<Record<string, string>>
export const rowsOf = (text: string): readonly Row[] => parse<Row>(text, { columns: true })

/** A text as it was before it was made harmless. */
export const plain = (cell: string | undefined): string =>
  cell?.startsWith("'") ? cell.slice(1) : (cell ?? '')
const camel = (word: string): string =>
  word.replaceAll(/_[a-z]/g, (letters) => letters.slice(1).toUpperCase())

/** The figures of a table, by its header. */
export function readCsv(text: string): Read {
  const read = new Map<string, number | 'withheld'>()
  for (const row of rowsOf(text)) {
    const [contest, unit] = [plain(row['contest_id']), plain(row['unit_id'])]
    const selection = plain(row['selection_id'])
    const isBallots = row['contest_type'] === 'ballots'
    for (const word of isBallots ? [] : ['overvotes', 'undervotes'])
      if (row[word] !== '') read.set(figureName(contest, unit, word), Number(row[word]))
    if (isBallots) continue
    const hidden = (row['suppressed'] ?? '').split(' ')
    for (const column of [
      'total',
      ...modes.map((mode: Mode) => mode.replaceAll(/[A-Z]/g, (up) => `_${up.toLowerCase()}`)),
    ]) {
      const figure = hidden.includes(column) ? 'withheld' : row[column]
      if (figure !== '' && figure !== undefined)
        read.set(
          figureName(contest, unit, selection, camel(column)),
          figure === 'withheld' ? figure : Number(figure),
        )
    }
  }
  return read
}
