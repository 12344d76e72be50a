import { entry } from '../entry.ts'

export const CAPTURE_MISSING = entry<{ path: string }>({
  retryable: false,
  message: (d) => `There is no recorded capture at ${d.path}.`,
  hint: () =>
    'Give a folder with a capture.yaml, a file (for a feed of one request), or REQUEST=FILE for each request.',
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
