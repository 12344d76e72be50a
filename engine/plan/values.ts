import { feedError } from '../errors/feed-error.ts'
import { near } from '../flow/near.ts'
import { type Regex, regexOf } from '../flow/regex.ts'
import type { NameRules, Names } from '../map/clean.ts'
import type { ValueRules } from '../map/numbers.ts'
import type { FeedValue } from '../spec/sections.ts'
import type { Compiling, Section } from './compiling.ts'

const markKeys = ['absent', 'suppressed', 'zero'] as const

/** The rules by which counts are read. A mark means one thing, and is neither a number nor a percentage. */
export function compileValues(
  section: Section<NonNullable<FeedValue['values']>> | undefined,
  { report }: Compiling,
): ValueRules {
  if (section === undefined) return {}
  const { value, document, path } = section
  const taken = new Map<string, string>()
  for (const key of markKeys) {
    for (const [index, mark] of (value[key] ?? []).entries()) {
      const at = document.position([...path, key, index])
      const before = taken.get(mark.trim())
      taken.set(mark.trim(), key)
      const problem =
        before === undefined
          ? /^[-+]?[\d.,' ]*\d[\d.,' ]*%?$/.test(mark.trim())
            ? 'must not be a number or a percentage: it would mean another figure than is written'
            : undefined
          : `must not stand under ${before} too: a mark means one thing`
      if (problem === undefined) continue
      const meaning = 'Marks are what an office writes instead of a number: "-", "N/A", "****".'
      report(
        feedError(
          'SPEC_VALUE',
          { what: `values.${key}`, seen: `"${mark}"`, expected: problem, meaning },
          { at },
        ),
      )
    }
  }
  return value
}

/** The rules by which names are cleaned, by kind. `lookups` undefined: they are not known here. */
export function compileNames(
  section: Section<NonNullable<FeedValue['names']>> | undefined,
  lookups: readonly string[] | undefined,
  { report }: Compiling,
): Names {
  if (section === undefined) return {}
  const { value, document, path } = section
  const names: Record<string, NameRules> = {}
  for (const [kind, rules] of Object.entries(value)) {
    const { strip = [], party = [], party_lookup: lookup } = rules
    const compiled = (key: string, sources: readonly string[]): readonly Regex[] =>
      sources.flatMap((source, index) => {
        const regex = regexOf(source)
        const problem =
          'problem' in regex
            ? regex.problem
            : key === 'party' && !regex.groups.includes('party')
              ? 'it has no group called party: (?<party>…)'
              : undefined
        if (problem === undefined) return [regex as Regex]
        const at = document.position([...path, kind, key, index])
        const what = `names.${kind}.${key}`
        const expected = `must be a regular expression; ${problem}`
        const meaning = 'In YAML a backslash stays one in single quotes, not in double ones.'
        report(feedError('SPEC_VALUE', { what, seen: `"${source}"`, expected, meaning }, { at }))
        return []
      })
    if (lookup !== undefined && lookups?.includes(lookup) === false) {
      const details = { what: 'lookup', name: lookup, near: near(lookup, lookups), known: lookups }
      report(feedError('SPEC_NOT_FOUND', details, { at: document.position([...path, kind, 'party_lookup']) }))
    }
    const [lone, needs] =
      rules.party_required === true && party.length === 0
        ? (['party_required', 'party'] as const)
        : rules.party_required !== true && rules.without_party !== undefined
          ? (['without_party', 'party_required: true'] as const)
          : []
    if (lone !== undefined) {
      const meaning = 'party finds the party in a name; without_party are the names that have none.'
      const details = { what: `names.${kind}.${lone}`, seen: 'alone', expected: `needs ${needs}`, meaning }
      report(feedError('SPEC_VALUE', details, { at: document.position([...path, kind, lone]) }))
    }
    const withoutParty = compiled('without_party', rules.without_party ?? [])
    names[kind] = {
      strip: compiled('strip', strip),
      party: compiled('party', party),
      lookup,
      ...(rules.party_required === true ? { withoutParty } : {}),
    }
  }
  return names
}
