/** One thing that came out otherwise. `about` is in election terms: `Smith in Wake (US PRESIDENT)`. */
export interface Difference {
  readonly about: string
  readonly expected: string
  readonly got: string
}
