import { component } from '../component.ts'
import { feedError } from '../errors/feed-error.ts'
import { checkCss } from '../flow/css-problem.ts'
import { regexOf } from '../flow/regex.ts'
import type { Row } from '../model/row.ts'
import { valuesIn } from './lines/known-values.ts'
import { namesIn } from './lines/names.ts'
import { type GivenLines, linesOptions } from './lines/options.ts'
import { inReadingOrder } from './lines/pages.ts'
import { patternsOf, wrongTo } from './lines/patterns.ts'
import { readerOf } from './lines/reader.ts'
import { withOwnCells } from './lines/shared-cells.ts'
import { linesOf } from './lines/text-of.ts'
import type { Selector } from './selector.ts'

/**
 * Rows of a report, line by line. The first pattern that matches a line says what it is; a line that none of them knows
 * is an error. A row has `row`, the name of its pattern, its own values, and under their names the headings above it. All
 * values are text.
 */
export const lines = component({
  type: 'lines',
  summary: 'Takes rows out of a text by patterns of lines: headings are carried down, totals must be right.',
  options: linesOptions,
  create(given: GivenLines, site): Selector {
    const spec = withOwnCells(given, site)
    const patterns = patternsOf(spec, site)
    const columns = namesIn(patterns, spec, site)
    if (spec.within !== undefined) checkCss(spec.within, ['within'], site)
    if (spec.elements !== undefined && spec.within === undefined)
      wrongTo(site)('elements says what those of within are, and there is none', 'Name them: within: p.', [
        'elements',
      ])
    const begins = spec.page?.begins === undefined ? undefined : regexOf(spec.page.begins)
    if (begins !== undefined && 'problem' in begins)
      wrongTo(site)(`"${spec.page?.begins}" is no regular expression: ${begins.problem}`, 'Mend it.', [
        'page',
        'begins',
      ])
    const starts = spec.page?.columns ?? []
    if (starts.some((start, at) => start <= (starts[at - 1] ?? 0)))
      wrongTo(site)('The columns of a page do not stand from left to right', 'Put them in order.', [
        'page',
        'columns',
      ])
    const across = patterns.filter((pattern) => pattern.options.across === true)
    return {
      takes: ['text', 'markup', 'grid'],
      columns,
      values: valuesIn(patterns),
      async *select(document, signal) {
        signal.throwIfAborted()
        const reader = readerOf(patterns, spec)
        const text = inReadingOrder(linesOf(document, spec), {
          begins: begins === undefined || 'problem' in begins ? undefined : begins,
          columns: starts.map((start) => start - 1),
          across: (line) => across.some(({ regex }) => regex.test(line)),
        })
        let any = false
        for await (const batch of text) {
          signal.throwIfAborted()
          const { rows, failed } = readAll(batch, (line) => reader.read(line))
          any ||= rows.length > 0
          if (rows.length > 0) yield rows
          if (failed !== undefined) throw failed.thrown
        }
        const last = reader.end()
        if (last.length > 0) yield last
        if (any || last.length > 0) return
        const found = 'The text has lines, and none of them is a row.'
        throw feedError('SELECT_NOTHING', { expression: 'patterns', what: 'select.lines', found })
      },
    }
  },
})

/** Rows before the trouble go first, so that the first trouble counts, in whatever pieces the text comes. */
function readAll<Line>(
  batch: readonly Line[],
  read: (line: Line) => readonly Row[],
): { readonly rows: readonly Row[]; readonly failed: { readonly thrown: unknown } | undefined } {
  const rows: Row[] = []
  try {
    for (const line of batch) rows.push(...read(line))
    return { rows, failed: undefined }
  } catch (thrown) {
    return { rows, failed: { thrown } }
  }
}
