import type { Change, Changeset } from '../model/changeset.ts'
import type { FeedId } from '../model/ids.ts'
import { modes } from '../model/result.ts'

/** A figure that fell, or was corrected by word of the source, and was published so. */
export interface Correction {
  readonly feed: FeedId
  readonly at: string
  readonly contest: string
  readonly unit: string
  /** The selections whose votes fell, in total or in a mode; none where only the source calls it a correction. */
  readonly falls: readonly { readonly name: string; readonly from: number; readonly to: number }[]
}

/** The corrections of a changeset, in words that people know. */
export const correctionsIn = ({ feed, capturedAt, changes }: Changeset): readonly Correction[] =>
  changes.flatMap((change) => {
    const { kind, record } = change
    if (kind !== 'corrected' || record === null) return []
    const { contest, unit } = record
    return [{ feed, at: capturedAt, contest: contest.name, unit: unit.name, falls: fallsIn(change) }]
  })

/** Of a selection whose total fell, its modes say nothing more. */
function fallsIn({ record, before }: Change): Correction['falls'] {
  return (record?.selections ?? []).flatMap(({ id, name, votes }) => {
    const from = before?.votes[id] ?? 0
    if (votes.total < from) return [{ name, from, to: votes.total }]
    return modes.flatMap((mode) => {
      const [was, is] = [before?.modes?.[id]?.[mode], votes[mode]]
      const words = mode.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
      return was === undefined || is === undefined || is >= was
        ? []
        : [{ name: `${name}, ${words}`, from: was, to: is }]
    })
  })
}
