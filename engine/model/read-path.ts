/** Names from a node of a tree down: contest, votes. Lists on the way are gone through. */
export type ReadPath = readonly string[]
/** What is read stands at one of these, which end in the same name. */
export type ReadPaths = readonly ReadPath[]
