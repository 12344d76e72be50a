/** A file as readers find it in the index. */
export interface ListedFile {
  readonly format: string
  /** The name under which the newest one always lies. */
  readonly path: string
  /** The name under which these very bytes lie. */
  readonly body: string
  readonly mediaType: string
  readonly bytes: number
  readonly sha256: string
}

/** What is known of what files hold. */
export interface Contents {
  readonly name: string
  readonly results: number
  readonly stale: number
  /** When the newest result in it was decided; empty: there is none. */
  readonly updated: string
  /** Of what state it was made, where that can be told without making it. */
  readonly of?: string
}

/** The entry of a contest, or of a file of the whole election. */
export interface ExportBody extends Contents {
  /** Grows with every other content. */
  readonly revision: number
  readonly files: readonly ListedFile[]
  /** Bodies that no index names any more since that moment: whoever began to read an old one may end it. */
  readonly retired: readonly { readonly body: string; readonly at: string }[]
}
