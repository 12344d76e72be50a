import { entry, oneOf } from '../entry.ts'

const perhaps = (near: string | undefined, otherwise: string): string =>
  near === undefined ? otherwise : `Did you mean "${near}"?`

export const CLI_COMMAND_UNKNOWN = entry<{
  name: string
  near: string | undefined
  known: readonly string[]
}>({
  retryable: false,
  message: (d) => `There is no command "${d.name}".`,
  hint: (d) => perhaps(d.near, oneOf(d.known)),
})
export const CLI_USAGE = entry<{ problem: string; advice: string }>({
  retryable: false,
  message: (d) => `${d.problem}.`,
  hint: (d) => d.advice,
})
export const CLI_FEED_UNKNOWN = entry<{
  name: string
  near: string | undefined
  root: string
  known: readonly string[]
}>({
  retryable: false,
  message: (d) => `There is no feed "${d.name}" below ${d.root}.`,
  hint: (d) =>
    d.known.length === 0
      ? 'There are no feeds there at all. CANVASS_FEEDS names another folder; the path of a feed.yaml works too.'
      : perhaps(
          d.near,
          `There are: ${d.known.slice(0, 12).join(', ')}${d.known.length > 12 ? ', …' : ''}. The path of a feed.yaml works too.`,
        ),
})
export const CLI_FILE_UNWRITABLE = entry<{ path: string; reason: string }>({
  retryable: false,
  message: (d) => `${d.path} can not be written: ${d.reason}.`,
  hint: () => 'Give a file in a folder that exists and may be written to.',
})
export const CLI_FOLDER_UNWRITABLE = entry<{ folder: string; reason: string }>({
  retryable: false,
  message: (d) => `${d.folder} can not be written to: ${d.reason}.`,
  hint: () =>
    'Give a folder that may be written to, or a new name in one, and see that its disk has room. What is written only in part is replaced the next time.',
})
export const CLI_CASE_UNKNOWN = entry<{
  feed: string
  name: string
  near: string | undefined
  known: readonly string[]
}>({
  retryable: false,
  message: (d) => `The feed ${d.feed} has no case "${d.name}".`,
  hint: (d) => perhaps(d.near, oneOf(d.known)),
})
export const CLI_CAPTURE_UNKNOWN = entry<{
  name: string
  near: string | undefined
  known: readonly string[]
}>({
  retryable: false,
  message: (d) => `There is no capture "${d.name}": no file, no folder and no fixture of the feed.`,
  hint: (d) =>
    perhaps(
      d.near,
      d.known.length === 0
        ? 'The feed has no fixtures yet; "feed record" keeps one.'
        : `Its fixtures are: ${d.known.join(', ')}.`,
    ),
})
