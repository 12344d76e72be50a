import type { Crosswalk, SourceOrder } from '../model/desk.ts'
import type { FeedId } from '../model/ids.ts'
import type { DeskPart } from './desk-part.ts'

/** The orders of sources, defaults filled. */
export function sourcesOf(_part: DeskPart): readonly SourceOrder[] {
  return []
}

export function crosswalksOf(_part: DeskPart): Readonly<Record<FeedId, Crosswalk>> {
  return {}
}
