import type { RowValues } from '../../model/row-values.ts'
import { rowName } from './names.ts'
import { cellNames, ownNames, type Pattern } from './patterns.ts'

/** What headings and legends may say, and which rows there are, as the patterns tell it. */
export function valuesIn(patterns: readonly Pattern[]): RowValues {
  const members = new Map<string, Set<string>>()
  for (const pattern of patterns) {
    const called = pattern.options.heading ?? pattern.options.legend
    if (called === undefined) continue
    const known = members.get(called) ?? new Set<string>()
    members.set(called, known)
    for (const name of saidBy(pattern)) known.add(name)
  }
  // Under the names of what stands in the report itself.
  for (const { cells } of patterns)
    if (cells?.options.as === 'object' && cells.options.legend !== undefined)
      members.delete(cells.options.legend)
  const rows = patterns.flatMap(({ name, options }) => options.row ?? (options.rows === true ? [name] : []))
  const taken = patterns.some(
    ({ kind, ...pattern }) => kind !== 'skip' && ownNames(pattern).includes(rowName),
  )
  return {
    members: Object.fromEntries([...members].map(([name, known]) => [name, [...known]])),
    texts: taken ? {} : { [rowName]: [...new Set(rows)] },
  }
}

function saidBy(pattern: Pattern): readonly string[] {
  const { through, options } = pattern
  const numbered = options.numbered === undefined ? [] : [options.numbered]
  return [...ownNames(pattern), ...cellNames(pattern), ...(through?.groups ?? []), ...numbered]
}
