import { component, type Site } from '../component.ts'
import { feedError } from '../errors/feed-error.ts'
import { checkCss } from '../flow/css-problem.ts'
import type { Json } from '../model/json.ts'
import type { MarkupNode } from '../model/row.ts'
import { type CssOptions, cssOptions, type NamedCell, namedCells } from './css/options.ts'
import { rowBatches } from './row-batches.ts'
import type { Selector } from './selector.ts'

/**
 * Rows of an HTML page. All values are text; a cell that a row does not have is absent in it. A selector that matches
 * nothing in the whole page is SELECT_NOTHING, that of a cell too: the layout has changed.
 */
export const css = component({
  type: 'css',
  summary: 'Takes rows out of a page (HTML) by CSS selectors.',
  options: cssOptions,
  create(spec: CssOptions, site): Selector {
    const own = namedCells(spec.cells)
    const headings = namedCells(spec.headings)
    const page = namedCells(spec.page)
    checkAll(spec, site)
    const inRow = spec.cells === undefined ? ['cells'] : own.map(({ name }) => name)
    return {
      takes: ['markup'],
      columns: [...inRow, ...headings.map(({ name }) => name), ...page.map(({ name }) => name)],
      async *select(document, signal) {
        signal.throwIfAborted()
        if (document.shape !== 'markup') throw new Error(`a ${document.shape} is no page`)
        const { root } = document
        // First what everything else hangs on: a page under maintenance is said to lack its rows.
        const rows = shownOf(rowsOf(root, spec), spec)
        const above = aboveRows(root, spec, headings)
        const shared = Object.fromEntries(page.map((cell) => [cell.name, required(root, cell)]))
        for (const cell of own) assertSomewhere(rows, cell, spec.rows)
        yield* rowBatches(
          rows,
          (node) => ({
            place: node.place,
            value: {
              ...shared,
              ...above(node),
              ...(spec.cells === undefined ? texts(node, spec) : read(node, own, spec)),
            },
          }),
          signal,
        )
      },
    }
  },
})

function checkAll(spec: CssOptions, site: Site): void {
  checkCss(spec.rows, ['rows'], site)
  if (spec.within !== undefined) checkCss(spec.within, ['within'], site)
  const seen = new Map<string, string>()
  for (const group of ['cells', 'headings', 'page'] as const) {
    for (const { name, css: selector } of namedCells(spec[group])) {
      checkCss(selector, [group, name], site)
      const other = seen.get(name)
      if (other !== undefined) {
        const at = site.position([group, name])
        site.report(feedError('SELECT_NAME_TAKEN', { name, where: other }, { at }))
      }
      seen.set(name, group)
    }
  }
}

function rowsOf(root: MarkupNode, { rows, within }: CssOptions): readonly MarkupNode[] {
  if (within === undefined) {
    const found = root.select(rows)
    if (found.length === 0) throw nothing('select.css.rows', rows)
    return found
  }
  const containers = root.select(within)
  if (containers.length === 0) throw nothing('select.css.within', within)
  return [...new Set(containers.flatMap((container) => container.select(rows)))]
}

/** For each row the nearest heading of each kind before it, in the order of the page. */
function aboveRows(
  root: MarkupNode,
  spec: CssOptions,
  headings: readonly NamedCell[],
): (row: MarkupNode) => Readonly<Record<string, Json>> {
  if (headings.length === 0) return () => ({})
  const { rows } = spec
  const kinds = headings.map((cell) => ({ cell, elements: new Set(root.select(cell.css)) }))
  for (const { cell, elements } of kinds) {
    if (elements.size === 0) throw nothing(`select.css.headings.${cell.name}`, cell.css)
  }
  const above = new Map<MarkupNode, Readonly<Record<string, Json>>>()
  let current: Readonly<Record<string, Json>> = {}
  for (const node of shownOf(root.select([rows, ...headings.map((cell) => cell.css)].join(', ')), spec)) {
    for (const { cell, elements } of kinds) {
      if (elements.has(node)) current = { ...current, ...said(cell, node) }
    }
    above.set(node, current)
  }
  return (row) => above.get(row) ?? {}
}

const read = (
  row: MarkupNode,
  cells: readonly NamedCell[],
  spec: CssOptions,
): Readonly<Record<string, Json>> =>
  Object.assign(
    {},
    ...cells.map((cell) => {
      const found = one(row, cell)
      return found !== undefined && shownOf([found], spec).length === 0 ? {} : said(cell, found)
    }),
  ) as Record<string, Json>

const texts = (row: MarkupNode, spec: CssOptions): Readonly<Record<string, Json>> => ({
  cells: shownOf(row.select('td, th'), spec).map(({ text }) => text),
})

/** Elements that the page does not hide, or all of them, as the spec says. SELECT_HIDDEN: it says neither. */
function shownOf(nodes: readonly MarkupNode[], { hidden = 'error' }: CssOptions): readonly MarkupNode[] {
  if (hidden === 'read') return nodes
  const found = nodes.filter((node) => node.hidden !== true)
  if (hidden === 'error' && found.length < nodes.length) {
    const first = nodes.find((node) => node.hidden === true)
    throw feedError('SELECT_HIDDEN', {}, first === undefined ? {} : { place: first.place })
  }
  return found
}

function said({ name, attribute }: NamedCell, node: MarkupNode | undefined): Readonly<Record<string, Json>> {
  const value = attribute === undefined ? node?.text : node?.attribute(attribute)
  return value === undefined ? {} : { [name]: value }
}

function one(within: MarkupNode, { name, css: expression }: NamedCell): MarkupNode | undefined {
  const found = within.select(expression)
  if (found.length > 1) {
    const { place } = found[1] ?? within
    throw feedError('SELECT_AMBIGUOUS', { name, expression, matches: found.length }, { place })
  }
  return found[0]
}

function required(root: MarkupNode, cell: NamedCell): Json {
  const value = said(cell, one(root, cell))[cell.name]
  if (value === undefined) throw nothing(`select.css.page.${cell.name}`, cell.css)
  return value
}

/** A cell that no row has is a changed layout; one that some lack is their affair. */
function assertSomewhere(rows: readonly MarkupNode[], cell: NamedCell, selector: string): void {
  if (rows.length === 0 || rows.some((row) => one(row, cell) !== undefined)) return
  const found = `${rows.length} rows match ${selector}, none has it.`
  throw feedError('SELECT_NOTHING', { expression: cell.css, what: `select.css.cells.${cell.name}`, found })
}

const nothing = (what: string, expression: string): Error =>
  feedError('SELECT_NOTHING', { expression, what, found: 'The page has no such element.' })
