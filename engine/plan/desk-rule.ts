import type { Severity } from '../model/alert.ts'
import type { Pattern } from '../model/desk.ts'
import type { QualityRule } from '../quality/rule.ts'

/** One rule of quality.yaml, compiled. */
export interface DeskRule {
  /** What it is called in alerts; unique. */
  readonly name: string
  readonly severity: Severity
  readonly contest: Pattern
  readonly unit?: Pattern
  /** NIST types of units it is about: county, precinct, …; undefined: any. */
  readonly unitTypes?: readonly string[]
  readonly rule: QualityRule
  /** Why this limit: for people. */
  readonly because?: string
}
