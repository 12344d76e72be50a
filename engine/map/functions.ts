import { clean, type Names, partyIn } from './clean.ts'
import type { Find } from './given.ts'
import { distinct, sort } from './lists.ts'
import { hasIn, lookupIn } from './lookup.ts'
import { countReader, type ValueRules } from './numbers.ts'
import { recent } from './recent.ts'
import { slugOf } from './slug.ts'
import { timeReader } from './times.ts'
import { unescaped } from './unescape.ts'

/** What our functions may know beside their arguments: all of it is part of the plan or of the capture. */
export interface MappingFacts {
  readonly find: Find
  /** How the office writes counts. */
  readonly values?: ValueRules
  /** How its names are cleaned. */
  readonly names?: Names
  /** The zone of the feed's schedule. */
  readonly timezone: string
}

/** A function that mappings have beside those of JSONata: pure, and documented where it is declared. */
export interface MappingFunction {
  readonly name: string
  readonly usage: string
  /** How many arguments, at least and at most. */
  readonly takes: readonly [least: number, most: number]
  readonly summary: string
  /** What it gives in a feed of New York with the lookups and names that docs/mapping.md shows. */
  readonly examples: readonly { readonly expression: string; readonly gives: string | number | boolean }[]
  /** Does it ask lookups, which a capture may fill? */
  readonly asks?: boolean
  readonly make: (facts: MappingFacts) => (...given: unknown[]) => unknown
}

/** What mappings may call beside the functions of JSONata; docs/mapping.md is made from it. */
export const mappingFunctions: readonly MappingFunction[] = [
  {
    name: 'lookup_in',
    usage: '$lookup_in("name", key)',
    takes: [2, 2],
    summary:
      'The value for a key in a lookup of the spec, whose name is written out; of one that a part fills without a value, the whole row. Lookups are closed: a key that is missing rejects the row.',
    examples: [{ expression: '$lookup_in("county", "Wake")', gives: '37183' }],
    asks: true,
    make: ({ find }) => lookupIn(find),
  },
  {
    name: 'has_in',
    usage: '$has_in("name", key)',
    takes: [2, 2],
    summary: 'Whether a lookup of the spec has the key: true or false, and no row is rejected.',
    examples: [
      { expression: '$has_in("county", "Wake")', gives: true },
      { expression: '$has_in("county", "Atlantis")', gives: false },
    ],
    asks: true,
    make: ({ find }) => hasIn(find),
  },
  {
    name: 'votes',
    usage: '$votes(text)',
    takes: [1, 1],
    summary:
      'A count as offices write it, commas grouping by three; a minus is read, for a check to judge. What the section values declares is absent (nothing), suppressed ("suppressed"), zero, or groups digits otherwise. Anything else rejects the row: blank, "-", "*", "1.5", and "45.1%" always.',
    examples: [
      { expression: '$votes("1,234")', gives: 1234 },
      { expression: '$votes(" 12 ")', gives: 12 },
    ],
    make: ({ values = {} }) => countReader(values),
  },
  {
    name: 'clean',
    usage: '$clean("kind", text)',
    takes: [2, 2],
    summary:
      'A name by the rules of the section names, whose kind is written out: what strip and party find is taken out, and white space is folded. A name of which nothing is left rejects the row.',
    examples: [
      { expression: '$clean("candidate", "Ada  AMES (I) (GRN) ....")', gives: 'Ada AMES' },
      { expression: '$clean("contest", "MAYOR (Vote For 1)")', gives: 'MAYOR' },
    ],
    make: ({ names = {} }) => clean(names),
  },
  {
    name: 'party_in',
    usage: '$party_in("kind", text)',
    takes: [2, 2],
    summary:
      'The party that a name says, by the rules of the section names, and as the lookup of the kind calls it; nothing, where it says none. A party that the lookup lacks rejects the row.',
    examples: [{ expression: '$party_in("candidate", "Ada AMES (I) (GRN)")', gives: 'Green' }],
    asks: true,
    make: ({ names = {}, find }) => partyIn(names, find),
  },
  {
    name: 'time',
    usage: '$time(text, picture)',
    takes: [1, 2],
    summary:
      "A time on the wall clock of the feed's zone as ISO 8601 with its offset. The picture is that of JSONata ([Y] [M] [MNn] [D] [H] [h] [m] [s] [P]); [Z] reads an offset, [ZN] a zone's short name, which must fit the feed's zone and tells the two hours apart that autumn repeats (without it: the first); a year of two digits is [Y,2-2], of this century. Without a picture: ISO 8601, 2024-11-05 19:30 as well as 2024-11-05T19:30:00.5-05:00.",
    examples: [
      {
        expression: '$time("11/5/2024 7:30:00 PM", "[M]/[D]/[Y] [h]:[m]:[s] [P]")',
        gives: '2024-11-05T19:30:00-05:00',
      },
      {
        expression: '$time("December 6, 2022, 6:27 p.m. EST", "[MNn] [D], [Y], [h]:[m] [P] [ZN]")',
        gives: '2022-12-06T18:27:00-05:00',
      },
      {
        expression: '$time("11/07/06 9:05 PM", "[M]/[D]/[Y,2-2] [h]:[m] [P]")',
        gives: '2006-11-07T21:05:00-05:00',
      },
      { expression: '$time("2024-10-31 19:30")', gives: '2024-10-31T19:30:00-04:00' },
    ],
    make: ({ timezone }) => {
      const read = timeReader(timezone)
      return (text: unknown, picture: unknown) => read(text, picture)
    },
  },
  {
    name: 'slug',
    usage: '$slug(text)',
    takes: [1, 1],
    summary:
      'A name as part of an id: lower case, without accents, a hyphen between words. Other signs are lost, so that ".5%" and "5%" are the same: where they tell two things apart, put them into words first.',
    examples: [
      { expression: '$slug("José O\'Neil & Co.")', gives: 'jose-oneil-co' },
      { expression: '$slug("Sales tax of .5%")', gives: 'sales-tax-of-5' },
      {
        expression: '$slug($replace("Sales tax of .5%", ".", "0 point "))',
        gives: 'sales-tax-of-0-point-5',
      },
    ],
    make: () => {
      const kept = recent<string | undefined>()
      return (text: unknown) => (typeof text === 'string' ? kept(text, () => slugOf(text)) : slugOf(text))
    },
  },
  {
    name: 'unescape',
    usage: '$unescape(text)',
    takes: [1, 1],
    summary: 'A text whose characters are written as in HTML (&quot; &amp; &#237;), as a page would show it.',
    examples: [{ expression: '$unescape("Jeremy &quot;Spike&quot; Cohen")', gives: 'Jeremy "Spike" Cohen' }],
    make: () => (text: unknown) => unescaped(text),
  },
]

/** JSONata's own, in a form that takes no more time and memory than the list is worth. */
export const replaced: readonly {
  readonly name: string
  readonly signature: string
  readonly run: (...given: unknown[]) => unknown
}[] = [
  { name: 'sort', signature: '<af?:a>', run: sort },
  { name: 'distinct', signature: '<x:x>', run: distinct },
]
