import { entry, oneOf } from '../entry.ts'

const some = (names: readonly string[]): string => {
  const shown = names.slice(0, 8)
  return oneOf(names.length > shown.length ? [...shown, '…'] : shown)
}
const perhaps = (near: string | undefined, otherwise: string): string =>
  near === undefined ? otherwise : `Did you mean ${near}?`

export const CLI_FIGURE_UNKNOWN = entry<{
  figure: string
  near: string | undefined
  known: readonly string[]
  advice: string | undefined
}>({
  retryable: false,
  message: (d) => `There is no figure "${d.figure}".`,
  hint: (d) => d.advice ?? perhaps(d.near, `"feed results --figures" prints them all. ${some(d.known)}`),
})
export const CLI_HOLD_UNKNOWN = entry<{ hold: string; near: string | undefined; known: readonly string[] }>({
  retryable: false,
  message: (d) => `Nothing is held as "${d.hold}".`,
  hint: (d) =>
    d.known.length === 0
      ? 'Nothing is held at all. A hold ends by itself when a newer capture is without that doubt.'
      : perhaps(d.near, `Held now: ${d.known.join(', ')}. "feed holds" shows each.`),
})
export const CLI_DEAD_LETTER_UNKNOWN = entry<{ id: string; near: string | undefined }>({
  retryable: false,
  message: (d) => `There is no dead letter "${d.id}".`,
  hint: (d) => perhaps(d.near, '"feed dead-letters --all" lists them.'),
})
export const CLI_ALERT_UNKNOWN = entry<{
  alert: string
  near: string | undefined
  known: readonly string[]
}>({
  retryable: false,
  message: (d) => `There is no alert "${d.alert}".`,
  hint: (d) =>
    d.known.length === 0
      ? 'No alert is open. "feed alerts --all" shows those that are cleared, too.'
      : perhaps(d.near, `Open now: ${d.known.slice(0, 10).join(', ')}. "feed alerts" shows each.`),
})
export const ALERT_ORDER_REFUSED = entry<{ alert: string; order: string; why: string }>({
  retryable: false,
  message: (d) => `${d.alert} can not be ${d.order}: ${d.why}.`,
  hint: (d) => `See what it says now: feed alerts ${d.alert}`,
})
export const CLI_RESULT_UNKNOWN = entry<{
  result: string
  feed: string
  near: string | undefined
  known: readonly string[]
}>({
  retryable: false,
  message: (d) => `The feed ${d.feed} has no contest, no unit and no result "${d.result}".`,
  hint: (d) =>
    d.near === undefined
      ? `A RESULT is CONTEST, UNIT or CONTEST/UNIT, and may come later: write the whole id of its unit then, as ocd-division/…/county:oak. ${d.known.length === 0 ? 'Nothing is known of this feed yet; without RESULT all of it is held.' : some(d.known)}`
      : `Did you mean ${d.near}?`,
})
export const CLI_NAME_UNKNOWN = entry<{
  what: 'contest' | 'unit'
  name: string
  feeds: string
  near: string | undefined
  known: readonly string[]
}>({
  retryable: false,
  message: (d) => `There is no ${d.what} "${d.name}" in the results of ${d.feeds}.`,
  hint: (d) =>
    perhaps(d.near, `Give its id, the end of that after a slash or a colon, or its name. ${some(d.known)}`),
})
export const CLI_FEED_NEVER_POLLED = entry<{ feed: string }>({
  retryable: false,
  message: (d) => `The feed "${d.feed}" was never polled.`,
  hint: (d) => `Poll it with "feed run ${d.feed} --once".`,
})
export const CLI_ANSWER_MISSING = entry<{ option: string; what: string }>({
  retryable: false,
  message: (d) => `An order needs ${d.what}, and nobody is there to be asked.`,
  hint: (d) => `Give ${d.option}; it is kept with the order.`,
})
export const REPLAY_CHAIN_BROKEN = entry<{ feed: string; revision: number; before: number }>({
  retryable: false,
  message: (d) =>
    `Revision ${d.revision} of ${d.feed} does not follow revision ${d.before}: a changeset between them is missing.`,
  hint: () =>
    'Nothing was published. Restore the archive from its backup, or replay from the later revision on with --from.',
})
export const REPLAY_NEWEST_MISSING = entry<{ feed: string; revision: number; archived: number }>({
  retryable: false,
  message: (d) =>
    `The state of ${d.feed} is at revision ${d.revision}, and the archive ends with ${d.archived === 0 ? 'none' : `revision ${d.archived}`}: the newest changesets are missing.`,
  hint: (d) =>
    `Nothing was published. Restore archive/feeds/${d.feed} from its backup, and keep state.sqlite as it is: without it these revisions would be counted again, with other figures.`,
})
export const REPLAY_OLDEST_MISSING = entry<{ feed: string; from: number; archived: number }>({
  retryable: false,
  message: (d) =>
    `The archive of ${d.feed} begins with revision ${d.archived}, not with ${d.from}: older changesets are missing.`,
  hint: (d) =>
    `Nothing was published. Restore archive/feeds/${d.feed} from its backup, or replay what there is with --from ${d.archived}.`,
})
