import { covers, type Label } from './labels.ts'
import type { HoldOf, Moment } from './replay.ts'

/**
 * What Kim releases after a look: falls that a label wants a person to see, and what is still held when a label says that
 * the figures are good again. What the next capture supersedes she leaves alone.
 */
export const kimReleases =
  (labels: readonly Label[]) =>
  (moment: Moment): readonly HoldOf[] => {
    const { look, holds, held } = moment
    const mine = labels.filter(
      (label) =>
        label.until === look.at || (label.expect === 'review' && !label.superseded && covers(label, look.at)),
    )
    return holds.filter(({ feed, hold }) => {
      if (hold.scope.units === undefined) return false
      const keys = [...(held.get(feed) ?? [])].flatMap(([key, by]) =>
        by.some(({ id }) => id === hold.id) ? [key] : [],
      )
      return mine.some((label) => label.keys.some((key) => keys.includes(key)))
    })
  }
