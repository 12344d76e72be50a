import type { Json, JsonObject } from '../model/json.ts'
import { copy } from './plain.ts'
import { quote } from './quote.ts'
import { refuse } from './refuse.ts'

/** Of the bytes that a row came from. */
export interface PayloadFacts {
  readonly request: string
  /** Which of several payloads of the request. */
  readonly item?: string
  /** Inside an archive: the name of the member. */
  readonly member?: string
  /** The last part of the name of the member, or of the address. */
  readonly file: string
}
/** What `$payload` has. */
export const payloadKeys: readonly (keyof PayloadFacts)[] = ['request', 'item', 'member', 'file']

/** What a mapping may know of where its rows come from, beside the rows. */
export interface Given {
  /** `$payload`. */
  readonly payload?: PayloadFacts
  /** `$carried`: values that the source carried from earlier answers. */
  readonly carried?: Readonly<Record<string, string>>
  /** Lookups that the capture itself fills, by name. */
  readonly lookups?: ReadonlyMap<string, FilledLookup>
}

/** A row of a lookup that nothing asked for. */
export interface Unasked {
  readonly key: string
  readonly place: string
}

/** A lookup that rows of the capture fill. */
export interface FilledLookup {
  readonly name: string
  /** MAP_LOOKUP_COLLISION, if the key stands for something else already. `origin`: the payload that the place lies in. */
  add(key: string, value: Json, place: string, origin?: string): void
  /** Undefined: there is no such key. */
  get(key: string): Json | undefined
  /** The rows none of whose keys was asked for, by the first of them. */
  unasked(): readonly Unasked[]
}

/** A lookup in which nothing stands yet. */
export function filledLookup(name: string): FilledLookup {
  const entries = new Map<string, { readonly value: Json; readonly place: string; readonly row: string }>()
  const asked = new Set<string>()
  return {
    name,
    add(key, value, place, origin) {
      const first = entries.get(key)
      if (first === undefined)
        entries.set(key, { value, place, row: origin === undefined ? place : `${origin}#${place}` })
      else if (JSON.stringify(first.value) !== JSON.stringify(value)) {
        const details = { lookup: name, key, first: first.place, was: quote(first.value), is: quote(value) }
        throw refuse('MAP_LOOKUP_COLLISION', details)
      }
    },
    get(key) {
      asked.add(key)
      return entries.get(key)?.value
    },
    unasked() {
      const used = new Set([...asked].flatMap((key) => entries.get(key)?.row ?? []))
      const rows = new Map<string, string>()
      for (const [key, { row }] of entries) if (!used.has(row) && !rows.has(row)) rows.set(row, key)
      return [...rows].map(([place, key]) => ({ key, place }))
    },
  }
}

/** The variables by which an expression reads what is given. */
export function bindingsOf({ payload, carried }: Given): Readonly<Record<string, JsonObject>> {
  return { payload: { ...payload }, carried: { ...carried } }
}

/** By name: what a key stands for, a value or a row of values by their columns. */
export type Lookups = Readonly<
  Record<string, Readonly<Record<string, string | Readonly<Record<string, string>>>>>
>

/** What a key stands for in a lookup of the spec or of the capture. Undefined: it has no such key. */
export type Find = (lookup: string, key: unknown) => Json | undefined

type Tables = ReadonlyMap<string, ReadonlyMap<string, Json>>
const tablesOf = new WeakMap<Lookups, Tables>()
/** The lookups of a spec as they are asked: made once, not for each payload. */
function tablesIn(lookups: Lookups): Tables {
  const before = tablesOf.get(lookups)
  if (before !== undefined) return before
  const made = new Map(
    Object.entries(lookups).map(([name, entries]) => [name, new Map(Object.entries(entries))]),
  )
  tablesOf.set(lookups, made)
  return made
}

/**
 * Finds in the lookups of a spec, and before them in those that the capture fills. `asItIs`: what stands in these is given
 * as it is, to one that surely writes nothing into it.
 */
export function finder(lookups: Lookups, filled: Given['lookups'], asItIs = false): Find {
  const tables = tablesIn(lookups)
  return (name, key) => {
    const text = typeof key === 'number' ? String(key) : key
    if (typeof text !== 'string') return undefined
    const found = filled?.get(name)
    if (found === undefined) return tables.get(name)?.get(text)
    const value = found.get(text)
    // JSONata may write into what it is given.
    return value === undefined || asItIs ? value : copy(value)
  }
}
