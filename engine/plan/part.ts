import { type FeedError, feedError } from '../errors/feed-error.ts'
import { near } from '../flow/near.ts'
import { compileMapping } from '../map/compile.ts'
import type { Mapping } from '../map/mapping.ts'
import type { Json } from '../model/json.ts'
import { allRows } from '../select/all-rows.ts'
import { numbered, type Repeats } from '../select/numbered.ts'
import type { Selector } from '../select/selector.ts'
import { construct, namedIn, siteAt } from '../spec/components.ts'
import type { Unpacker } from '../unpack/unpacker.ts'
import { type Compiling, positionOf, type Section } from './compiling.ts'
import type { Lookups } from './lookups.ts'
import type { Part } from './plan.ts'
import { familyNames, type Tables } from './tables.ts'

/** The sections that say how the bytes of a request become count lines. */
export const readingKeys = ['unpack', 'decode', 'select', 'number_repeats', 'map'] as const
export type Reading = Partial<Record<(typeof readingKeys)[number], Section>>

export interface MappingContext {
  readonly lookups: Lookups
  readonly parameters: Readonly<Record<string, string | number | boolean>>
  readonly timezone: string
  readonly milliseconds: number
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
  request: string,
  { decode, map, number_repeats: repeats, select, unpack }: Reading,
  context: MappingContext,
  compiling: Compiling,
  once: Once,
): Part | undefined {
  if (decode === undefined || map === undefined) return undefined
  const opened = unpack === undefined ? [] : once(unpack, () => compileUnpackers(unpack, compiling))
  const decoder = once(decode, () => compileOne('decode', decode, compiling))
  const selector =
    select === undefined
      ? { type: undefined, port: allRows, sound: true }
      : once(select, () => compileOne('select', select, compiling))
  const number = (port: Selector): Selector =>
    repeats === undefined ? port : numbered(port, repeats.value as Repeats)
  const mapping = once(map, () => compileMap(map, context, compiling))
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
  if (opened === undefined || mapping === undefined) return undefined
  const from =
    select === undefined
      ? {
          name: `decode.${decoder.type}`,
          columns: decoder.port.columns?.concat(Object.keys(repeats?.value ?? {})),
        }
      : { name: `select.${selector.type}`, columns: number(selector.port).columns }
  // What rows would have is not worth a word before it is clear which they are.
  if (!selector.sound) return undefined
  const { bareField } = mapping
  if (bareField !== undefined && decoder.port.gives === 'rows') {
    const problem = `it is the field ${bareField}, a text`
    compiling.report(feedError('MAP_LINE_INVALID', { problem }, { at: mapping.position?.(bareField) }))
    return undefined
  }
  const needs = number(selector.port).needs ?? []
  if (lacksColumns(from, needs, repeats, mapping, compiling)) return undefined
  return { request, unpack: opened, decode: decoder.port, select: number(selector.port), map: mapping }
}

/** Reports names that a spec reads and rows will never have, where the spec says them all. */
function lacksColumns(
  { name: from, columns }: { readonly name: string; readonly columns: readonly string[] | undefined },
  needs: readonly string[],
  repeats: Section | undefined,
  mapping: Mapping,
  { report }: Compiling,
): boolean {
  if (columns === undefined) return false
  const missing = [...needs, ...mapping.reads].filter((name) => !columns.includes(name))
  for (const column of missing) {
    const details = { from, column, near: near(column, columns), columns }
    const at = mapping.position?.(column) ?? (repeats && positionOf(repeats))
    report(feedError('SPEC_COLUMN', details, { at }))
  }
  return missing.length > 0
}

/** The one component that a section names. */
export function compileOne<Family extends keyof Tables>(
  family: Family,
  { value, document, path }: Section,
  { tables, report }: Compiling,
): Constructed<PortOf<Family>> | undefined {
  const table = tables[family] as Tables['source'] as never
  const named = namedIn<PortOf<Family>>(familyNames[family], table, value, document, path, report)
  if (named === undefined) return undefined
  let sound = true
  const noting = (error: FeedError): void => {
    sound = false
    report(error)
  }
  const port = construct(named, document, noting)
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
  const site = siteAt(section.document, section.path, report)
  return compileMapping({ ...context, text: section.value as string }, site)
}
