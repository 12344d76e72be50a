import { entry } from '../entry.ts'
import { figure } from '../figure.ts'

// What a spec asks for, known before the first byte.

export const SOURCE_OPTIONS_UNCLEAR = entry<{ problem: string; advice: string }>({
  retryable: false,
  message: (d) => `${d.problem}.`,
  hint: (d) => `${d.advice}.`,
  example: {
    problem: 'There is nothing to fetch',
    advice: 'Give either one url, or several requests, each with a name and a url',
  },
})
export const SOURCE_URL_INVALID = entry<{ url: string; problem: string }>({
  retryable: false,
  message: (d) => `"${d.url}" can not be fetched: ${d.problem}.`,
  hint: () =>
    'Write a whole address that begins with https:// (or http://), without user, password or key; those go into headers, as secrets.',
})
export const SOURCE_HEADER_REFUSED = entry<{ header: string; problem: string; advice: string }>({
  retryable: false,
  message: (d) => `The header "${d.header}" can not be sent: ${d.problem}.`,
  hint: (d) => `${d.advice}.`,
})

// On the way to the far side.

export const SOURCE_SECRET_UNUSABLE = entry<{ name: string; problem: string }>({
  retryable: false,
  message: (d) => `The secret "${d.name}" can not be used: ${d.problem}.`,
  hint: () =>
    'Store the secret again exactly as the publisher gave it, without quotes or white space around it.',
})
export const SOURCE_ADDRESS_PRIVATE = entry<{ host: string; address: string }>({
  retryable: false,
  message: (d) =>
    d.host === d.address
      ? `${d.host} is not a public address.`
      : `${d.host} leads to ${d.address}, which is not a public address.`,
  hint: () =>
    'Check the host name. If the source really stands in your own network, say allow_private: true in its options.',
})
export const SOURCE_UNREACHABLE = entry<{ origin: string; reason: string }>({
  retryable: true,
  message: (d) => `${d.origin} could not be reached: ${d.reason}.`,
  hint: () => 'Check the host name and the port, and whether the publisher is up; the next poll tries again.',
})
export const SOURCE_CERTIFICATE_REFUSED = entry<{ origin: string; reason: string }>({
  retryable: false,
  message: (d) => `The certificate of ${d.origin} can not be trusted: ${d.reason}.`,
  hint: () => 'Tell the publisher. Figures are not taken from a server that can not prove who it is.',
})
export const SOURCE_TIMEOUT = entry<{ origin: string; waitedFor: string; milliseconds: number }>({
  retryable: true,
  message: (d) => `${d.origin} kept us waiting for ${d.waitedFor} for more than ${d.milliseconds / 1_000} s.`,
  hint: () =>
    'If the publisher is always that slow, raise the time under timeouts in the options of the source.',
  example: { origin: 'https://example.gov/results.csv', waitedFor: 'the headers', milliseconds: 30_000 },
})
export const SOURCE_HOST_KEY_CHANGED = entry<{ host: string; seen: string; expected: string }>({
  retryable: false,
  message: (d) => `${d.host} showed the host key ${d.seen}, but the spec expects ${d.expected}.`,
  hint: () =>
    'Nothing was sent. Ask the publisher, by telephone, whether the key was renewed; only then put the new one under host_key.',
})
export const SOURCE_LOGIN_REFUSED = entry<{ host: string; user: string }>({
  retryable: false,
  message: (d) => `${d.host} did not let the user "${d.user}" in.`,
  hint: () =>
    'Check user and secret in the options of the source, and with the publisher whether the account is open.',
})

// What the far side answers.

