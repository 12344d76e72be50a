import type { Json } from '../model/json.ts'
import type { Find } from './given.ts'
import { quote } from './quote.ts'
import { refuse } from './refuse.ts'

/** `$lookup_in(name, key)`: closed, so that a county that the lookup does not know is never dropped or guessed. */
export const lookupIn =
  (find: Find) =>
  (name: unknown, key: unknown): Json => {
    const found = find(String(name), key)
    if (found === undefined) throw refuse('MAP_LOOKUP_MISS', { lookup: String(name), key: quote(key) })
    return found
  }

/** `$has_in(name, key)`: asks without rejecting. */
export const hasIn =
  (find: Find) =>
  (name: unknown, key: unknown): boolean =>
    find(String(name), key) !== undefined
