import type { Finding } from '../model/alert.ts'
import type { DeskFacts } from '../model/desk.ts'
import type { FeedId, ResultKey } from '../model/ids.ts'
import type { ResultRecord } from '../model/result.ts'

/** What one feed says of a contest in a unit, itself or by its units: in the ids of the election. */
export interface Said {
  readonly feed: FeedId
  readonly key: ResultKey
  readonly record: ResultRecord
  readonly revision: number
  readonly capturedAt: string
  /** As the sum of units that the feed reports. */
  readonly computed: boolean
}

/** What a rule may ask for. Everything is read once per key and judged by pure functions. */
export interface Question extends DeskFacts {
  /** The figures that are judged. */
  readonly said: Said
  /** What the same feed said before, newest first: as many as the rule asks for. */
  readonly before: readonly Said[]
  /** What other feeds say of the same. */
  readonly others: readonly Said[]
  /** What the same feed says of the other contests of the same unit. */
  readonly siblings: readonly Said[]
  /** What the same feed says of the same contest in the units directly within. */
  readonly within: readonly Said[]
  /** … and in those that lie in the same unit as this one. */
  readonly beside: readonly Said[]
}

/** A rule with its options. Pure: the same question, the same findings. Its component says what it finds and what it can not find. */
export interface QualityRule {
  /** What it needs of a question; what it does not name is empty. `before`: how many. */
  readonly needs: {
    readonly before?: number
    readonly others?: true
    readonly siblings?: true
    readonly within?: true
    readonly beside?: true
  }
  judge(question: Question): readonly Omit<Finding, 'rule'>[]
}
