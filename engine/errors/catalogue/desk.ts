import { entry, oneOf } from '../entry.ts'

const some = (names: readonly string[]): string => {
  const shown = names.slice(0, 6)
  return oneOf(names.length > shown.length ? [...shown, '…'] : shown)
}
const perhaps = (near: string | undefined, otherwise: string): string =>
  near === undefined ? otherwise : `Did you mean ${near}?`

export const CLI_CURRENT_UNKNOWN = entry<{
  /** `whole`: the word is a contest's id. */
  what: 'contest' | 'unit' | 'selection' | 'whole'
  word: string
  near: string | undefined
  known: readonly string[]
}>({
  retryable: false,
  message: (d) =>
    d.what === 'selection'
      ? `No selection "${d.word}" stands in this result.`
      : d.what === 'whole'
        ? `"${d.word}" is a contest: the unit whose figures are meant is missing.`
        : `"${d.word}" names no current result: there is no such ${d.what}.`,
  hint: (d) =>
    d.what === 'selection'
      ? perhaps(d.near, some(d.known))
      : perhaps(
          d.near,
          `A result is CONTEST/UNIT, by their ids; of the unit the last word may do. ${some(d.known)}`,
        ),
  example: { what: 'unit', word: 'zz/governor/county:habor', near: 'zz/governor/…/county:harbor', known: [] },
})
export const CLI_OVERRIDE_UNKNOWN = entry<{
  override: string
  near: string | undefined
  known: readonly string[]
}>({
  retryable: false,
  message: (d) => `Nobody has set anything as "${d.override}".`,
  hint: (d) =>
    d.known.length === 0
      ? 'No override is in force. "feed override --list" shows those that have ended.'
      : perhaps(d.near, `In force: ${d.known.join(', ')}. "feed override --list" shows each.`),
})
export const CLI_ELECTION_UNKNOWN = entry<{
  election: string
  near: string | undefined
  known: readonly string[]
}>({
  retryable: false,
  message: (d) => `Nothing stands of an election "${d.election}".`,
  hint: (d) => perhaps(d.near, some(d.known)),
})
