import { entry, oneOf } from '../entry.ts'
import { figure } from '../figure.ts'

const meant = (near: string | undefined): string => (near === undefined ? '' : `Did you mean ${near}? `)

export const MAP_SYNTAX = entry<{ problem: string; remedy: string }>({
  retryable: false,
  message: (d) => `${d.problem}.`,
  hint: (d) => d.remedy,
  example: {
    problem: 'Here stands "selection", where } is expected',
    remedy: 'Perhaps a comma is missing before it, or a quote is not closed further up.',
  },
})
export const MAP_REGEX = entry<{ regex: string; problem: string }>({
  retryable: false,
  message: (d) => `The regular expression /${d.regex}/ can not be used: ${d.problem}.`,
  hint: () => 'Put what surrounds the match into it, and take out what is wanted with a group: (…).',
  example: { regex: 'a(?=b)', problem: 'it looks ahead or behind, which can take any time' },
})
export const MAP_IMPURE = entry<{ name: string }>({
  retryable: false,
  message: (d) => `$${d.name} does not give the same answer on every run and every machine.`,
  hint: (d) =>
    d.name === 'toMillis'
      ? 'Read times with $time(text, picture): it knows the zone of the feed.'
      : 'A mapping may depend on its row, the lookups and the parameters only. Leave it out.',
})
export const MAP_UNKNOWN_NAME = entry<{ name: string; what: string; near: string | undefined }>({
  retryable: false,
  message: (d) => `There is no ${d.what} called ${d.name}.`,
  hint: (d) => `${meant(d.near)}docs/mapping.md lists the functions; a variable is made with :=.`,
})
export const MAP_LOST_NAME = entry<{ name: string }>({
  retryable: false,
  message: (d) => `"${d.name}" is looked for in the values of the list before it, not in the row.`,
  hint: (d) => `Keep it in a variable before the list: ( $at := ${d.name}; [ … ][$at] ).`,
  example: { name: 'nth' },
})
export const MAP_LOOKUP_UNKNOWN = entry<{
  name: string
  near: string | undefined
  names: readonly string[]
}>({
  retryable: false,
  message: (d) => `There is no lookup called "${d.name}".`,
  hint: (d) => `${meant(d.near)}${oneOf(d.names)} They stand under lookups in the spec.`,
})
export const MAP_LOOKUP_UNNAMED = entry<{ name: string }>({
  retryable: false,
  message: (d) => `$${d.name} is used without the name of a lookup in quotes.`,
  hint: (d) =>
    `Write the name out, $${d.name}("county", County), so that it can be checked before the first row.`,
  example: { name: 'lookup_in' },
})
export const MAP_KIND_UNKNOWN = entry<{
  function: string
  kind: string | undefined
  near: string | undefined
  names: readonly string[]
}>({
  retryable: false,
  message: (d) =>
    d.kind === undefined
      ? `$${d.function} is used without a kind of names in quotes.`
      : `There is no kind of names called "${d.kind}".`,
  hint: (d) => `${meant(d.near)}${oneOf(d.names)} They stand under names in the spec.`,
  example: { function: 'clean', kind: 'candidat', near: 'candidate', names: ['candidate', 'contest'] },
})
export const MAP_PARAMETER_UNKNOWN = entry<{
  name: string
  near: string | undefined
  names: readonly string[]
}>({
  retryable: false,
  message: (d) => `There is no parameter called "${d.name}".`,
  hint: (d) => `${meant(d.near)}${oneOf(d.names)} A profile declares parameters, a feed gives their values.`,
})
export const MAP_GIVEN_UNKNOWN = entry<{
  variable: string
  name: string
  near: string | undefined
  names: readonly string[]
}>({
  retryable: false,
  message: (d) => `$${d.variable} has no "${d.name}".`,
  hint: (d) =>
    `${meant(d.near)}${oneOf(d.names)}${d.variable === 'carried' ? ' They are what the source carries.' : ''}`,
  example: { variable: 'payload', name: 'files', near: 'file', names: ['request', 'item', 'member', 'file'] },
})
export const MAP_PICTURE = entry<{ picture: string; problem: string }>({
  retryable: false,
  message: (d) => `The picture "${d.picture}" reads no time: ${d.problem}.`,
  hint: () => 'A picture is like "[M]/[D]/[Y] [h]:[m]:[s] [P]"; docs/mapping.md lists its parts.',
})
export const MAP_UNKNOWN_KEY = entry<{
  key: string
  within: string
  near: string | undefined
  names: readonly string[]
}>({
  retryable: false,
  message: (d) => `${d.within} has no "${d.key}".`,
  hint: (d) => `${meant(d.near)}${oneOf(d.names)}`,
})
export const MAP_ARGUMENTS = entry<{ name: string; given: number; usage: string }>({
  retryable: false,
  message: (d) => `$${d.name} is called with ${figure(d.given)} argument${d.given === 1 ? '' : 's'}.`,
  hint: (d) => `Write ${d.usage}.`,
  example: { name: 'votes', given: 2, usage: '$votes(text)' },
})
export const MAP_DUPLICATE_KEY = entry<{ key: string }>({
  retryable: false,
  message: (d) => `The key "${d.key}" is given twice in one object.`,
  hint: () => 'Leave one of them out.',
})
export const MAP_LOOKUP_MISS = entry<{ lookup: string; key: string }>({
  retryable: false,
  message: (d) => `The lookup "${d.lookup}" has no entry for ${d.key}.`,
  hint: () =>
    'Add it to the lookup; lookups are closed, so that nothing is dropped or guessed. $has_in asks without rejecting.',
})
export const MAP_PARTY_MISSING = entry<{ kind: string; name: string }>({
  retryable: false,
  message: (d) => `No rule of names.${d.kind}.party finds a party in ${d.name}, and one is required.`,
  hint: () =>
    'Is it written in another way? Add a rule to party. Names that have none are declared in without_party.',
})
export const MAP_NO_BINDING = entry({
  retryable: false,
  message: () => 'What stands here binds no name.',
  hint: () => 'define holds bindings and nothing else: $name := …; and $name := function($x) { … };',
})
export const MAP_LOOKUP_UNASKED = entry<{ lookup: string; key: string }>({
  retryable: false,
  message: (d) => `Nothing asks for "${d.key}" of the lookup "${d.lookup}".`,
  hint: () =>
    'Its figures are likely missing. Where it is honest that some have none, leave all_used out, or let select leave such rows out.',
  example: { lookup: 'candidate', key: '17' },
})
export const MAP_LOOKUP_KEY = entry<{ lookup: string; what: string; seen: string }>({
  retryable: false,
  message: (d) => `The ${d.what} of the lookup "${d.lookup}" is ${d.seen} in this row.`,
  hint: () =>
    'A key is a text or a number, and no value may be missing. Correct them under lookups, or let select leave such rows out.',
  example: { lookup: 'candidate', what: 'key', seen: 'nothing' },
})
export const MAP_LOOKUP_COLLISION = entry<{
  lookup: string
  key: string
  first: string
  was: string
  is: string
}>({
  retryable: false,
  message: (d) => `The lookup "${d.lookup}" has ${d.was} for "${d.key}" from ${d.first}, and here ${d.is}.`,
  hint: () =>
    'A key that repeats between files or contests needs more in it, such as key: ContestId & "/" & CandidateId.',
  example: { lookup: 'candidate', key: '7', first: 'L2', was: '"Ada"', is: '"Bob"' },
})
export const MAP_NOT_A_COUNT = entry<{ value: string }>({
  retryable: false,
  message: (d) => `${d.value} is no count.`,
  hint: () =>
    'A count is whole: "1,234". What the office writes instead of one is declared under values: { absent: [ "-" ] }.',
})
export const MAP_NOT_A_TIME = entry<{ value: string; problem: string }>({
  retryable: false,
  message: (d) => `${d.value} ${d.problem}.`,
  hint: () =>
    'Correct the picture of $time, or the zone of the schedule. A year of two digits is [Y,2-2], of this century.',
})
export const MAP_NOT_A_NAME = entry<{ value: string }>({
  retryable: false,
  message: (d) => `${d.value} is no text that $slug could make an id of.`,
  hint: () => 'Give $slug a text.',
})
export const MAP_FAILED = entry<{ problem: string }>({
  retryable: false,
  message: (d) => `${d.problem}.`,
  hint: () =>
    'Correct the mapping for such rows. One that is not a count can be left out by answering nothing.',
  example: { problem: '$trim can not take 3 as its first argument' },
})
export const MAP_LINE_INVALID = entry<{ problem: string }>({
  retryable: false,
  message: (d) => `The mapping gives no count line: ${d.problem}.`,
  hint: () => 'docs/mapping.md says what a count line holds.',
})
export const MAP_RUNAWAY = entry<{ problem: string }>({
  retryable: false,
  message: (d) => `The mapping runs away on this row: ${d.problem}.`,
  hint: () =>
    'Look for a function that calls itself without end, a huge range, or a row that select should split.',
})
/** A note: it fails no feed. */
export const MAP_REPEATED_WORK = entry<{
  kind: 'filter' | 'search' | 'unbound' | 'member' | 'same' | 'gather'
}>({
  retryable: false,
  message: ({ kind }) =>
    ({
      filter: 'This filter goes through a whole list again for each item of another.',
      search: 'This goes through a whole list again for each item of another.',
      unbound:
        'This filter asks nothing of the item that the loop is at: it goes through a whole list again for each, and finds the same.',
      member: 'This looks through a whole list for each item of another.',
      same: 'This goes through a whole list again for each item of another, and comes to the same each time.',
      gather: 'This copies all that was gathered so far for each further item.',
    })[kind],
  hint: ({ kind }) =>
    ({
      filter:
        'Make an object of the list once, before the loop, and ask it: ( $by := list{ id: $ }; … $lookup($by, id) … ). Its keys are texts: of numbers $string(id). A list of another part can fill a lookup (lookups: … from), which $lookup_in asks.',
      search:
        'An object that is made once knows what is equal, a list that is put in order once knows what is more or less: $map(list^(>votes), function($item, $place) { … }) gives each its place among all, equal ones one after the other.',
      unbound:
        'Between [ and ] names and $ are of the list that is filtered. What is of the item around it needs a name before: ( $item := $; list[id = $item.id] ). Where it is meant as it is, do it once, before the loop.',
      member:
        'Make an object of the list once, before the loop, and ask it: ( $known := list{ $: true }; … $exists($lookup($known, id)) … ). Its keys are texts: of numbers list{ $string($): true }.',
      same: 'Do it once, before the loop, and give it a name: ( $all := …; … $all … ).',
      gather: 'A path or $map gathers without copying, and list{ key: value } makes an object at once.',
    })[kind],
  example: { kind: 'filter' },
})
/** A note: it fails no feed. */
export const MAP_INTERPRETED = entry<{ because: string }>({
  retryable: false,
  message: (d) => `The mapping is interpreted, which takes some hundred times longer: ${d.because}.`,
  hint: () =>
    'Its lines are the same, but for its bounds: where it puts a list in order (^), no list may have more than 4,096 items (MAP_RUNAWAY). Where there are many rows, write it without.',
})
