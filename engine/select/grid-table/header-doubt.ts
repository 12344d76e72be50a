import { feedError } from '../../errors/feed-error.ts'
import type { Match } from '../../flow/regex.ts'
import type { Json } from '../../model/json.ts'
import type { Layout } from './layout.ts'
import type { CompiledRow } from './rules.ts'
import { shown } from './text.ts'

/** Watches, going down a sheet, that a header which comes again has the headings that it should have. */
export interface HeaderDoubt {
  heading(rule: CompiledRow, match: Match): void
  row(): void
  /** SELECT_HEADER_UNTITLED: what headings said is of the columns before, and may not be of these. */
  header(found: FoundHeader): void
}
interface FoundHeader {
  /** Undefined: it is the first row, and no rule knows it. */
  readonly rule: CompiledRow | undefined
  readonly layout: Layout
  readonly said: Readonly<Record<string, Json>>
  readonly place: string | undefined
}

/**
 * A heading belongs above headers, or below them, as it was first seen in the sheet. A header with other columns needs a
 * heading that belongs above it: the nearest one, or another with new words. One that belongs below headers does not stand
 * directly above one: so looks a title that was taken for something else.
 */
export function headerDoubt(): HeaderDoubt {
  const above: CompiledRow[] = []
  const below = new Set<CompiledRow>()
  const words = new Map<CompiledRow, string>()
  let since: { readonly rule: CompiledRow; readonly changed: boolean }[] = []
  let direct: CompiledRow[] = []
  let last: { readonly columns: string; readonly read: string } | undefined

  return {
    heading(rule, { groups }) {
      const text = JSON.stringify(groups)
      since.push({ rule, changed: words.get(rule) !== text })
      words.set(rule, text)
      direct.push(rule)
    },
    row() {
      for (const rule of direct) if (!above.includes(rule)) below.add(rule)
      direct = []
    },
    header({ rule, layout, said, place }) {
      const moved = direct.some((one) => below.has(one))
      // A kind that the first titled header lacks is no title: so looks one that was taken for something else.
      if (above.length === 0) above.push(...new Set(direct.filter((one) => !below.has(one))))
      const anew = since.some(({ rule: one, changed }) =>
        one === above.at(-1) ? true : changed && above.includes(one),
      )
      const { columns, read } = { columns: JSON.stringify(layout), read: JSON.stringify(layout.read) }
      const titled = last === undefined || words.size === 0 || anew || read !== last.read
      if (!titled && rule?.continues !== true && (moved || columns !== last?.columns))
        throw feedError(
          'SELECT_HEADER_UNTITLED',
          { moved, said: shown(Object.values(said).map(String).join(', ')) },
          place === undefined ? {} : { place },
        )
      last = { columns, read }
      since = []
      direct = []
    },
  }
}
