import type { Regex } from '../flow/regex.ts'
import type { Find } from './given.ts'
import { quote } from './quote.ts'
import { recent } from './recent.ts'
import { refuse } from './refuse.ts'

/** How names of one kind are cleaned, in this order. */
export interface NameRules {
  /** What is taken out, wherever it stands. */
  readonly strip: readonly Regex[]
  /** What says the party: its group "party" is it, the whole match is taken out. The first that matches counts. */
  readonly party: readonly Regex[]
  /** The lookup that says what the party is called. */
  readonly lookup: string | undefined
  /** Names that may say no party; undefined: all. Any other without one rejects its row. */
  readonly withoutParty?: readonly Regex[] | undefined
}
/** By kind: candidate, contest, … */
export type Names = Readonly<Record<string, NameRules>>

/**
 * `$clean(kind, text)`: the name without all that is no part of it. A name of which nothing is left rejects the row, and so
 * does one without a party where the rules require it: what was not found would stay in the name.
 */
export const clean =
  (names: Names) =>
  (kind: unknown, text: unknown): string | undefined =>
    text === undefined ? undefined : partsOf(names, kind, text).name

/** `$party_in(kind, text)`: the party that a name says. Undefined: it says none. A lookup's miss rejects the row. */
export const partyIn =
  (names: Names, find: Find) =>
  (kind: unknown, text: unknown): unknown => {
    if (text === undefined) return undefined
    const { party, lookup } = partsOf(names, kind, text)
    if (party === undefined || lookup === undefined) return party
    const found = find(lookup, party)
    if (found === undefined) throw refuse('MAP_LOOKUP_MISS', { lookup, key: quote(party) })
    return found
  }

interface Parts {
  readonly name: string
  readonly party: string | undefined
  readonly lookup: string | undefined
}

const known = new WeakMap<NameRules, (name: string, make: () => Parts) => Parts>()
function partsOf(names: Names, kind: unknown, text: unknown): Parts {
  const rules = names[String(kind)]
  if (rules === undefined || typeof text !== 'string')
    throw refuse('MAP_FAILED', { problem: `$clean can not take ${quote(text)} as a name` })
  let kept = known.get(rules)
  if (kept === undefined) {
    kept = recent<Parts>()
    known.set(rules, kept)
  }
  return kept(text, () => partsBy(rules, String(kind), text))
}

function partsBy(rules: NameRules, kind: string, text: string): Parts {
  let name = fold(text)
  for (const regex of rules.strip) name = fold(without(regex, name))
  const stripped = name
  let party: string | undefined
  for (const regex of rules.party) {
    const found = regex.match(name)
    if (found === undefined) continue
    party = found.groups['party']
    name = fold(`${name.slice(0, found.start)} ${name.slice(found.end)}`)
    break
  }
  if (party === undefined && rules.withoutParty?.some((regex) => regex.test(stripped)) === false)
    throw refuse('MAP_PARTY_MISSING', { kind, name: quote(stripped) })
  if (name === '') throw refuse('MAP_FAILED', { problem: `Nothing is left of the name ${quote(text)}` })
  return { name, party, lookup: rules.lookup }
}

const fold = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

function without(regex: Regex, text: string): string {
  let left = ''
  let from = 0
  for (let found = regex.match(text); found !== undefined; found = regex.match(text, from)) {
    if (found.end === found.start) break
    left += text.slice(from, found.start)
    from = found.end
  }
  return left + text.slice(from)
}
