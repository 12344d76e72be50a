import { quote } from './quote.ts'
import { refuse } from './refuse.ts'

/** By name: what a key stands for. */
export type Lookups = Readonly<Record<string, Readonly<Record<string, string>>>>

/** `$lookup_in(name, key)`: closed, so that a county that the lookup does not know is never dropped or guessed. */
export function lookupIn(lookups: Lookups): (name: unknown, key: unknown) => string {
  const tables = new Map(
    Object.entries(lookups).map(([name, entries]) => [name, new Map(Object.entries(entries))]),
  )
  return (name, key) => {
    const text = typeof key === 'number' ? String(key) : key
    const found = typeof text === 'string' ? tables.get(String(name))?.get(text) : undefined
    if (found === undefined) throw refuse('MAP_LOOKUP_MISS', { lookup: String(name), key: quote(key) })
    return found
  }
}
