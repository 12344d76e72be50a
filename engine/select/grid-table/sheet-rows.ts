import { feedError } from '../../errors/feed-error.ts'
import type { Match } from '../../flow/regex.ts'
import type { GridRow, Row, Sheet } from '../../model/row.ts'
import { type BodyReader, bodyReader, placeOf, unexpected } from './body-row.ts'
import { headerDoubt } from './header-doubt.ts'
import { headingsOf } from './headings.ts'
import { withoutHidden } from './hidden-cells.ts'
import { type Layout, layoutAt, layoutWithout } from './layout.ts'
import { aboveIn, areasOf } from './merged.ts'
import { assertOwnFigures } from './merged-figures.ts'
import { type Glance, glanceAt, ruleOf } from './row-kind.ts'
import type { CompiledRow } from './rules.ts'
import type { TableSpec } from './table-spec.ts'
import { folded } from './text.ts'

/**
 * The rows of one sheet, top down. SELECT_HEADER_MISSING, SELECT_HIDDEN, SELECT_COUNT, SELECT_COUNT_MISSING,
 * SELECT_HEADER_UNTITLED and what header and rows throw.
 */
export function* rowsOfSheet(
  given: Sheet,
  spec: TableSpec,
  ofSheet: Readonly<Record<string, string>>,
): Iterable<Row> {
  const sheet = { ...given, rows: given.rows.map((row) => (row.hidden ? row : withoutHidden(row, spec))) }
  const areasFrom = areasOf(sheet)
  const above = aboveIn(areasFrom)
  const headings = headingsOf(ofSheet)
  const doubt = headerDoubt()
  const name = folded(sheet.name)
  const rules = spec.rows.filter(({ sheets }) => sheets === undefined || sheets.test(name))
  const ruled = rules.some(({ kind }) => kind === 'header')
  let body: BodyReader | undefined =
    spec.header.rows === 0 ? bodyReader(sheet, layoutWithout(spec), spec, above) : undefined
  let layout: Layout | undefined
  let skipping = false
  let counted = 0
  let checked = false
  let after: Glance['after'] = 'top'
  let headers = spec.header.rows === 0 ? 1 : 0

  function header(from: number, rule: CompiledRow | undefined): void {
    if (from + spec.header.rows > sheet.rows.length) throw headerMissing(sheet)
    layout = layoutAt(sheet, from, spec, areasFrom)
    doubt.header({ rule, layout, said: headings.fields(), place: sheet.rows[from]?.place })
    above.clear()
    headings.say(layout.read)
    body = bodyReader(sheet, layout, spec, above)
    headers++
  }

  let said: { readonly rule: CompiledRow; readonly at: number } | undefined
  for (let at = 0; at < sheet.rows.length; at++) {
    const row = sheet.rows[at] as GridRow
    above.enter(at)
    const glance = glanceAt(row, after)
    if (glance.filled === 0) {
      after ??= 'blank'
      continue
    }
    after = undefined
    if (isSkipped(row.hidden, spec, row.place)) continue
    const found = ruleOf(rules, row, glance)
    const kind = found?.rule.kind
    if (kind === 'end') break
    if (kind === 'header' || kind === 'heading') skipping = false
    if (kind === 'skip_below') skipping = true
    if (skipping || kind === 'skip') continue
    if (found !== undefined && kind === 'heading') {
      const goesOn = found.rule.goesOn && said?.rule === found.rule && said.at === at - 1
      said = { rule: found.rule, at }
      headings.heading(found.rule, found.match, goesOn)
      doubt.heading(found.rule, found.match)
      body?.forget()
      continue
    }
    if (found !== undefined && kind === 'count') {
      checkCount(found.match, counted, row, glance)
      counted = 0
      checked = true
      continue
    }
    // Rules about rows of the table are none about the header, which comes first.
    if (kind === 'header' || (headers === 0 && !ruled)) {
      header(at, kind === 'header' ? found?.rule : undefined)
      at += spec.header.rows - 1
      continue
    }
    if (body === undefined) throw unexpected(row, glance, 'It stands above any header')
    doubt.row()
    if (layout !== undefined) assertOwnFigures(sheet, at, layout, areasFrom)
    const isTotal = kind === 'total'
    if (!isTotal) counted++
    yield* body.rows(row, glance, {
      fields: headings.fields(),
      kind: isTotal ? 'total' : 'row',
      known: kind !== undefined,
    })
  }
  if (headers === 0) throw headerMissing(sheet)
  if (!checked && rules.some(({ kind }) => kind === 'count'))
    throw feedError('SELECT_COUNT_MISSING', { sheet: sheet.name, counted })
}

/** Hidden sheets and rows are what the spec says they are. */
export function isSkipped(hidden: boolean | undefined, spec: TableSpec, place: string): boolean {
  if (hidden !== true || spec.hidden === 'read') return false
  if (spec.hidden === 'error') throw feedError('SELECT_HIDDEN', {}, { place })
  return true
}

function checkCount({ groups }: Match, counted: number, row: GridRow, { first }: Glance): void {
  const stated = groups['records'] ?? ''
  if (Number(stated.replaceAll(',', '')) !== counted || stated === '')
    throw feedError('SELECT_COUNT', { stated, counted }, { place: placeOf(row, first) })
}

const headerMissing = ({ name, rows }: Sheet): Error =>
  feedError('SELECT_HEADER_MISSING', { sheet: name }, rows[0] === undefined ? {} : { place: rows[0].place })
