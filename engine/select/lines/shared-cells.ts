import type { Site } from '../../component.ts'
import { near } from '../../flow/near.ts'
import type { GivenLines, LinesOptions } from './options.ts'
import { wrongTo } from './patterns.ts'

/** The spec with the cells that patterns name in their place. Names that do not fit are reported to the site. */
export function withOwnCells(
  { cells: shared = {}, patterns, ...spec }: GivenLines,
  site: Site,
): LinesOptions {
  const wrong = wrongTo(site)
  const names = Object.keys(shared)
  const used = new Set<string>()
  const own = patterns.map(({ cells, ...pattern }, at) => {
    if (typeof cells !== 'string') return { ...pattern, ...(cells === undefined ? {} : { cells }) }
    used.add(cells)
    const found = Object.hasOwn(shared, cells) ? shared[cells] : undefined
    if (found !== undefined) return { ...pattern, cells: found }
    const meant = near(cells, names)
    wrong(
      `There are no cells called "${cells}"`,
      meant === undefined ? 'Describe them under cells of the selector.' : `Did you mean "${meant}"?`,
      ['patterns', at, 'cells'],
    )
    return pattern
  })
  for (const name of names)
    if (!used.has(name))
      wrong(`No pattern has the cells "${name}"`, `Name them: cells: ${name}; or leave them out.`, [
        'cells',
        name,
      ])
  return { ...spec, patterns: own }
}
