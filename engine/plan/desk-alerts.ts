import type { Election } from '../model/election.ts'
import type { DeskPart } from './desk-part.ts'

/** When people are told of alerts. */
export function alertWindowsOf(
  _part: DeskPart,
  _election: Election | undefined,
): readonly { readonly from: string; readonly to: string }[] {
  return []
}
