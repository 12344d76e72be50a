import { entry } from '../entry.ts'

export const CAPTURE_MISSING = entry<{ path: string; looked?: string }>({
  retryable: false,
  message: (d) => `There is no recorded capture at ${d.path}.`,
  hint: (d) =>
    `${d.looked === undefined ? '' : `${d.looked} `}Give a folder with a capture.yaml or with a file called like each request, a file (for a feed of one request), or REQUEST=FILE for each request.`,
})
export const CAPTURE_INVALID = entry<{ path: string; problem: string }>({
  retryable: false,
  message: (d) => `The recorded capture ${d.path} can not be used: ${d.problem}.`,
  hint: () =>
    'A capture.yaml has captured_at and payloads: request, origin and file of each. "feed record" writes one.',
})
export const CAPTURE_REQUESTS = entry<{ given: readonly string[]; wanted: readonly string[] }>({
  retryable: false,
  message: (d) =>
    `The capture has ${d.given.join(', ') || 'no request'}; the feed asks for ${d.wanted.join(', ')}.`,
  hint: (d) => `Give a file for each request: ${d.wanted.map((name) => `--capture ${name}=FILE`).join(' ')}.`,
})
export const CAPTURE_EXISTS = entry<{ path: string }>({
  retryable: false,
  message: (d) => `There is a capture at ${d.path} already.`,
  hint: () => 'Recorded captures are never overwritten: give another --name, or remove that folder.',
})
export const CAPTURE_HOLDS_SECRET = entry<{ request: string; name: string }>({
  retryable: false,
  message: (d) =>
    `The answer to the request "${d.request}" repeats the secret "${d.name}"; nothing was kept.`,
  hint: () => 'A fixture is public. Fetch the file by hand, take the secret out, and write its capture.yaml.',
})
export const CASE_NO_SUCH_HOLD = entry<{
  after: string
  code: string
  group: string
  known: readonly string[]
}>({
  retryable: false,
  message: (d) => `The case "${d.after}" leaves no hold ${d.code} on "${d.group}" to release.`,
  hint: (d) => (d.known.length === 0 ? 'It leaves no hold at all.' : `It leaves: ${d.known.join('; ')}.`),
})
export const CASE_AFTER_FAILED = entry<{ after: string }>({
  retryable: false,
  message: (d) => `The case "${d.after}", which this one comes after, could not be judged.`,
  hint: () => 'Correct that case first.',
})
export const CASE_RESULTS_MISSING = entry<{ path: string }>({
  retryable: false,
  message: (d) => `There are no expected results at ${d.path}.`,
  hint: () => 'Write them with "feed test --update FEED/CASE", and read what it wrote.',
})
export const CASE_RESULTS_INVALID = entry<{ problem: string }>({
  retryable: false,
  message: (d) => `This line is no result: ${d.problem}.`,
  hint: () => 'Each line is one record, as "feed dry-run --out FILE" writes it.',
})
