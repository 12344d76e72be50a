/** One entry as it stands, or stood. */
export interface Entry {
  readonly id: string
  /** Grows by one with every body that differs from the one before. */
  readonly version: number
  /** Grows with every write, whether or not it changed the body: what the next write must name. */
  readonly guard: number
  /** When this body was written, as its writer says: ISO 8601. */
  readonly at: string
  /** JSON, of the type its partition is for. Null: taken away; the entry stays, so that its version never begins anew. */
  readonly body: unknown
  /** The highest version of which whoever follows was told. */
  readonly told: number
}

/** What becomes of one entry. */
export interface Write {
  readonly id: string
  /** The guard that was read before anything that the body was made from; 0: there was no entry. */
  readonly from: number
  readonly at: string
  readonly body: unknown
  /** What it is listed with, beside its partition. A new one replaces the old one; none: it is listed with none. */
  readonly group?: string
}

/**
 * Entries with versions, by partition and id, whose past is kept: what stands (current results), what is in doubt
 * (alerts), what a person said (overrides). Strongly consistent; each write is durable when it resolves; several processes
 * may share it. A body is bounded by what the log takes of one message.
 */
export interface Register extends AsyncDisposable {
  get(partition: string, id: string, signal: AbortSignal): Promise<Entry | undefined>
  /**
   * Writes each entry if its guard is still `from`, each by itself, and answers with the ids that were refused: read and
   * compute those again. A body that says the same as the one before (as canonical JSON) keeps version and `at`, and its
   * guard grows all the same: whoever read before is refused, so that nothing computed from older parts comes after.
   */
  put(partition: string, writes: readonly Write[], signal: AbortSignal): Promise<readonly string[]>
  /** Notes that whoever follows was told of a version. Never goes back; leaves guard and version alone. */
  tell(
    partition: string,
    told: readonly { readonly id: string; readonly version: number }[],
    signal: AbortSignal,
  ): Promise<void>
  /** By id (code points), those taken away included. With `group` only those that were last written with it. */
  list(partition: string, options: { readonly group?: string }, signal: AbortSignal): AsyncIterable<Entry>
  /** As it stood at a moment (ISO 8601): the highest version whose `at` is not after it. `guard` and `told` are those of now. */
  at(partition: string, id: string, time: string, signal: AbortSignal): Promise<Entry | undefined>
  /** Every version, lowest first. `guard` and `told` are those of now. */
  history(partition: string, id: string, signal: AbortSignal): AsyncIterable<Entry>
}
