import type { CountLineValue } from '../model/count-line.ts'

/**
 * Gives lines that name the same contest, unit or selection one object for it. `like` was given before, and likely names
 * the same: to look there first spares to look among all.
 */
export type SharedNames = (value: CountLineValue, like?: CountLineValue) => CountLineValue

type Contest = NonNullable<CountLineValue['contest']>
type Unit = NonNullable<CountLineValue['unit']>
type Selection = NonNullable<CountLineValue['selection']>

/** Lines that are kept from one capture to the next would else hold thousands of copies of every name. */
export function sharedNames(): SharedNames {
  const contests = sharer<Contest>(areSameContests, ({ type }) => type)
  const units = sharer<Unit>(areSameUnits, ({ within }) => within)
  const selections = sharer<Selection>(areSameSelections, ({ party }) => party)
  return (value, like) => {
    const contest = value.contest && contests(value.contest, like?.contest)
    const unit = value.unit && units(value.unit, like?.unit)
    const selection = value.selection && selections(value.selection, like?.selection)
    // Mostly it has them already: mappings remember what they have made.
    if (contest === value.contest && unit === value.unit && selection === value.selection) return value
    const shared: { -readonly [Key in keyof CountLineValue]: CountLineValue[Key] } = { ...value }
    if (contest !== undefined) shared.contest = contest
    if (unit !== undefined) shared.unit = unit
    if (selection !== undefined) shared.selection = selection
    return shared
  }
}

/** What is compared below must be all there is: whoever adds a member is told here. */
type Named<Thing, Members extends keyof Thing> = Exclude<keyof Thing, Members> extends never ? Thing : never

const areSameContests = (
  one: Named<Contest, 'id' | 'name' | 'type' | 'votes_allowed'>,
  other: Contest,
): boolean =>
  one.id === other.id &&
  one.name === other.name &&
  one.type === other.type &&
  one.votes_allowed === other.votes_allowed

const areSameUnits = (one: Named<Unit, 'id' | 'name' | 'type' | 'within'>, other: Unit): boolean =>
  one.id === other.id && one.name === other.name && one.type === other.type && one.within === other.within

const areSameSelections = (
  one: Named<Selection, 'id' | 'name' | 'party' | 'write_in' | 'order'>,
  other: Selection,
): boolean =>
  one.id === other.id &&
  one.name === other.name &&
  one.party === other.party &&
  one.write_in === other.write_in &&
  one.order === other.order

/** Where more than these differ in something else than their names, looking for one would cost more than it spares. */
const mostAlike = 16

/** Of those that are called the same and have the same of something else, the one that is the same in all. */
function sharer<Thing extends { readonly id?: string; readonly name?: string }>(
  areSame: (one: Thing, other: Thing) => boolean,
  otherOf: (thing: Thing) => string | undefined,
): (thing: Thing, like: Thing | undefined) => Thing {
  const known = new Map<string, Map<string | undefined, Thing[]>>()
  let last: Thing | undefined
  return (thing, like) => {
    if (like !== undefined && areSame(like, thing)) return like
    if (last !== undefined && areSame(last, thing)) return last
    const name = thing.name ?? thing.id ?? ''
    let named = known.get(name)
    if (named === undefined) {
      named = new Map()
      known.set(name, named)
    }
    const other = otherOf(thing)
    const some = named.get(other)
    if (some === undefined) {
      named.set(other, [thing])
      last = thing
      return thing
    }
    last = undefined
    for (const one of some) if (areSame(one, thing)) last = one
    if (last === undefined) {
      last = thing
      if (some.length < mostAlike) some.push(thing)
    }
    return last
  }
}
