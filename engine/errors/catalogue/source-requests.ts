import { entry } from '../entry.ts'
import { figure } from '../figure.ts'

// What a spec says of requests, known before the first byte.

export const SOURCE_PLACEHOLDER = entry<{ text: string; problem: string; advice: string }>({
  retryable: false,
  message: (d) => `"${d.text}" can not be filled in: ${d.problem}.`,
  hint: (d) => `${d.advice}.`,
  example: {
    text: 'https://example.gov/{verison}/results.json',
    problem: 'nothing before it carries a value called "verison"',
    advice: 'Did you mean "version"? Use one of: version',
  },
})
export const SOURCE_REQUEST_UNCLEAR = entry<{ problem: string; advice: string }>({
  retryable: false,
  message: (d) => `${d.problem}.`,
  hint: (d) => `${d.advice}.`,
  example: {
    problem: 'Nothing says which page is the last',
    advice: 'Give items, more or total under pages',
  },
})

// What answers say.

export const SOURCE_VALUE_MISSING = entry<{
  origin: string
  name: string
  where: string
  /** It would have said which page is the last. */
  ofPages?: boolean
}>({
  retryable: false,
  message: (d) => `The answer of ${d.origin} has no "${d.name}": ${d.where} leads to nothing.`,
  hint: (d) =>
    d.ofPages === true
      ? `Look at the answer: the name may have changed, and further pages would be missed. If the last page leaves it out, say may_be_absent: true under pages.`
      : `Look at the answer: its layout may have changed, or it may be a page that says so. What is carried as {${d.name}} is declared under carry.`,
})
export const SOURCE_VALUE_REFUSED = entry<{
  origin: string
  name: string
  seen: string
  problem: string
}>({
  retryable: false,
  message: (d) => `The answer of ${d.origin} gives "${d.name}" as ${d.seen}, and ${d.problem}.`,
  hint: () =>
    'Nothing was asked for with it. If the publisher means it, widen match under carry to exactly what is to be expected.',
  example: {
    origin: 'https://example.gov/current_ver.txt',
    name: 'version',
    seen: '"../../admin"',
    problem: 'it does not match [0-9]+',
  },
})
export const SOURCE_ANSWER_UNREADABLE = entry<{ origin: string; expected: string; problem: string }>({
  retryable: true,
  message: (d) => `The answer of ${d.origin} is no ${d.expected}: ${d.problem}.`,
  hint: () =>
    'Open the address in a browser: it may be a page of an error or a login. The next poll tries again.',
})
export const SOURCE_GRAPHQL_ERRORS = entry<{ origin: string; errors: number; first: string }>({
  retryable: false,
  message: (d) =>
    `${d.origin} answered the query with ${d.errors === 1 ? 'an error' : `${figure(d.errors)} errors`} (${d.first}).`,
  hint: () => 'Compare query and variables with what the publisher documents; partial data is not used.',
  example: { origin: 'https://example.gov/graphql', errors: 1, first: 'Unknown field "votes"' },
})

// Several payloads of one request.

export const SOURCE_ITEMS_UNUSABLE = entry<{ request: string; problem: string; advice: string }>({
  retryable: false,
  message: (d) => `The request "${d.request}" can not be made for each: ${d.problem}.`,
  hint: (d) => `${d.advice}.`,
  example: {
    request: 'counties',
    problem: 'the list "counties" is empty',
    advice: 'Look at the answer that brings the list',
  },
})
export const SOURCE_ITEMS_FAILED = entry<{
  request: string
  failed: number
  items: number
  allowed: number
  first: string
}>({
  retryable: true,
  message: (d) =>
    `${figure(d.failed)} of the ${figure(d.items)} items of the request "${d.request}" failed, and ${figure(d.allowed)} may: ${d.first}.`,
  hint: () =>
    'Last good figures of all of them stay; the next poll tries again. How many may fail is said by may_fail under for_each; one that later requests hang on may not, as long as nothing of it is known from before.',
  example: {
    request: 'counties',
    failed: 12,
    items: 88,
    allowed: 8,
    first: 'https://example.gov/elm.csv answered with HTTP status 503',
  },
})
export const SOURCE_PAGES_STALLED = entry<{ origin: string; page: number; problem: string }>({
  retryable: true,
  message: (d) => `Page ${d.page} of ${d.origin} leads no further: ${d.problem}.`,
  hint: () =>
    'Nothing of the pages was used. Look at the last pages: another rule for the end may fit (items, size, more, total under pages).',
  example: { origin: 'https://example.gov/results', page: 7, problem: 'it is the same as page 6' },
})
export const SOURCE_PAGES_ENDLESS = entry<{ origin: string; limit: string }>({
  retryable: false,
  message: (d) => `${d.origin} has more than the ${d.limit} that are allowed of pages.`,
  hint: () =>
    'Look at the last page. If it is right, raise at_most under pages, or limits: { bytes: … } in the spec.',
  example: { origin: 'https://example.gov/results', limit: '100 pages' },
})
export const SOURCE_PAGES_DIFFER = entry<{ origin: string; problem: string }>({
  retryable: true,
  message: (d) => `The pages of ${d.origin} are not whole: ${d.problem}.`,
  hint: () => 'The list may have changed while we read it; the next poll tries again.',
  example: {
    origin: 'https://example.gov/results',
    problem: 'they have 180 items, and the source counts 200',
  },
})
export const SOURCE_JOB_FAILED = entry<{ origin: string; where: string }>({
  retryable: false,
  message: (d) => `The job of ${d.origin} has failed, as ${d.where} says.`,
  hint: () => 'Look at the answer for the reason. The next poll submits it again.',
})
export const SOURCE_JOB_UNFINISHED = entry<{ origin: string; attempts: number }>({
  retryable: true,
  message: (d) => `The job of ${d.origin} was not done when we had asked ${figure(d.attempts)} times.`,
  hint: () => 'The next poll tries again. If it always takes so long, raise attempts or every under wait.',
})
