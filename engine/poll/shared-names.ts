import type { CountLineValue } from '../model/count-line.ts'

/** Gives lines that name the same contest, unit or selection one object for it. */
export type SharedNames = (value: CountLineValue) => CountLineValue

type Flat = Readonly<Record<string, unknown>>

/** Lines that are kept from one capture to the next would else hold thousands of copies of every name. */
export function sharedNames(): SharedNames {
  const contests = sharer('type')
  const units = sharer('within')
  const selections = sharer('party')
  return (value) => {
    const { contest, unit, selection } = value
    const shared: Record<string, unknown> = { ...value }
    if (contest !== undefined) shared['contest'] = contests(contest)
    if (unit !== undefined) shared['unit'] = units(unit)
    if (selection !== undefined) shared['selection'] = selections(selection)
    return shared
  }
}

type Thing = Flat & { readonly id?: string; readonly name?: string }
/** Where more than these differ in something else than their names, looking for one would cost more than it spares. */
const mostAlike = 16

/** Of those that are called the same and have the same `other`, the one that is the same in all. */
function sharer(other: string): (thing: Thing) => Flat {
  const known = new Map<string, Map<unknown, Flat[]>>()
  let last: Flat | undefined
  return (thing) => {
    if (last !== undefined && areSame(last, thing)) return last
    const name = thing.name ?? thing.id ?? ''
    let named = known.get(name)
    if (named === undefined) {
      named = new Map()
      known.set(name, named)
    }
    const some = named.get(thing[other])
    last = some?.find((one) => areSame(one, thing)) ?? thing
    if (some === undefined) named.set(thing[other], [last])
    else if (last === thing && some.length < mostAlike) some.push(thing)
    return last
  }
}

/** Of objects that hold no others. */
function areSame(one: Flat, other: Flat): boolean {
  let more = 0
  for (const key in one) {
    if (one[key] !== other[key]) return false
    more += 1
  }
  for (const _ in other) more -= 1
  return more === 0
}
