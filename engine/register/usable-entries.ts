import type { Hold } from '../model/hold.ts'
import type { FeedId } from '../model/ids.ts'
import type { Entry, Register } from './register.ts'

/** The partition that keeps, by feed, what speaks against using it. */
export const usableIn = 'usable'

/** A feed that was not checked for a time. */
export interface Late {
  /** When it last answered, or since when its polls fail. */
  readonly since: string
  /** The largest of the spans that somebody asks for and that have passed, in milliseconds. */
  readonly past: number
}

/** What of the status of a feed matters to those who use its figures. It changes only when that does. */
export interface Usability {
  readonly holds: readonly Pick<Hold, 'id' | 'scope' | 'since' | 'by'>[]
  readonly failing: (Late & { readonly code: string }) | null
  readonly silent: Late | null
}

export const nothingAgainst: Usability = { holds: [], failing: null, silent: null }

/** `told` is the version after which everything was decided anew. */
export interface UsableEntry extends Pick<Entry, 'version' | 'guard' | 'told' | 'at'> {
  readonly usability: Usability
}

/** Of every feed of which something was kept. */
export async function* usableEntries(
  register: Pick<Register, 'list'>,
  signal: AbortSignal,
): AsyncIterable<UsableEntry & { readonly feed: string }> {
  for await (const entry of register.list(usableIn, {}, signal))
    if (entry.body !== null) yield { feed: entry.id, ...entryOf(entry) }
}

/** Of a feed that never said anything of itself nothing is known against it. */
export async function usableEntry(
  register: Pick<Register, 'get'>,
  feed: FeedId,
  signal: AbortSignal,
): Promise<UsableEntry> {
  const entry = await register.get(usableIn, feed, signal)
  return entry === undefined ? none : entryOf(entry)
}

const none: UsableEntry = { usability: nothingAgainst, version: 0, guard: 0, told: 0, at: '' }

const entryOf = ({ body, version, guard, told, at }: Entry): UsableEntry => ({
  usability: body === null ? nothingAgainst : (body as Usability),
  version,
  guard,
  told,
  at,
})
