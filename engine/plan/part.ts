import type { Declared } from '../component.ts'
import type { Decoder } from '../decode/decoder.ts'
import { type FeedError, feedError } from '../errors/feed-error.ts'
import { near } from '../flow/near.ts'
import type { Names } from '../map/clean.ts'
import { compileMapping } from '../map/compile.ts'
import { compileFilling, type Filling } from '../map/filling.ts'
import type { Lookups } from '../map/given.ts'
import type { Mapping } from '../map/mapping.ts'
import type { ValueRules } from '../map/numbers.ts'
import type { Json } from '../model/json.ts'
import { allRows } from '../select/all-rows.ts'
import { numbered, type Repeats } from '../select/numbered.ts'
import type { Selector } from '../select/selector.ts'
import { construct, namedIn, siteAt } from '../spec/components.ts'
import type { Unpacker } from '../unpack/unpacker.ts'
import { type Compiling, positionOf, type Section } from './compiling.ts'
import { behindDefinitions } from './definitions.ts'
import { wrongInnerReads } from './inner-names.ts'
import type { FilledFrom } from './lookups.ts'
import type { Part } from './plan.ts'
import type { PartReading, Reading } from './readings.ts'
import { recipeOf } from './recipe.ts'
import { familyNames, type Tables } from './tables.ts'

export interface MappingContext {
  readonly lookups: Lookups
  readonly parameters: Readonly<Record<string, string | number | boolean>>
  readonly carried: readonly string[]
  readonly timezone: string
  readonly milliseconds: number
  readonly values: ValueRules
  readonly names: Names
  /** What all mappings see. */
  readonly definitions?: readonly Section[]
}
/** Compiles a section the first time; requests that share it share what was made of it, and its problems. */
export type Once = <Made>(section: Section, make: () => Made) => Made

/** A component that was constructed, and the name by which people know it. */
interface Constructed<Port> {
  readonly type: string
  readonly port: Port
  /** Was nothing wrong with its options? */
  readonly sound: boolean
}

/** One part of a plan. Undefined: a problem was reported. */
export function compilePart(
  { name, request, own, reading }: PartReading,
  fills: readonly Filling[] | undefined,
  context: MappingContext,
  compiling: Compiling,
  once: Once,
): Part | undefined {
  const { decode, map, number_repeats: repeats, unpack } = reading
  if (decode === undefined || (map === undefined && fills?.length === 0)) return undefined
  const opened = unpack === undefined ? [] : once(unpack, () => compileUnpackers(unpack, compiling))
  const decoder = once(decode, () => compileOne('decode', decode, compiling))
  const select = isOfOtherBytes(reading, own, decoder?.port) ? undefined : reading.select
  const selector =
    select === undefined
      ? { type: undefined, port: allRows, sound: true }
      : once(select, () => compileOne('select', select, compiling))
  const number = (port: Selector): Selector =>
    repeats === undefined ? port : numbered(port, repeats.value as Repeats)
  const mapping = map && once(map, () => compileMap(map, context, compiling))
  if (decoder === undefined || selector === undefined) return undefined
  if (!selector.port.takes.includes(decoder.port.gives)) {
    const details = { decoder: decoder.type, gives: decoder.port.gives }
    const { takes } = selector.port
    const problem =
      selector.type === undefined || select === undefined
        ? feedError('SPEC_SELECT_MISSING', details, { at: positionOf(decode) })
        : feedError('SPEC_SHAPE', { ...details, selector: selector.type, takes }, { at: positionOf(select) })
    compiling.report(problem)
    return undefined
  }
  if (opened === undefined || fills === undefined) return undefined
  if (map !== undefined && mapping === undefined) return undefined
  const from =
    select === undefined
      ? {
          name: `decode.${decoder.type}`,
          columns: decoder.port.columns?.concat(Object.keys(repeats?.value ?? {})),
          values: decoder.port.values,
        }
      : {
          name: `select.${selector.type}`,
          columns: number(selector.port).columns,
          values: selector.port.values,
        }
  // What rows would have is not worth a word before it is clear which they are.
  if (!selector.sound) return undefined
  const bareField = mapping?.bareField
  if (bareField !== undefined && decoder.port.gives === 'rows') {
    const problem = `it is the field ${bareField}, a text`
    compiling.report(feedError('MAP_LINE_INVALID', { problem }, { at: mapping?.position?.(bareField) }))
    return undefined
  }
  const needs = number(selector.port).needs ?? []
  const readers = [...(mapping === undefined ? [] : [mapping]), ...fills]
  if (lacksColumns(from, needs, repeats, readers, compiling)) return undefined
  const wrong = readers.flatMap(({ inner }) => (inner === undefined ? [] : wrongInnerReads(from, inner)))
  for (const problem of wrong) compiling.report(problem)
  if (wrong.length > 0) return undefined
  return {
    name,
    request,
    unpack: opened,
    decode: decoder.port,
    select: number(selector.port),
    ...(mapping === undefined ? {} : { map: mapping }),
    ...(fills.length === 0 ? {} : { fills }),
    ...(decoder.port.gives === 'tree' ? { paths: readers.flatMap(({ paths = [] }) => paths) } : {}),
    recipe: {
      unpack: ((unpack?.value ?? []) as readonly Json[]).map((value) => recipeOf({ value })),
      decode: recipeOf(decode),
      ...(select === undefined ? {} : { select: recipeOf(select) }),
      ...(repeats === undefined ? {} : { repeats: repeats.value as Repeats }),
    },
  }
}

