/** Choices with their votes when all is counted; what stands at a time is a part of them. */
export type Counted = Readonly<Record<string, number>>
export interface Ballot {
  readonly contest: string
  readonly votes: Counted
  /** Of these, the early ones: counted first, and no fewer later. */
  readonly early?: Counted
}
export interface Place {
  readonly name: string
  readonly precincts: number
  readonly ballots: readonly Ballot[]
  /** Of the final votes, in hundredths. */
  readonly counted: number
  readonly reporting: number
}
