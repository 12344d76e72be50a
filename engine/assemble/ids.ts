import { feedError } from '../errors/feed-error.ts'
import { slug } from '../flow/slug.ts'
import type { CountLineValue } from '../model/count-line.ts'
import type { Election, ExpectedContest } from '../model/election.ts'
import { type Interned, interned } from './interned.ts'

/** What turns the names of a source into ids that other sources share. */
export interface Names {
  readonly contest: (contest: NonNullable<CountLineValue['contest']>, place: string) => NamedContest
  readonly unit: (unit: NonNullable<CountLineValue['unit']>, place: string) => NamedUnit
  readonly selection: (selection: NonNullable<CountLineValue['selection']>, place: string) => NamedSelection
}
export interface NamedContest {
  readonly id: string
  readonly name: string
  /** Whether a line said it. Otherwise it is made of the id, and any name that is said is the better one. */
  readonly isNamed: boolean
  readonly expected: ExpectedContest | undefined
}
export interface NamedUnit {
  readonly id: string
  readonly name: string
  readonly isNamed: boolean
  readonly type: string
  readonly within: string | undefined
}
export interface NamedSelection {
  readonly id: string
  readonly name: string
  readonly isNamed: boolean
}

/** `ocd-division/country:us/state:zz/county:harbor` → `zz/harbor`: keeps contests of two jurisdictions apart. */
export function prefixOf(unit: string): string {
  return unit
    .split('/')
    .filter((part) => part.includes(':') && !part.startsWith('country:'))
    .map((part) => part.slice(part.indexOf(':') + 1))
    .join('/')
}

/**
 * Ids by declared rules. A contest: its own id; else the election's crosswalk by name, among
 * contests of its jurisdiction; else prefix and name.
 * A unit: its own id; else the unit that contains it (the feed's, if it does not say), its type and name.
 * A selection: its own id, else its name. Ids hold neither white space nor the bar, and are no names that every object of
 * JavaScript has: votes are kept by id, and a consumer's figures of `constructor` would not be ours.
 */
export function names(election: Election, feedUnit: string): Names {
  const prefix = prefixOf(feedUnit)
  const crosswalk = new Map<string, ExpectedContest>()
  // Of two contests of one name that of the smaller jurisdiction is meant.
  const near = election.contests
    .flatMap((contest) => {
      const levels = levelsShared(contest.id, feedUnit)
      return levels === undefined ? [] : [{ contest, levels }]
    })
    .toSorted((one, other) => one.levels - other.levels)
  for (const { contest } of near) for (const name of contest.names) crosswalk.set(fold(name), contest)
  for (const contest of election.contests) crosswalk.set(contest.id, contest)
  return remembered({
    contest(contest, place) {
      const expected = crosswalk.get(contest.id ?? fold(contest.name ?? ''))
      const name = contest.name ?? expected?.names[0] ?? contest.id ?? ''
      return {
        id: checked(contest.id ?? expected?.id ?? join(prefix, slugged(name, place)), place),
        name,
        isNamed: contest.name !== undefined,
        expected,
      }
    },
    unit(unit, place) {
      const last = unit.id?.split('/').at(-1)?.split(':') ?? []
      const type = unit.type ?? (last.length === 2 ? (last[0] ?? 'other') : 'other')
      const name = unit.name ?? last.at(-1) ?? ''
      const within = unit.within ?? (unit.id === feedUnit ? undefined : feedUnit)
      const id = unit.id ?? `${within ?? feedUnit}/${type}:${slugged(name, place)}`
      const isNamed = unit.name !== undefined
      return { id: checked(id, place), name, isNamed, type, within: within === id ? undefined : within }
    },
    selection(selection, place) {
      const name = selection.name ?? selection.id ?? ''
      const isNamed = selection.name !== undefined
      return { id: checked(selection.id ?? slugged(name, place), place), name, isNamed }
    },
  })
}

/**
 * Of how many levels is the jurisdiction in the id of a contest? Undefined: a feed of this unit that says the contest's name
 * means another. `zz/us-president` is a contest of zz: a feed of another state that says "President" means its own. A
 * contest of no jurisdiction (0), or of the country (0.5), is one of all feeds.
 */
function levelsShared(contestId: string, feedUnit: string): number | undefined {
  const of = pathOf(contestId).slice(0, -1)
  if (of.length === 1 && feedUnit.includes(`/country:${of[0]}`)) return 0.5
  const prefix = pathOf(prefixOf(feedUnit))
  return of.every((part, at) => (prefix[at] ?? part) === part) ? of.length : undefined
}

/** People write upper-harbor where the unit is called upper_harbor. */
const pathOf = (text: string): readonly string[] => text.replaceAll('_', '-').split('/')

/** The same few names come with every row: what was made of them once is kept, and is one object. */
function remembered(made: Names): Names {
  const contests = interned<NonNullable<CountLineValue['contest']>, NamedContest>()
  const selections = interned<NonNullable<CountLineValue['selection']>, NamedSelection>()
  const around = interned<Unit, Interned<Unit, NamedUnit>>()
  return {
    contest: (line, place) => contests(line.id, line.name, line, place, made.contest),
    unit: (line, place) =>
      around(line.within, line.type, line, place, inside)(line.id, line.name, line, place, made.unit),
    selection: (line, place) => selections(line.id, line.name, line, place, made.selection),
  }
}

type Unit = NonNullable<CountLineValue['unit']>
const inside = (): Interned<Unit, NamedUnit> => interned<Unit, NamedUnit>()

/** What ballots of units stand under that are a result of their own. */
export const ballotsOf = (feedUnit: string): NamedContest => ({
  id: join(prefixOf(feedUnit), 'ballots'),
  name: 'Ballots and voters',
  isNamed: true,
  expected: undefined,
})

/** Is this a name by which the election knows the contest? One contest may have several, and they mean the same. */
export const isDeclared = ({ name, expected }: NamedContest): boolean =>
  expected?.names.some((one) => fold(one) === fold(name)) ?? false

/** Names of one thing differ in case and white space from file to file. */
const fold = (name: string): string => name.trim().replace(/\s+/g, ' ').toLowerCase()
const join = (prefix: string, name: string): string => (prefix === '' ? name : `${prefix}/${name}`)

function slugged(name: string, place: string): string {
  const made = slug(name)
  if (made === '') throw feedError('ASSEMBLE_NO_ID', { name }, { place })
  return made
}

function checked(id: string, place: string): string {
  if (/[\s|]/.test(id) || id in Object.prototype) throw feedError('ASSEMBLE_BAD_ID', { id }, { place })
  return id
}
