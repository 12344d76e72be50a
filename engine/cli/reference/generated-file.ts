/** A file of the project that is made from the engine's own tables; people do not edit it. */
export interface GeneratedFile {
  /** From the root of the project. */
  readonly path: string
  readonly text: string
}
