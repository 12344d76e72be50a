import { entry, oneOf } from '../entry.ts'

export const EXPORT_FAILED = entry<{ place: string; path: string; why: string }>({
  retryable: true,
  message: (d) => `The export ${d.path} can not be written to ${d.place}: ${d.why}.`,
  hint: () =>
    'Is there room on the disk, and may this process write there? CANVASS_EXPORTS names another folder. What was exported before is as it was; nothing of the figures is lost.',
})
export const EXPORT_NOTHING = entry<{ election: string; known: readonly string[] }>({
  retryable: false,
  message: (d) => `There is nothing to export of the election "${d.election}".`,
  hint: (d) =>
    d.known.length === 0
      ? 'No results are current yet: poll a feed with "feed run --once".'
      : `Results are current of these. ${oneOf(d.known)}`,
})
