/** A sum that the source gives of itself: read, compared with what was read, and never published or counted. */
export interface Control {
  /** What adds up to it: the selections of a contest in a unit, or the parts of a unit. */
  readonly of: 'selections' | 'parts'
  /** Undefined: of the unit in all contests. */
  readonly contest: string | undefined
  readonly contestName: string | undefined
  readonly unit: string
  readonly unitName: string
  /** Of parts: only of this selection. */
  readonly selection: string | undefined
  readonly selectionName: string | undefined
  readonly what: 'votes' | 'ballots' | 'units'
  /** Of votes: total or a mode. Of ballots: cast, registered, … Of units: nothing. */
  readonly word: string
  readonly value: number
  /** Words of ballots that are in the votes: overvotes, undervotes. */
  readonly including: readonly string[]
  /** Payload and place. */
  readonly place: string
}
