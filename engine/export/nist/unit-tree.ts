import { unitTypes } from '../../model/result.ts'
import { unitAbove } from '../../results/unit-above.ts'
import { nistId } from './id.ts'
import { identifier, known, type NistObject, textOf } from './tree.ts'

/** ReportingUnitType. What is none of these is `other`, with the word beside it. */
const types: ReadonlySet<string> = new Set(unitTypes)
const precincts = new Set(['precinct', 'split-precinct', 'combined-precinct'])

/** A unit as a document needs it. */
export interface KnownUnit {
  readonly id: string
  readonly type: string
  readonly name: string
  readonly within?: string
}

/** Of an election that no unit contains as a whole. Ids of units never hold a bar. */
const everywhere = { id: '|', type: 'election', name: 'All units' } as const

export interface UnitTree {
  /** By id (code points), with the units above that no result is of, up to the root. */
  readonly units: readonly KnownUnit[]
  /** The one that all others lie in: the nearest that does. */
  readonly root: KnownUnit
  /** Units directly within, by id. */
  within(unit: string): readonly string[]
  readonly hasPrecincts: boolean
}

/**
 * Units and those above them, up to the nearest one that contains all: made of what their ids share where no record names it.
 * A unit that all others lie in is that one itself, whatever lies above it.
 */
export function unitTree(some: Iterable<KnownUnit>): UnitTree {
  const units = new Map<string, KnownUnit>()
  for (const unit of some) units.set(unit.id, unit)
  const given = new Set(units.keys())
  for (const unit of units.values()) {
    const above = unitAbove(unit)
    // A Map goes on to what is added meanwhile.
    if (above !== undefined && !units.has(above)) units.set(above, namedById(above))
  }
  const [nearest, ...beyond] = pathsShare([...given], units)
  for (const id of beyond) if (!given.has(id)) units.delete(id)
  const tops = [...units.values()].filter((unit) => unitAbove(unit) === undefined)
  const found = (nearest === undefined ? shared(tops) : units.get(nearest)) ?? everywhere
  const root = units.get(found.id) ?? found
  units.set(root.id, root)
  const all = [...units.values()].toSorted((one, other) => (one.id < other.id ? -1 : 1))
  const parts = Map.groupBy(all, (unit) => (unit.id === root.id ? '' : (unitAbove(unit) ?? root.id)))
  return {
    units: all,
    root,
    within: (unit) => (parts.get(unit) ?? []).map(({ id }) => id),
    hasPrecincts: all.some(({ type }) => precincts.has(type)),
  }
}

/** The units that each of these is or lies in, the nearest first. */
function pathsShare(ids: readonly string[], units: ReadonlyMap<string, KnownUnit>): readonly string[] {
  const [first, ...others] = ids
  if (first === undefined) return []
  let common = pathFrom(first, units)
  for (const id of others) {
    const path = new Set(pathFrom(id, units))
    common = common.filter((one) => path.has(one))
  }
  return common
}

/** A unit and those above it, each once: records may name two units as lying in each other. */
function pathFrom(id: string, units: ReadonlyMap<string, KnownUnit>): readonly string[] {
  const path = new Set<string>()
  for (let unit = units.get(id); unit !== undefined && !path.has(unit.id); ) {
    path.add(unit.id)
    const above = unitAbove(unit)
    unit = above === undefined ? undefined : units.get(above)
  }
  return [...path]
}

/** What the ids of all begin with, if that is more than the name of the register of ids. */
function shared(tops: readonly KnownUnit[]): KnownUnit | undefined {
  const [first = [], ...others] = tops.map(({ id }) => id.split('/'))
  const differ = first.findIndex((part, at) => others.some((parts) => parts[at] !== part))
  const parts = first.slice(0, differ === -1 ? first.length : differ)
  return parts.length > 1 ? namedById(parts.join('/')) : undefined
}

function namedById(id: string): KnownUnit {
  const last = id.split('/').at(-1) ?? id
  const colon = last.indexOf(':')
  return { id, type: colon > 0 ? last.slice(0, colon) : 'other', name: last.slice(colon + 1) || id }
}

/** The ReportingUnit of a unit; `facts` are its figures. */
export function reportingUnit(
  { id, type, name }: KnownUnit,
  parts: readonly string[],
  facts: {
    readonly countStatus?: readonly NistObject[] | undefined
    readonly unitsReporting?: number | undefined
    readonly unitsTotal?: number | undefined
    readonly registered?: number | undefined
  },
): NistObject {
  return {
    '@type': 'ReportingUnit',
    '@id': nistId('unit', id),
    ...(parts.length === 0 ? {} : { ComposingGpUnitIds: parts.map((part) => nistId('unit', part)) }),
    ...(id === everywhere.id ? {} : { ExternalIdentifier: identifier('unit', id) }),
    Name: textOf(name),
    ...known({
      CountStatus: facts.countStatus,
      SubUnitsReported: facts.unitsReporting,
      TotalSubUnits: facts.unitsTotal,
    }),
    ...(types.has(type) ? { Type: type } : { Type: 'other', OtherType: type }),
    ...known({ VotersRegistered: facts.registered }),
  }
}
