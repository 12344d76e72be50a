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
  /** As the sum of units that the feed reports. Of units beside and within it is not known, and false. */
  readonly computed: boolean
}

/** What a rule may ask for. Everything is read once per key and judged by pure functions. */
export interface Question extends DeskFacts {
  /** The figures that are judged. */
  readonly said: Said
  /**
   * What the same feed said before, newest first: as many as the rule asks for. While the rule holds these figures back,
   * what was said before it first did: a jump stays one, however small the steps behind it are. Of sums nothing is kept.
   */
  readonly before: readonly Said[]
  /** What other feeds say of the same: those that the election's `sources` and `crosswalk` name. */
  readonly others: readonly Said[]
  /** What the same feed says of all contests of the same unit, this one included. One list for all of them. */
  readonly siblings: readonly Said[]
  /** What the same feed says of the same contest in the units directly within. */
  readonly within: readonly Said[]
  /** … and in those that lie directly in the same unit as this one, this one included. One list for all of them. */
  readonly beside: readonly Said[]
  /** What the same feed says, there and here, of all contests of this unit that the rule is about. One list for all of them. */
  readonly around: readonly Said[]
}

/** What a rule found: the rest of a finding is said by whoever asked. */
export interface Told extends Omit<Finding, 'rule'> {
  /** It is about what came between two polls: found again after it was over, it is another one, that nobody has confirmed. */
  readonly isStep?: true
}

/**
 * A rule with its options. Pure: the same question, the same findings, in whatever order its lists are. Its component says
 * what it finds, and its docs what it can not find.
 *
 * What it needs also says what must be judged again when figures change: those beside, those of the other contests (there, too),
 * and what other feeds say of the same. The units above are sums of them, and are judged with every change.
 */
export interface QualityRule {
  /** What it needs of a question; what it does not name is empty. `before`: how many. */
  readonly needs: {
    readonly before?: number
    readonly others?: true
    readonly siblings?: true
    readonly within?: true
    readonly beside?: true
    readonly around?: true
  }
  /** The table of the election without which it finds nothing: the key of the election's file. */
  readonly table?: 'expected_votes' | 'baseline'
  judge(question: Question): readonly Told[]
}
