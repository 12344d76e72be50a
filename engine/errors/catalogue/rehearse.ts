import { entry } from '../entry.ts'

export const REHEARSE_NIGHT_MISSING = entry<{ path: string; problem: string }>({
  retryable: false,
  message: (d) => `${d.path} is no recorded night: ${d.problem}.`,
  hint: () =>
    'A night is a folder with snapshots/STREAM/20241106T013000Z.EXT, one file per capture (docs/rehearsal.md).',
})
export const REHEARSE_NIGHT_INVALID = entry<{ path: string; problem: string }>({
  retryable: false,
  message: (d) => `${d.path} can not be used: ${d.problem}.`,
  hint: () => 'It holds title, timezone and streams: { FEED: { REQUEST: STREAM } } (docs/rehearsal.md).',
})
export const REHEARSE_NO_STREAM = entry<{
  feed: string
  request: string
  stream: string
  known: readonly string[]
}>({
  retryable: false,
  message: (d) => `The night has no stream "${d.stream}" for the request "${d.request}" of ${d.feed}.`,
  hint: (d) =>
    `Streams of the night: ${d.known.join(', ')}. Name other feeds with --feed, or say which stream serves it: night.yaml, streams: { ${d.feed}: { ${d.request}: STREAM } }.`,
})
export const REHEARSE_SOURCE = entry<{ feed: string; problem: string }>({
  retryable: false,
  message: (d) => `${d.feed} can not be rehearsed: ${d.problem}.`,
  hint: () => 'Rehearsals stand in for HTTP and SFTP servers. Leave the feed out with --feed.',
})
export const REHEARSE_NO_FEED = entry<{ night: string; root: string }>({
  retryable: false,
  message: (d) => `No feed below ${d.root} reads the streams of ${d.night}.`,
  hint: () =>
    'Name the feeds with --feed; what a feed asks for is told apart by the last part of its address.',
})
export const REHEARSE_DATA_TAKEN = entry<{ path: string; problem: string }>({
  retryable: false,
  message: (d) => `${d.path} ${d.problem}.`,
  hint: () =>
    'A rehearsal begins with empty stores, and deletes only those of earlier ones. Give --data another folder.',
})
export const REHEARSE_NOT_BEGUN = entry<{ path: string }>({
  retryable: false,
  message: (d) => `${d.path} holds no rehearsal that could be resumed.`,
  hint: () => 'Run "feed rehearse" first, with the same --night and --data.',
})
