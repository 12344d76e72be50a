import { entry } from '../entry.ts'

// What only a publisher on the web can do to us.

const listed = (secrets: readonly string[]): string =>
  secrets.map((name) => `"${name}"`).join(secrets.length > 2 ? ', ' : ' and ')

export const SOURCE_CREDENTIALS_REFUSED = entry<{
  origin: string
  answer: string
  secrets: readonly string[]
}>({
  retryable: false,
  message: (d) => `${d.origin} did not accept our login: it answered with ${d.answer}.`,
  hint: (d) =>
    d.secrets.length === 0
      ? 'Ask the publisher whether the account is still open, and for what.'
      : `Look at the value of the secret${d.secrets.length === 1 ? '' : 's'} ${listed(d.secrets)}, and ask the publisher whether the account is still open.`,
  example: {
    origin: 'https://example.gov/results.csv',
    answer: 'HTTP status 401',
    secrets: ['example-gov'],
  },
})
export const SOURCE_SECRET_ECHOED = entry<{ origin: string; what: string }>({
  retryable: false,
  message: (d) => `The answer of ${d.origin} repeats ${d.what}; nothing of it was kept.`,
  hint: () =>
    'An archive may be shared, so ask the publisher to leave it out; or set echoed_secrets: mask, which writes it over before anything is kept. What is no secret, such as a user name, is written into the spec in clear.',
  example: { origin: 'https://example.gov/results.csv', what: 'the secret "example-gov"' },
})
export const SOURCE_SECRET_UNPROTECTED = entry<{ host: string; secrets: readonly string[] }>({
  retryable: false,
  message: (d) => `${listed(d.secrets)} would travel to ${d.host} over http, where others can read along.`,
  hint: () =>
    'Write https://. If the publisher has nothing but http, say so with insecure: true, and use the secret nowhere else.',
  example: { host: 'example.gov', secrets: ['example-gov'] },
})
export const SOURCE_LOGIN_UNCLEAR = entry<{ origin: string; problem: string }>({
  retryable: false,
  message: (d) => `The login at ${d.origin} did not go as the spec says: ${d.problem}.`,
  hint: () =>
    'Log in there by hand, see what is sent and what comes back, and change authentication in the spec.',
  example: { origin: 'https://example.gov/token', problem: 'its answer holds no access_token' },
})
export const SOURCE_PATTERN_INVALID = entry<{ pattern: string; problem: string }>({
  retryable: false,
  message: (d) => `"${d.pattern}" can not be looked for: ${d.problem}.`,
  hint: () => 'Mend it. In YAML a backslash stays one in single quotes, not in double ones.',
})
export const SOURCE_ANSWER_REFUSED = entry<{ origin: string; status: number; because: string }>({
  retryable: false,
  message: (d) =>
    `${d.origin} answered with HTTP status ${d.status}, and by a rule of the spec that fails: ${d.because}.`,
  hint: () => 'If that is no failure after all, change the rule under answers in the spec.',
})
export const SOURCE_ANSWER_PASSING = entry<{ origin: string; status: number; because: string }>({
  retryable: true,
  message: (d) =>
    `${d.origin} answered with HTTP status ${d.status}, and by a rule of the spec that passes: ${d.because}.`,
  hint: () => 'The next poll tries again. If it stays so, look at the rule under answers in the spec.',
})
export const SOURCE_ANSWER_HELD = entry<{ origin: string; because: string }>({
  retryable: false,
  message: (d) => `${d.origin} gave an answer that a rule of the spec holds: ${d.because}.`,
  hint: () =>
    'Look at what was archived. Release the hold to have it read as figures, or wait for the next answer.',
})
export const SOURCE_NOTHING_YET = entry<{ origin: string; because: string }>({
  retryable: false,
  message: (d) => `${d.origin} has nothing yet, by a rule of the spec: ${d.because}.`,
  hint: () => 'A poll waits for it and leaves what stands. Try again later, or with a recorded capture.',
})
export const SOURCE_PROXY_REFUSED = entry<{ proxy: string; host: string; answer: string; secret?: string }>({
  retryable: true,
  message: (d) => `The proxy ${d.proxy} does not lead us to ${d.host}: it answered with ${d.answer}.`,
  hint: (d) =>
    d.secret === undefined
      ? 'Ask whoever runs the proxy whether it lets us through to that host.'
      : `Look at the value of the secret "${d.secret}", and ask whoever runs the proxy whether it lets us through to that host.`,
  example: {
    proxy: 'proxy.example:3128',
    host: 'example.gov:443',
    answer: 'HTTP status 407',
    secret: 'proxy',
  },
})
export const SOURCE_KEY_UNUSABLE = entry<{ secrets: readonly string[]; problem: string }>({
  retryable: false,
  message: (d) => `The certificates under tls can not be used: ${d.problem}.`,
  hint: (d) =>
    `${d.secrets.length === 0 ? 'Look at the file' : `Look at the value of ${listed(d.secrets)}`}: certificates and keys are PEM, from "-----BEGIN" to "-----END", line breaks included.`,
  example: { secrets: ['example-gov-key'], problem: 'the key does not belong to the certificate' },
})
