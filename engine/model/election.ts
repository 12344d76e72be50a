/** What is true of an election, not of a feed; inlined into every plan (DESIGN §8). */
export interface Election {
  readonly id: string
  readonly title: string
  /** Of the election, YYYY-MM-DD. */
  readonly date: string
  /** Nothing but zeros is published for a unit before. The longest unit that contains a unit decides. */
  readonly pollsClose: readonly { readonly unit: string; readonly at: string }[]
  /** Spans in which the office publishes test data. ISO 8601 instants. */
  readonly testWindows: readonly { readonly from: string; readonly to: string }[]
  /** Night, canvass, …: what limits of checks may depend on. In order of time. */
  readonly stages: readonly { readonly name: string; readonly from: string }[]
  readonly contests: readonly ExpectedContest[]
  /** Registered voters by unit id. */
  readonly registration: Readonly<Record<string, number>>
  /** By unit id, the units that it lies in, wholly or in part, where neither its id nor a record says so. */
  readonly liesIn?: Readonly<Record<string, readonly string[]>>
}

export interface ExpectedContest {
  readonly id: string
  /** The names by which sources call it. */
  readonly names: readonly string[]
  readonly type?: string
  readonly votesAllowed?: number
  readonly majorParties?: readonly string[]
}
