import { feedError } from '../../errors/feed-error.ts'

/** What is known of one column of figures. */
export type Entry = Readonly<Record<string, string>>

/** What columns of figures mean, as lines above them tell it. Errors are SELECT_LEGEND. */
export interface Legend {
  /** Entries that stand under their keys. Answers those that are new; one that changes is an error until a reset. */
  define(entries: readonly Entry[], place: string): readonly Entry[]
  /**
   * Says for all columns, from left to right, what a line of its own tells of them: names, then parties. A line that comes
   * again begins them anew: what the other lines said belongs to the columns before.
   */
  describe(pattern: object, columns: readonly Entry[]): void
  /** The keys of the columns, from left to right. */
  order(keys: readonly string[], place: string): void
  reset(): void
  /** What the columns are, from left to right. */
  columns(place: string): readonly Entry[]
}

/** A legend of this name of which nothing is known yet. */
export function legendCalled(name: string): Legend {
  const byKey = new Map<string, Entry>()
  const described = new Map<object, readonly Entry[]>()
  let ordered: readonly Entry[] | undefined
  const broken = (problem: string, place: string): Error =>
    feedError('SELECT_LEGEND', { legend: name, problem }, { place })
  return {
    define(entries, place) {
      return entries.filter((entry) => {
        const key = entry['key'] ?? ''
        const before = byKey.get(key)
        if (before === undefined) {
          byKey.set(key, entry)
          return true
        }
        if (JSON.stringify(before) !== JSON.stringify(entry))
          throw broken(`${key} is ${JSON.stringify(entry)} here and was ${JSON.stringify(before)}`, place)
        return false
      })
    },
    describe(pattern, columns) {
      if (described.has(pattern)) described.clear()
      described.set(pattern, columns)
    },
    order(keys, place) {
      ordered = keys.map((key) => {
        const entry = byKey.get(key)
        if (entry === undefined) throw broken(`the key ${key} has no entry`, place)
        return entry
      })
    },
    reset() {
      byKey.clear()
      described.clear()
      ordered = undefined
    },
    columns(place) {
      if (ordered !== undefined) return ordered
      if (byKey.size > 0 && described.size === 0) return [...byKey.values()]
      const length = Math.max(0, ...[...described.values()].map((columns) => columns.length))
      if (length === 0) throw broken('no line above has told it', place)
      return Array.from(
        { length },
        (_, at) => Object.assign({}, ...[...described.values()].map((columns) => columns[at] ?? {})) as Entry,
      )
    },
  }
}
