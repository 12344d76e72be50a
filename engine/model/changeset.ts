import type { Order } from './hold.ts'
import type { FeedId, PlanHash, ResultKey, Sha256 } from './ids.ts'
import type { Figures, Locator, ResultRecord } from './result.ts'

/** *corrected*: a vote figure fell, or the source says correction or recount. */
export type ChangeKind = 'added' | 'revised' | 'corrected' | 'withdrawn'

/** What became of one result. `previous` is the revision that last spoke of the key: a consumer that holds another has a gap. */
export interface Change {
  readonly kind: ChangeKind
  readonly key: ResultKey
  readonly previous: number | null
  readonly before: Pick<Figures, 'votes' | 'modes' | 'unitsReporting'> | null
  readonly record: ResultRecord | null
  readonly digest: string | null
  readonly locators: readonly Locator[]
}

/** All changes of one poll. Known by its hash, chained to its predecessor; it never changes once archived. */
export interface Changeset {
  readonly feed: FeedId
  readonly revision: number
  readonly predecessor: Sha256 | null
  readonly plan: PlanHash
  /** The feed's jurisdiction: its results are added up so far and no further. */
  readonly feedUnit?: string
  readonly capture: Sha256
  readonly capturedAt: string
  /** The releases by which figures under doubt are published here, with who and why. */
  readonly releases: readonly Order[]
  readonly changes: readonly Change[]
}
