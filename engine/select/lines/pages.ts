import { feedError } from '../../errors/feed-error.ts'
import { charactersOf } from '../../flow/fixed-columns.ts'
import type { Regex } from '../../flow/regex.ts'
import type { Line } from '../../model/row.ts'

/** A line as patterns see it: one of a text, or what one column of the page has of it. */
export interface SeenLine {
  readonly text: string
  readonly place: string
  /** It is the first of a page. */
  readonly first: boolean
}

export interface PageOptions {
  readonly begins: Regex | undefined
  /** Where its columns begin, counted from 0; none where lines are read as they come. */
  readonly columns: readonly number[]
  /** Whether a line goes across all columns. */
  readonly across: (text: string) => boolean
}

/** Of a page with columns, which is held until it ends. */
const mostLines = 10_000

/** The lines of a text in the order in which a reader takes them. */
export async function* inReadingOrder(
  lines: AsyncIterable<readonly Line[]>,
  options: PageOptions,
): AsyncIterable<readonly SeenLine[]> {
  let page: number | undefined
  let held: Line[] = []
  let first = true
  for await (const batch of lines) {
    const seen: SeenLine[] = []
    for (const line of batch) {
      const begins =
        page !== undefined && (line.page !== page || options.begins?.test(line.text.trimEnd()) === true)
      page = line.page ?? 1
      if (begins) {
        if (held.length > 0) seen.push(...columnsOf(held, options))
        held = []
        first = true
      }
      if (options.columns.length === 0) seen.push({ ...seenAs(line.text, line.place), first })
      else if (held.push(line) > mostLines) throw noColumns(`it has more than ${mostLines} lines`, line.place)
      first = false
    }
    yield seen
  }
  if (held.length > 0) yield columnsOf(held, options)
}

const seenAs = (text: string, place: string) => ({ text: text.trimEnd(), place })

/** What goes across first, then each column from its top to its bottom. */
function columnsOf(lines: readonly Line[], { columns, across }: PageOptions): readonly SeenLine[] {
  const whole: SeenLine[] = []
  const streams: SeenLine[][] = columns.map(() => [])
  for (const line of lines) {
    const { text, place } = seenAs(line.text, line.place)
    if (text === '') continue
    if (across(text)) {
      whole.push({ text, place, first: false })
      continue
    }
    const characters = charactersOf(text)
    const part = (start: number, end: number | undefined): string => characters.slice({ start, end })
    for (const [at, start] of columns.entries()) {
      const piece = part(start, columns[at + 1]).trimEnd()
      const before = start === 0 ? '' : part(at === 0 ? 0 : start - 1, start)
      if (before.trim() !== '') throw noColumns(`"${text.trim()}" stands across character ${start}`, place)
      if (piece === '') continue
      streams[at]?.push({ text: piece, place: at === 0 ? place : columnPlace(place, start), first: false })
    }
  }
  return [...whole, ...streams.flat()].map((line, at) => ({ ...line, first: at === 0 }))
}

/** The place of what begins in a line: its column is added to what the place says by itself. */
export function columnPlace(place: string, start: number): string {
  const found = /^(L\d+)(?::(\d+))?$/.exec(place)
  return found === null ? place : `${found[1]}:${Number(found[2] ?? 1) + start}`
}

const noColumns = (problem: string, place: string): Error => feedError('SELECT_PAGE', { problem }, { place })