const statusHints: Readonly<Record<number, string>> = {
  204: 'There is nothing under this address yet. If that is usual before the first figures, keep the feed paused until then.',
  206: 'A part of the file is no basis for figures. A cache in between is broken; tell the publisher.',
  400: 'The publisher does not understand the request: check the query part of the address and the headers.',
  401: 'The publisher wants a login: add the header it asks for under headers, as { secret: NAME }.',
  403: 'The publisher may refuse clients it does not know or the network we call from: ask for access, or name a contact in headers: { User-Agent: … }.',
  404: 'The file has moved or is not published yet: open the address in a browser, and look on the page that links to it.',
  406: 'The publisher does not offer what headers: { Accept: … } asks for.',
  410: 'The publisher has removed the file for good: look for its successor and change the address.',
  451: 'The publisher is not allowed to show this here: ask for access.',
}
export const SOURCE_STATUS = entry<{ origin: string; status: number }>({
  retryable: false,
  message: (d) => `${d.origin} answered with HTTP status ${d.status}.`,
  hint: (d) => statusHints[d.status] ?? 'Open the address in a browser to see what the publisher says.',
})
export const SOURCE_UNAVAILABLE = entry<{ origin: string; status: number }>({
  retryable: true,
  message: (d) => `${d.origin} answered with HTTP status ${d.status}.`,
  hint: (d) =>
    d.status === 429
      ? 'The publisher finds that we ask too often: poll it less often.'
      : 'The publisher has a passing problem; the next poll tries again.',
})
export const SOURCE_UNASKED_UNMODIFIED = entry<{ origin: string }>({
  retryable: false,
  message: (d) => `${d.origin} answered "not modified" although we do not have its file yet.`,
  hint: () =>
    'A cache in between is broken: tell the publisher, or ask for another address of the same file.',
})
export const SOURCE_REDIRECT_REFUSED = entry<{ origin: string; to: string; problem: string; advice: string }>(
  {
    retryable: false,
    message: (d) => `${d.origin} sends us to ${d.to}: ${d.problem}.`,
    hint: (d) => `${d.advice}.`,
  },
)
export const SOURCE_CODING_UNKNOWN = entry<{ origin: string; coding: string }>({
  retryable: false,
  message: (d) => `${d.origin} is encoded as "${d.coding}", which is unknown here.`,
  hint: () => 'Ask for the plain file with headers: { Accept-Encoding: identity }.',
})
export const SOURCE_FAILED = entry<{ origin: string; reason: string }>({
  retryable: true,
  message: (d) => `${d.origin} could not be read: ${d.reason}.`,
  hint: () => 'The next poll tries again. If it stays so, tell the publisher.',
})

// The file itself.

export const SOURCE_MISSING = entry<{ origin: string }>({
  retryable: false,
  message: (d) => `There is no ${d.origin}.`,
  hint: () => 'Check the path: upper and lower case count, and a local path is relative to the spec.',
})
export const SOURCE_DENIED = entry<{ origin: string }>({
  retryable: false,
  message: (d) => `We are not allowed to read ${d.origin}.`,
  hint: () => 'Ask whoever runs the server for the right to read it.',
})
export const SOURCE_NOT_A_FILE = entry<{ origin: string }>({
  retryable: false,
  message: (d) => `${d.origin} is not a file.`,
  hint: () => 'Give the path of a file: folders, pipes and devices can not be read.',
})
export const SOURCE_NO_MATCH = entry<{ origin: string; pattern: string; files: readonly string[] }>({
  retryable: false,
  message: (d) => `No file in ${d.origin} matches "${d.pattern}".`,
  hint: (d) =>
    d.files.length === 0
      ? 'There is no file at all in that directory: check it with the publisher.'
      : `Change the pattern. Files there: ${d.files.join(', ')}.`,
})
export const SOURCE_NAME_REFUSED = entry<{ origin: string; name: string; problem: string }>({
  retryable: false,
  message: (d) => `${d.origin} lists a file called ${d.name}: ${d.problem}.`,
  hint: () =>
    'No honest listing has such a name. Nothing of this directory is read; ask the publisher what it is.',
  example: {
    origin: 'ftp://ftp.example.gov/out',
    name: '"../results.csv"',
    problem: 'it leads to another directory',
  },
})
export const SOURCE_TOO_LARGE = entry<{ origin: string; limit: number }>({
  retryable: false,
  message: (d) => `${d.origin} has more than the ${figure(d.limit)} bytes that are allowed.`,
  hint: () => 'Look at the file. If it is right, raise limits: { bytes: … } in the spec.',
})
export const SOURCE_EMPTY = entry<{ origin: string }>({
  retryable: true,
  message: (d) => `${d.origin} is empty.`,
  hint: () =>
    'Publishers often write a file in two steps; the next poll tries again. If it stays so, tell them.',
})
export const SOURCE_BODY_BROKEN = entry<{ origin: string; reason: string }>({
  retryable: true,
  message: (d) => `${d.origin} arrived incomplete or damaged: ${d.reason}.`,
  hint: () => 'Nothing of it was used; the next poll tries again. If it stays so, tell the publisher.',
})
export const SOURCE_CHANGED = entry<{ origin: string }>({
  retryable: true,
  message: (d) => `${d.origin} changed while it was being read.`,
  hint: () => 'The publisher was writing it; the next poll tries again.',
})
export const SOURCE_UNSTABLE = entry<{ origin: string; seconds: number }>({
  retryable: true,
  message: (d) => `${d.origin} was still changing after ${figure(d.seconds)} s.`,
  hint: () =>
    'The publisher is still writing it; the next poll tries again. If it is written all the time, lower stable_for.',
})
