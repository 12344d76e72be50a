import type { FeedId, ResultKey } from './ids.ts'

/** `note`: on the record. `alert`: a person is told. `hold`: besides, the figures do not become current. */
export const severities = ['note', 'alert', 'hold'] as const
export type Severity = (typeof severities)[number]

/** What a rule found in what a feed (or what stands) says of one contest in one unit. */
export interface Finding {
  /** Name of the rule, as quality.yaml has it. */
  readonly rule: string
  /** Tells two findings of one rule and key apart, where there can be several: the other unit, the selection. May be empty. */
  readonly about: string
  /** What it measured, and the limit that this is beyond: a number that grows as it gets worse, in `unit`s. */
  readonly measure: number
  readonly limit: number
  /** In words, with the figures and what to look at: "Harbor, US PRESIDENT: 5,120 votes, of 4,300 registered". */
  readonly words: string
  /** What to look at, as a table: first row the heads. */
  readonly table?: readonly (readonly string[])[]
}

/** Who did something, and why. */
export interface Act {
  readonly who: string
  readonly why: string
  readonly at: string
}

/**
 * A finding as it is followed, in the register in `alerts|ELECTION` under its id, grouped by key. The same while the same
 * rule finds something in the same: it is told once, not with every poll.
 */
export interface Alert extends Finding {
  /** `a-` and ten hex digits of election, rule, key, feed and `about`. */
  readonly id: string
  readonly election: string
  readonly severity: Severity
  readonly key: ResultKey
  /** Why the rule has this limit: for people. */
  readonly because?: string
  /** Whose figures are in doubt; null: what several feeds say together. */
  readonly feed: FeedId | null
  /** `cleared`: the rule finds nothing any more. */
  readonly state: 'open' | 'cleared'
  /** When the first figures were captured in which it was found. */
  readonly since: string
  /** The version that last had something new to tell, and its measure: opened, worse by a tenth, cleared, or what a person did. */
  readonly noticed: { readonly version: number; readonly measure: number }
  /** Nobody is told again, until it was cleared or weighs more. */
  readonly acknowledged?: Act
  /** Holds no longer, until it gets worse than `measure` by a tenth. */
  readonly released?: Act & { readonly measure: number }
}

/** One message of `results.alerts`, key: the alert's id. `schemas/alert.schema.json`. */
export interface AlertEnvelope extends Alert {
  /** Version of the entry: the highest counts. */
  readonly revision: number
  readonly saidAt: string
}

/** A tenth more: what a person knew is no longer what is. */
export const isWorse = (measure: number, known: number): boolean => measure > known * 1.1

/** Whether it keeps figures out of what is current. */
export const holdsBack = ({ severity, state, measure, released }: Alert): boolean =>
  severity === 'hold' && state === 'open' && (released === undefined || isWorse(measure, released.measure))
