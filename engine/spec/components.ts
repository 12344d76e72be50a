import type { AnyComponent, Declared, Path, Site, Table } from '../component.ts'
import { type FeedError, feedError } from '../errors/feed-error.ts'
import { near } from '../flow/near.ts'
import type { Json, JsonObject } from '../model/json.ts'
import type { SpecDocument } from './document.ts'
import { problemsOf } from './valid.ts'

/** A component as a spec names it: `csv`, or `{ csv: { … } }`. */
export interface Named<Port> {
  readonly component: AnyComponent<Port>
  readonly options: JsonObject
  /** Where the options stand. */
  readonly path: Path
}

/** What a spec names at a path, its options checked by the component's own schema. Undefined: a problem was reported. */
export function namedIn<Port>(
  family: string,
  table: Table<Port>,
  value: Json | undefined,
  document: SpecDocument,
  path: Path,
  report: (error: FeedError) => void,
): Named<Port> | undefined {
  const known = typesOf(table)
  const keys = isObject(value) ? Object.keys(value) : []
  const type = typeof value === 'string' ? value : keys[0]
  if (type === undefined || keys.length > 1) {
    const seen = keys.length > 1 ? keys.join(' and ') : (JSON.stringify(value) ?? 'nothing')
    report(feedError('SPEC_ONE_TYPE', { family, seen, known }, { at: document.position(path) }))
    return undefined
  }
  const component = Object.values(table).find((one) => one.type === type)
  if (component === undefined) {
    const at = isObject(value) ? document.keyPosition([...path, type]) : document.position(path)
    report(feedError('SPEC_UNKNOWN_TYPE', { family, type, near: near(type, known), known }, { at }))
    return undefined
  }
  const own = isObject(value) ? [...path, type] : path
  const given = isObject(value) ? (value[type] ?? {}) : {}
  const problems = problemsOf(given, component.options, document, own)
  for (const problem of problems) report(problem)
  return problems.length > 0 ? undefined : { component, options: given as JsonObject, path: own }
}

/** Constructs what was named; the component reports further problems itself, at their places. */
export function construct<Port>(
  { component, options, path }: Named<Port>,
  document: SpecDocument,
  report: (error: FeedError) => void,
  declared?: Declared,
): Port {
  return component.create(options, { ...siteAt(document, path, report), declared })
}

/** The site of whatever stands at a path of a file: positions are given from there. */
export function siteAt(document: SpecDocument, base: Path, report: (error: FeedError) => void): Site {
  return { position: (path = [], offset) => document.position([...base, ...path], offset), report }
}

/** The names by which a spec calls the components of a table, sorted. */
export const typesOf = (table: Table<unknown>): readonly string[] =>
  Object.values(table)
    .map(({ type }) => type)
    .toSorted()

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
