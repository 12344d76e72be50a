import type { Regex } from '../flow/regex.ts'
import type { NameRules, Names } from '../map/clean.ts'
import { regexKnown } from '../map/regexes.ts'
import type { Planned } from './planned.ts'

/** How names are cleaned, by the rules of a plan. */
export const namesOf = ({ names }: Pick<Planned, 'names'>): Names =>
  Object.fromEntries(
    Object.entries(names).map(([kind, { strip, party, lookup, withoutParty }]): [string, NameRules] => [
      kind,
      {
        strip: strip.map(regexFrom),
        party: party.map(regexFrom),
        lookup,
        ...(withoutParty === undefined ? {} : { withoutParty: withoutParty.map(regexFrom) }),
      },
    ]),
  )

function regexFrom(source: string): Regex {
  const regex = regexKnown(source)
  if ('problem' in regex) throw new Error(`"${source}" was found sound, and now ${regex.problem}`)
  return regex
}
