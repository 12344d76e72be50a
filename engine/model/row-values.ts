/** What a spec says of the values of columns before any of them is read. */
export interface RowValues {
  /** By column whose value is an object: the names that this may have, all of them. */
  readonly members: Readonly<Record<string, readonly string[]>>
  /** By column whose value is one of a few texts: all of them. */
  readonly texts: Readonly<Record<string, readonly string[]>>
}
