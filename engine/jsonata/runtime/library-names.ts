/** The functions whose pictures are a language of their own, as code names what it uses: they are those of the library. */
export const libraryNames: ReadonlySet<string> = new Set(
  ['formatNumber', 'formatInteger', 'parseInteger', 'toMillis', 'fromMillis', 'now'].map(
    (name) => `$${name}`,
  ),
)
