import type { Static, TSchema } from 'typebox'
import type { FeedError } from './errors/feed-error.ts'
import type { Position } from './model/position.ts'

export type Path = readonly (string | number)[]

/** What a spec declares once, and components take by its name. */
export interface Declared {
  readonly lookups: Readonly<
    Record<string, Readonly<Record<string, string | Readonly<Record<string, string>>>>>
  >
  /** Of a profile. */
  readonly parameters: Readonly<Record<string, string | number | boolean>>
}

/** Where a component's options stand in the spec, for errors that name file, line and column. */
export interface Site {
  /** `offset` counts characters into the value of a scalar: an expression's error lands on its own line and column. */
  position(path?: Path, offset?: number): Position | undefined
  /** Collects: validation goes on and reports all problems at once. */
  report(error: FeedError): void
  readonly declared?: Declared | undefined
  /** Files beside the spec that the plan holds itself, by their names. The others are read where they lie. */
  readonly files?: Readonly<Record<string, string>> | undefined
}

/**
 * The only extension mechanism: name, options and construction in one object. `create` is pure and synchronous;
 * whatever can be known before the first byte is reported to the site, not thrown later.
 */
export interface Component<Type extends string, Options, Port> {
  readonly type: Type
  /** One sentence, shown by editors and in the reference. */
  readonly summary: string
  readonly options: TSchema
  create(options: Options, site: Site): Port
}
// oxlint-disable-next-line typescript/no-explicit-any -- options differ from component to component
export type AnyComponent<Port> = Component<string, any, Port>
export type Table<Port> = Readonly<Record<string, AnyComponent<Port>>>

/** The components of a family, each loaded when it is asked for: a plan pays for those that it names. */
export type LazyTable<Port> = Readonly<Record<string, () => Promise<AnyComponent<Port>>>>

/** All of them, loaded. */
export async function everyOf<Port>(rows: LazyTable<Port>): Promise<Table<Port>> {
  const loaded = await Promise.all(
    Object.entries(rows).map(async ([type, load]) => [type, await load()] as const),
  )
  return Object.fromEntries(loaded)
}

/** Declares a component; the type of its options is read off its schema, so that the two can not disagree. */
export function component<const Type extends string, Schema extends TSchema, Port>(parts: {
  readonly type: Type
  readonly summary: string
  readonly options: Schema
  create(options: Static<Schema>, site: Site): Port
}): Component<Type, Static<Schema>, Port> {
  return parts
}
