/** Names from a node of a tree down: contest, votes. Lists on the way are gone through. */
export type ReadPath = readonly string[]
export interface ReadPaths {
  /** What is read stands at one of these, which end in the same name. */
  readonly anyOf: readonly ReadPath[]
  /** Is it read in some cases only, in a branch of a condition? No object may be such a case. */
  readonly isSometimes?: true
}
