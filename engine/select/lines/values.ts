import { charactersOf } from '../../flow/fixed-columns.ts'
import type { Match } from '../../flow/regex.ts'
import type { Cells, Cuts, Pattern } from './patterns.ts'

export type Values = Record<string, string>

/** The values of a line: of named groups, and of columns. All without white space around them. */
export function valuesOf({ cells, cuts }: Pattern, text: string, match: Match): Values {
  const values: Values = {}
  for (const [name, value] of Object.entries(match.groups))
    if (name !== cells?.options.in) values[name] = value.trim()
  return Object.assign(values, cut(cuts, text))
}

function cut(cuts: Cuts, text: string): Values {
  if (cuts.length === 0) return {}
  const characters = charactersOf(text)
  return Object.fromEntries(cuts.map(([name, span]) => [name, characters.slice(span).trim()]))
}

/** The cells of a line, from left to right; each has the values of its columns, or one value. */
export function cellsIn({ options, between, cuts }: Cells, text: string, match: Match): readonly Values[] {
  const { from, length } = options
  if (options.in !== undefined)
    return split(match.groups[options.in] ?? '', between).map((value) => ({ value }))
  const cells: Values[] = []
  if (from === undefined || length === undefined) return cells
  const characters = charactersOf(text)
  for (let start = from - 1; start < characters.length; start += length) {
    const cell = characters.slice({ start, end: start + length })
    cells.push(cuts.length === 0 ? { value: cell.trim() } : cut(cuts, cell))
  }
  return cells
}

function split(text: string, between: Cells['between']): readonly string[] {
  const parts: string[] = []
  let from = 0
  for (let found = between?.match(text); found !== undefined; found = between?.match(text, found.end)) {
    if (found.end === found.start) break
    parts.push(text.slice(from, found.start))
    from = found.end
  }
  return [...parts, text.slice(from)].filter((part) => part !== '')
}

/** Every match of a pattern in a line; one, if the pattern is not repeated. */
export function matchesIn({ regex, options }: Pattern, text: string): readonly Match[] {
  const first = regex.match(text)
  if (first === undefined || options.repeated !== true) return first === undefined ? [] : [first]
  const matches: Match[] = []
  for (let found: Match | undefined = first; found !== undefined && found.end > found.start; ) {
    matches.push(found)
    found = found.end < text.length ? regex.match(text, found.end) : undefined
  }
  return matches
}
