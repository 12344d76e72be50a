import type { Match } from '../../flow/regex.ts'
import type { Json } from '../../model/json.ts'
import type { CompiledRow } from './rules.ts'
import { trimmed } from './text.ts'

/** What headings and headers have said so far of the rows of a sheet, going down. */
export interface Headings {
  /** `goesOn`: right above it stands its like, and both say one thing. */
  heading(rule: CompiledRow, match: Match, goesOn: boolean): void
  say(fields: Readonly<Record<string, string>>): void
  fields(): Readonly<Record<string, Json>>
}

/**
 * A heading takes the place of its like. Headings that came first below it in the sheet belong to it: what they said is
 * forgotten, so that nothing of one contest is taken for the next. What the sheet is called holds for all of it.
 */
export function headingsOf(ofSheet: Readonly<Record<string, string>>): Headings {
  const order: CompiledRow[] = []
  let fields: Readonly<Record<string, Json>> = ofSheet
  return {
    heading(rule, match, goesOn) {
      const before = goesOn ? fields : {}
      if (!order.includes(rule)) order.push(rule)
      const below = order.slice(order.indexOf(rule) + 1).flatMap(({ pattern }) => pattern.groups)
      const forgotten = new Set([...below, ...rule.pattern.groups])
      fields = Object.fromEntries([
        ...Object.entries(fields).filter(([name]) => !forgotten.has(name)),
        ...Object.entries(ofSheet).filter(([name]) => forgotten.has(name)),
        ...Object.entries(match.groups).map(
          ([name, text]) => [name, trimmed(`${textOf(before[name])} ${text}`)] as const,
        ),
      ])
    },
    say(said) {
      fields = { ...fields, ...said }
    },
    fields: () => fields,
  }
}

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '')
