import { entry } from '../entry.ts'
import { figure } from '../figure.ts'

export const UNPACK_CONTRADICTED = entry<{ declared: string; looksLike: string }>({
  retryable: false,
  message: (d) => `The body should be ${d.declared} and looks like ${d.looksLike}.`,
  hint: (d) =>
    d.looksLike === 'an HTML page'
      ? 'The publisher may answer with an error or log-in page. Open the address in a browser.'
      : `If the publisher changed the format, take "${d.declared}" out of unpack or name what the body is.`,
})
export const UNPACK_GLOB = entry<{ pattern: string; problem: string }>({
  retryable: false,
  message: (d) => `The pattern "${d.pattern}" can not be used: ${d.problem}.`,
  hint: () =>
    'Write a glob over whole names, such as "results_*.{csv,txt}" or "**/*.csv"; except leaves members out.',
})
export const UNPACK_NOTHING = entry<{ members: string; found: readonly string[] }>({
  retryable: false,
  message: (d) =>
    d.found.length === 0
      ? 'The archive has no members.'
      : `No member matches "${d.members}". The archive has ${listed(d.found)}.`,
  hint: () =>
    'Compare members (and except) with the names; a folder is part of a name, and "**/" matches any folder.',
})
export const UNPACK_TOO_LARGE = entry<{ limit: number }>({
  retryable: false,
  message: (d) => `The body unpacks to more than ${figure(d.limit)} bytes.`,
  hint: () => 'If the publisher really sends that much, raise limits.inflated_bytes; else it is a zip bomb.',
})
export const UNPACK_UNCLEAR = entry<{ problem: string; advice: string }>({
  retryable: false,
  message: (d) => `${d.problem}.`,
  hint: (d) => `${d.advice}.`,
  example: { problem: 'Nothing says where to look', advice: 'Give css, xml, json, after or before' },
})
export const UNPACK_PATTERN = entry<{ pattern: string; problem: string }>({
  retryable: false,
  message: (d) => `"${d.pattern}" is no regular expression: ${d.problem}.`,
  hint: () => 'Signs such as ( . [ stand for themselves behind a backslash.',
})
export const UNPACK_EMBEDDED = entry<{ problem: string }>({
  retryable: false,
  message: (d) => `What embedded looks for is not in the body: ${d.problem}.`,
  hint: () =>
    'The layout may have changed, or it is a page of an error, a login or maintenance. Look at the body, and correct embedded under unpack.',
  example: { problem: '0 elements are "script#data", where one should be' },
})
export const UNPACK_TOO_MANY = entry<{ members: number; limit: number }>({
  retryable: false,
  message: (d) => `The archive has ${figure(d.members)} members; the limit is ${figure(d.limit)}.`,
  hint: () => 'If the publisher really sends that many, raise limits.members.',
})
export const UNPACK_TRUNCATED = entry<{ format: string }>({
  retryable: false,
  message: (d) => `The ${d.format} data ends too early.`,
  hint: () => 'The download was cut off, or the publisher was still writing. The next poll fetches it again.',
})
export const UNPACK_DAMAGED = entry<{ what: string; problem: string }>({
  retryable: false,
  message: (d) => `${d.what} is damaged: ${d.problem}.`,
  hint: () =>
    'Fetch it by hand and open it. If it is damaged there too, tell the publisher; the last good figures stay.',
})
export const UNPACK_ENCRYPTED = entry<{ member: string }>({
  retryable: false,
  message: (d) => `The member ${d.member} is encrypted.`,
  hint: () => 'Archives with a password can not be read. Ask the publisher for a plain one.',
})
export const UNPACK_METHOD = entry<{ member: string; method: number }>({
  retryable: false,
  message: (d) =>
    `The member ${d.member} is compressed by method ${d.method}; only stored and deflated ones can be read.`,
  hint: () => 'Ask the publisher for an ordinary zip.',
})
export const UNPACK_PATH = entry<{ member: string; problem: string }>({
  retryable: false,
  message: (d) => `The archive has a member called "${d.member}": ${d.problem}.`,
  hint: () => 'Such a name tries to leave its folder. Treat the archive as hostile and ask the publisher.',
})
export const UNPACK_NO_FILE = entry<{ member: string; kind: string }>({
  retryable: false,
  message: (d) => `The member ${d.member} is no file but of the kind "${d.kind}".`,
  hint: () =>
    'Links and devices can not be read. Leave the member out with except, or name the file that a link leads to under members.',
})
export const UNPACK_DUPLICATE = entry<{ member: string }>({
  retryable: false,
  message: (d) => `The archive has two members called "${d.member}".`,
  hint: () => 'Nobody can say which one counts. Ask the publisher.',
})

const listed = (names: readonly string[]): string =>
  names.length <= 10 ? names.join(', ') : `${names.slice(0, 10).join(', ')} and ${names.length - 10} more`
