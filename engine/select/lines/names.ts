import type { Site } from '../../component.ts'
import { feedError } from '../../errors/feed-error.ts'
import type { LinesOptions } from './options.ts'
import { cellNames, type Kind, ownNames, type Pattern, wrongTo } from './patterns.ts'

/** Under this name a row says which pattern gave it. */
export const rowName = 'row'

/** The names that rows may have. Names that do not fit together are reported to the site. */
export function namesIn(patterns: readonly Pattern[], options: LinesOptions, site: Site): readonly string[] {
  const wrong = wrongTo(site)
  const called = (...kinds: readonly Kind[]): ReadonlySet<string> =>
    new Set(patterns.flatMap(({ options: given }) => kinds.flatMap((kind) => given[kind] ?? [])))
  const [rows, headings, legends] = [called('row'), called('heading'), called('legend')]
  const carried = [...headings, ...legends]
  const known = (
    name: string | undefined,
    among: ReadonlySet<string>,
    what: string,
    path: readonly (string | number)[],
  ): void => {
    if (name === undefined || among.has(name)) return
    wrong(
      `There is no ${what} "${name}"`,
      among.size === 0 ? 'Add a pattern for it.' : `There is ${[...among].join(', ')}.`,
      path,
    )
  }
  const values = new Set<string>([rowName])
  options.patterns.forEach(({ resets = [], after = [], cells, since, ...named }, at) => {
    const path = ['patterns', at] as const
    resets.forEach((name, index) =>
      known(name, new Set(carried), 'heading or legend', [...path, 'resets', index]),
    )
    known(cells?.legend, legends, 'legend', [...path, 'cells', 'legend'])
    known(named.order, legends, 'legend', [...path, 'order'])
    after.forEach((name, index) =>
      known(name, new Set([...carried, ...rows]), 'heading, row or legend', [...path, 'after', index]),
    )
    known(since, headings, 'heading', [...path, 'since'])
    known(named.total, rows, 'row', [...path, 'total'])
    known(named.continue, rows, 'row', [...path, 'continue'])
  })
  options.page?.resets?.forEach((name, index) =>
    known(name, new Set(carried), 'heading or legend', ['page', 'resets', index]),
  )
  if (rows.size === 0 && !options.patterns.some((pattern) => pattern.rows === true))
    wrong('No line is a row', 'Add a pattern: { row: …, matches: … }.', ['patterns'])

  for (const pattern of patterns) {
    const { kind, cells, options: given } = pattern
    if (given.row === undefined && given.rows !== true) continue
    for (const name of ownNames(pattern)) values.add(name)
    if (kind === 'legend' || cells?.options.as === 'object') continue
    for (const name of cellNames(pattern)) values.add(name)
  }
  for (const name of carried.filter((one) => values.has(one))) {
    const at = options.patterns.findIndex((pattern) => pattern.heading === name || pattern.legend === name)
    site.report(
      feedError(
        'SELECT_NAME_TAKEN',
        { name, where: 'a heading or legend' },
        { at: site.position(['patterns', at]) },
      ),
    )
  }
  return [...values, ...carried]
}