/** A part with a decoder of its own that gives rows has nothing to do with a shared selector of trees. */
function isOfOtherBytes(
  { select, decode }: Reading,
  own: Section | undefined,
  decoder: Decoder | undefined,
): boolean {
  const mine = (own?.value ?? {}) as Readonly<Record<string, unknown>>
  return (
    select !== undefined &&
    decode !== undefined &&
    'decode' in mine &&
    !('select' in mine) &&
    decoder?.gives === 'rows'
  )
}

/** How rows of a part fill lookups. Undefined: a problem was reported. */
export function compileFillings(
  fills: readonly FilledFrom[],
  context: MappingContext,
  { report }: Compiling,
): readonly Filling[] | undefined {
  const made = fills.map(({ name, key, value, allUsed }) => {
    const filling = compileFilling(name, context, cellAt(key, report), value && cellAt(value, report))
    return filling && { ...filling, allUsed }
  })
  return made.every((one) => one !== undefined) ? made : undefined
}

const cellAt = ({ value, document, path }: Section, report: Compiling['report']) => ({
  text: value as string,
  site: siteAt(document, path, report),
})

/** Reports names that a spec reads and rows will never have, where the spec says them all. */
function lacksColumns(
  { name: from, columns }: { readonly name: string; readonly columns: readonly string[] | undefined },
  needs: readonly string[],
  repeats: Section | undefined,
  readers: readonly Pick<Mapping, 'reads' | 'position'>[],
  { report }: Compiling,
): boolean {
  if (columns === undefined) return false
  const read = new Set([...needs, ...readers.flatMap(({ reads }) => reads)])
  const missing = [...read].filter((name) => !columns.includes(name))
  for (const column of missing) {
    const details = { from, column, near: near(column, columns), columns }
    const reader = readers.find(({ reads }) => reads.includes(column))
    const at = reader?.position?.(column) ?? (repeats && positionOf(repeats))
    report(feedError('SPEC_COLUMN', details, { at }))
  }
  return missing.length > 0
}

/** The one component that a section names. */
export function compileOne<Family extends keyof Tables>(
  family: Family,
  { value, document, path }: Section,
  { tables, report }: Compiling,
  declared?: Declared,
): Constructed<PortOf<Family>> | undefined {
  const table = tables[family] as Tables['source'] as never
  const named = namedIn<PortOf<Family>>(familyNames[family], table, value, document, path, report)
  if (named === undefined) return undefined
  let sound = true
  const noting = (error: FeedError): void => {
    sound = false
    report(error)
  }
  const port = construct(named, document, noting, declared)
  return { type: named.component.type, port, sound }
}
type PortOf<Family extends keyof Tables> = ReturnType<Tables[Family][string]['create']>

function compileUnpackers(section: Section, compiling: Compiling): readonly Unpacker[] | undefined {
  const made = (section.value as readonly Json[]).map((value, index) =>
    compileOne('unpack', { ...section, value, path: [...section.path, index] }, compiling),
  )
  return made.every((one) => one !== undefined) ? made.map(({ port }) => port) : undefined
}

function compileMap(section: Section, context: MappingContext, { report }: Compiling): Mapping | undefined {
  const { text, site } = behindDefinitions(context.definitions ?? [], section, report)
  return compileMapping({ ...context, text }, site)
}
