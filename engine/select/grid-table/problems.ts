import type { Path, Site } from '../../component.ts'
import { feedError } from '../../errors/feed-error.ts'
import { type Regex, regexOf } from '../../flow/regex.ts'

/** Tells the site what is wrong with the options, before any byte. */
export interface Problems {
  /** Undefined: there is none, or it is no regular expression and the site knows. */
  pattern(source: string | undefined, path: Path): Regex | undefined
  contradiction(problem: string, remedy: string, path: Path): void
  /** Each name once: a row can not have two values of one name. */
  names(names: readonly string[], where: string, path: Path): void
}

export function problemsTo(site: Site): Problems {
  const taken = new Map<string, string>()
  const contradiction: Problems['contradiction'] = (problem, remedy, path) =>
    site.report(feedError('SELECT_TABLE_OPTION', { problem, remedy }, { at: site.position(path) }))
  return {
    contradiction,
    pattern(source, path) {
      if (source === undefined) return undefined
      const regex = regexOf(source)
      if (!('problem' in regex)) return regex
      const hint = 'Mend it. In YAML a backslash stays one in single quotes, not in double ones.'
      contradiction(`"${source}" is no regular expression: ${regex.problem}`, hint, path)
      return undefined
    },
    names(names, where, path) {
      for (const name of names) {
        const other = taken.get(name)
        if (other !== undefined && other !== where)
          site.report(feedError('SELECT_NAME_TAKEN', { name, where: other }, { at: site.position(path) }))
        else taken.set(name, where)
      }
    },
  }
}
