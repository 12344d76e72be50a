import type { Path, Site } from '../../component.ts'
import { feedError } from '../../errors/feed-error.ts'
import { type Regex, regexOf } from '../../flow/regex.ts'

/** A regular expression of a spec. Undefined: it is none, and the site knows. */
export function patternAt(source: string, site: Site, path: Path): Regex | undefined {
  const regex = regexOf(source)
  if (!('problem' in regex)) return regex
  const { problem } = regex
  site.report(feedError('SOURCE_PATTERN_INVALID', { pattern: source, problem }, { at: site.position(path) }))
  return undefined
}
