import type { ResultKey } from '../model/ids.ts'
import type { Locator, ResultRecord } from '../model/result.ts'

/** What a capture says of one contest in one unit. */
export interface AssembledResult {
  readonly key: ResultKey
  readonly record: ResultRecord
  readonly locators: readonly Locator[]
}

/** What a capture as a whole says, for results that do not say it themselves. */
export interface CaptureSays {
  readonly asOf?: string
  readonly status?: string
}
