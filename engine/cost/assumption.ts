/** A number that no spec says. */
export interface Assumption {
  readonly value: number
  readonly about: string
}

export type Assumptions = Readonly<Record<string, Assumption>>
