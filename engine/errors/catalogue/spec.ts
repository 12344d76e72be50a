import { entry, oneOf } from '../entry.ts'
import { figure } from '../figure.ts'

const perhaps = (near: string | undefined, names: readonly string[]): string =>
  near === undefined ? oneOf(names) : `Did you mean "${near}"? ${oneOf(names)}`

const uncapital = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`

export const SPEC_MISSING = entry<{ path: string }>({
  retryable: false,
  message: (d) => `There is no file ${d.path}.`,
  hint: () => 'Give the path of a feed.yaml, or the id of a feed below the folder of feeds (CANVASS_FEEDS).',
})
export const SPEC_TOO_LONG = entry<{ limit: number }>({
  retryable: false,
  message: (d) => `The file has more than ${figure(d.limit)} characters.`,
  hint: () => 'Long lists belong into a lookup: lookups: { name: { file: names.csv, … } }.',
})
export const SPEC_ENCODING = entry<{ byte: string }>({
  retryable: false,
  message: (d) => `The file is no UTF-8: the byte ${d.byte} can not stand here.`,
  hint: () => 'Save the file as UTF-8: editors offer it as "Save with Encoding", or under "Save as".',
  example: { byte: 'F1' },
})
export const SPEC_SYNTAX = entry<{ problem: string; remedy: string }>({
  retryable: false,
  message: (d) => `This is no YAML: ${uncapital(d.problem)}.`,
  hint: (d) => d.remedy,
  example: { problem: 'A tab stands where the indentation is', remedy: 'Indent by spaces, never by tabs.' },
})
export const SPEC_YAML_FEATURE = entry<{ what: string }>({
  retryable: false,
  message: (d) => `Specs do without ${d.what}.`,
  hint: () => 'Write the value out where it applies; what several feeds share belongs into a profile.',
  example: { what: 'an anchor (&bounds)' },
})
export const SPEC_UNKNOWN_KEY = entry<{
  key: string
  inside: string
  near: string | undefined
  known: readonly string[]
}>({
  retryable: false,
  message: (d) => `${d.inside} has no key "${d.key}".`,
  hint: (d) => perhaps(d.near, d.known),
})
export const SPEC_MISSING_KEY = entry<{ key: string; inside: string; meaning: string | undefined }>({
  retryable: false,
  message: (d) => `${d.inside} lacks the key "${d.key}".`,
  hint: (d) => (d.meaning === undefined ? `Add ${d.key}.` : `Add ${d.key}: ${d.meaning}`),
})
export const SPEC_VALUE = entry<{ what: string; seen: string; expected: string; meaning: string }>({
  retryable: false,
  message: (d) => `${d.what} is ${d.seen}; it ${d.expected}.`,
  hint: (d) => d.meaning,
  example: {
    what: 'schedule.every',
    seen: '15',
    expected: 'must be a text',
    meaning: 'How often to poll outside the windows: 15m.',
  },
})
export const SPEC_UNKNOWN_TYPE = entry<{
  family: string
  type: string
  near: string | undefined
  known: readonly string[]
}>({
  retryable: false,
  message: (d) => `There is no ${d.family} called "${d.type}".`,
  hint: (d) => perhaps(d.near, d.known),
})
export const SPEC_ONE_TYPE = entry<{ family: string; seen: string; known: readonly string[] }>({
  retryable: false,
  message: (d) => `A ${d.family} is named by exactly one key; here stands ${d.seen}.`,
  hint: (d) => oneOf(d.known),
})
export const SPEC_SECRET_IN_CLEAR = entry<{ key: string }>({
  retryable: false,
  message: (d) => `A secret stands in clear at "${d.key}".`,
  hint: (d) =>
    `Change the secret now: it has been seen. Then write ${d.key}: { secret: NAME }; docs/configuration.md says where its value goes.`,
})
export const SPEC_FILE_MISSING = entry<{ file: string; what: string }>({
  retryable: false,
  message: (d) => `The ${d.what} ${d.file} does not exist.`,
  hint: () => 'Paths start at the folder of the file that names them.',
})
export const SPEC_FILE_OUTSIDE = entry<{ file: string; what: string }>({
  retryable: false,
  message: (d) => `The ${d.what} ${d.file} lies outside of the folder of the feeds.`,
  hint: () =>
    'Give a relative path, from the folder of the file that names it to one inside the folder of the feeds.',
})
export const SPEC_TABLE = entry<{ problem: string; remedy?: string }>({
  retryable: false,
  message: (d) => `${d.problem}.`,
  hint: (d) =>
    d.remedy ??
    'A table is a CSV file in UTF-8 with a header; every row has all its columns, and keys are unique.',
  example: { problem: 'This row has 1 cell, and the header 2' },
})
export const SPEC_TABLE_COLUMN = entry<{
  file: string
  column: string
  near: string | undefined
  columns: readonly string[]
}>({
  retryable: false,
  message: (d) => `${d.file} has no column "${d.column}".`,
  hint: (d) => perhaps(d.near, d.columns),
})
export const SPEC_NOT_FOUND = entry<{
  what: string
  name: string
  near: string | undefined
  known: readonly string[]
  /** The file that would be it. */
  file?: string
}>({
  retryable: false,
  message: (d) => `There is no ${d.what} "${d.name}".`,
  hint: (d) =>
    d.file !== undefined && d.known.length === 0
      ? `It would be the file ${d.file}: write it, or name the folder that has it (CANVASS_FEEDS).`
      : perhaps(d.near, d.known),
})
export const SPEC_SAME_NAME = entry<{ what: string; name: string; other: string }>({
  retryable: false,
  message: (d) => `The ${d.what} "${d.name}" is given twice; also at ${d.other}.`,
  hint: () => 'Rename or remove one of them.',
})
export const SPEC_UNREACHABLE = entry<{ what: string; why: string }>({
  retryable: false,
  message: (d) => `${d.what} has no effect: ${d.why}.`,
  hint: () => 'Remove it, or correct what makes it unreachable.',
  example: { what: 'The lookup "county"', why: 'no mapping asks $lookup_in("county", …)' },
})
/** The usual one for what a decoder gives. */
const selectorFor = (shape: string): string =>
  ({ tree: 'jmespath', grid: 'table', text: 'lines' })[shape] ?? 'css'

export const SPEC_SHAPE = entry<{
  decoder: string
  gives: string
  selector: string
  takes: readonly string[]
}>({
  retryable: false,
  message: (d) =>
    `The selector ${d.selector} takes ${d.takes.join(' or ')}, and ${d.decoder} gives ${d.gives}.`,
  hint: (d) =>
    d.gives === 'rows'
      ? 'Leave select out: this decoder gives rows by itself.'
      : `Select from ${d.gives} with ${selectorFor(d.gives)}.`,
})
export const SPEC_COLUMN = entry<{
  from: string
  column: string
  near: string | undefined
  columns: readonly string[]
}>({
  retryable: false,
  message: (d) => `The mapping reads "${d.column}", and ${d.from} gives nothing of that name.`,
  hint: (d) => perhaps(d.near, d.columns),
})
export const SPEC_MEMBER = entry<{
  from: string
  column: string
  member: string
  near: string | undefined
  members: readonly string[]
}>({
  retryable: false,
  message: (d) =>
    `The mapping reads "${d.column}.${d.member}", and the "${d.column}" of ${d.from} has no "${d.member}".`,
  hint: (d) => perhaps(d.near, d.members),
  example: {
    from: 'select.lines',
    column: 'candidate',
    member: 'nam',
    near: 'name',
    members: ['name', 'party'],
  },
})
export const SPEC_TEXT = entry<{
  from: string
  column: string
  text: string
  near: string | undefined
  texts: readonly string[]
}>({
  retryable: false,
  message: (d) => `The mapping compares "${d.column}" with "${d.text}", which ${d.from} never gives.`,
  hint: (d) => perhaps(d.near, d.texts),
  example: {
    from: 'select.lines',
    column: 'row',
    text: 'stat',
    near: 'statistic',
    texts: ['statistic', 'choice'],
  },
})
export const SPEC_SELECT_MISSING = entry<{ decoder: string; gives: string }>({
  retryable: false,
  message: (d) => `The decoder ${d.decoder} gives a ${d.gives}, and nothing says where its rows are.`,
  hint: (d) => `Add select: { ${selectorFor(d.gives)}: … }.`,
})
export const SPEC_TIME = entry<{ text: string; problem: string }>({
  retryable: false,
  message: (d) => `"${d.text}" ${d.problem}.`,
  hint: () => 'Local times are what a clock on the wall of that place shows, written as 2024-11-05 19:30.',
  example: { text: '2024-03-10 02:30', problem: 'is skipped: clocks go forward then' },
})
export const SPEC_ZONE = entry<{ name: string; near: string | undefined }>({
  retryable: false,
  message: (d) => `"${d.name}" is not the time zone of a place.`,
  hint: (d) =>
    `${d.near === undefined ? '' : `Did you mean ${d.near}? `}Zones are named by a city: America/New_York, America/Chicago, America/Denver, America/Los_Angeles.`,
})
export const SPEC_PARAMETER = entry<{ name: string; problem: string; advice: string }>({
  retryable: false,
  message: (d) => `The parameter "${d.name}" ${d.problem}.`,
  hint: (d) => d.advice,
  example: {
    name: 'tenant',
    problem: 'is missing',
    advice: 'Add tenant under parameters: the name of the county at the vendor.',
  },
})
export const SPEC_CYCLE = entry<{ names: readonly string[] }>({
  retryable: false,
  message: (d) => `Parts wait for lookups of each other: ${d.names.join(' → ')}.`,
  hint: () =>
    'A lookup is full before it is asked. Let a part of its own fill it: parts: { NAME: { request: …, select: … } }.',
  example: { names: ['main', 'candidates', 'main'] },
})
