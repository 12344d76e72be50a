import type { Json } from '../../engine/model/json.ts'
import { builtinForms, changing } from './grammar/builtins.ts'
import { nameOf, numberOf, textOf } from './grammar/data.ts'
import type { Random } from './grammar/random.ts'
import { tokensOf } from './shrink.ts'

type Change = (tokens: readonly string[], random: Random) => readonly string[] | undefined

/** A text like the one given, with one to three things in it changed. It need not be an expression any more. */
export function mutantOf(expression: string, random: Random): string {
  let tokens = tokensOf(expression)
  for (
    let left = random.weighted([
      [70, 1],
      [22, 2],
      [8, 3],
    ]);
    left > 0;
  ) {
    const changed = random.weighted(changes)(tokens, random)
    if (changed === undefined) continue
    tokens = changed
    left -= 1
  }
  return tokens.join('')
}

const operators = [
  '+',
  '-',
  '*',
  '/',
  '%',
  '&',
  '=',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'in',
  'and',
  'or',
  '~>',
  '?:',
  '??',
  '.',
  ',',
  ';',
  ':',
]
const insertions = [
  '[0]',
  '[-1]',
  '[]',
  '[true]',
  '[$ != ""]',
  '[0..1]',
  '^($)',
  '^(>name)',
  '#$i',
  '@$v',
  '.*',
  '.**',
  '.$string($)',
  '.%',
  '.name',
  '{"k": $}',
  '{name: $}',
  '~> $string',
  '~> $count',
  '[name]',
  '.{"a": $}',
  '.[$]',
  '.($)',
  '(1)',
  '(?)',
  '[[0, 1]]',
  '=null',
]
const functions = [...new Set(builtinForms.map(({ name }) => name))]
  .filter((name) => name !== 'shuffle' && !changing.includes(name))
  .map((name) => `$${name}`)

const changes: readonly (readonly [weight: number, change: Change])[] = [
  [
    20,
    instead(/^(?:[-+*/%&=<>.,;:]|!=|<=|>=|in|and|or|~>|\?:|\?\?)$/, (_, random) => random.pick(operators)),
  ],
  [12, dropped],
  [
    15,
    instead(/^[\p{L}_][\p{L}\p{N}_]*$/u, (all, random) =>
      random.percent(70)
        ? (another(all, /^[\p{L}_]\w*$/u, random) ?? 'a')
        : random.pick(['a', '*', '**', '$', '`0`', 'null', 'true', '%']),
    ),
  ],
  [
    8,
    instead(/^"/, (all, random) =>
      random.percent(50)
        ? (another(all, /^"/, random) ?? '""')
        : JSON.stringify(random.percent(50) ? textOf(random) : nameOf(random)),
    ),
  ],
  [8, instead(/^\d/, (_, random) => String(Math.abs(numberOf(random))))],
  [
    8,
    instead(/^\$\w+$/, (all, random) =>
      random.percent(50) ? (another(all, /^\$\w+$/, random) ?? '$') : random.pick(functions),
    ),
  ],
  [20, inserted],
  [5, swapped],
  [4, wrapped],
]

/** One token of a form replaced. */
function instead(form: RegExp, by: (tokens: readonly string[], random: Random) => string): Change {
  return (tokens, random) => {
    const places = placesOf(tokens, form)
    if (places.length === 0) return undefined
    return tokens.with(random.pick(places), `${by(tokens, random)} `)
  }
}

const placesOf = (tokens: readonly string[], form: RegExp): readonly number[] =>
  tokens.flatMap((token, index) => (form.test(token.trim()) ? [index] : []))

function another(tokens: readonly string[], form: RegExp, random: Random): string | undefined {
  const places = placesOf(tokens, form)
  return places.length === 0 ? undefined : tokens[random.pick(places)]?.trim()
}

/** From a token to where what it opens closes; the token itself, if it opens nothing. */
function groupFrom(tokens: readonly string[], start: number): number {
  let open = 0
  for (let index = start; index < tokens.length; index += 1) {
    const sign = tokens[index]?.trim() ?? ''
    if (/^[([{]$/.test(sign)) open += 1
    if (/^[)\]}]$/.test(sign)) open -= 1
    if (open <= 0) return index
  }
  return start
}

/** A token and what it opens taken out; or a whole part between two commas or semicolons. */
function dropped(tokens: readonly string[], random: Random): readonly string[] {
  const start = random.below(tokens.length)
  if (random.percent(50)) return tokens.toSpliced(start, groupFrom(tokens, start) - start + 1)
  let end = start
  while (end < tokens.length && !/^[,;:)\]}]$/.test(tokens[end]?.trim() ?? ''))
    end = groupFrom(tokens, end) + 1
  return tokens.toSpliced(start, Math.max(1, end - start))
}

function inserted(tokens: readonly string[], random: Random): readonly string[] | undefined {
  const places = placesOf(tokens, /^(?:[\p{L}_]\w*|[)\]}]|\$\w*|".*")$/u)
  if (places.length === 0) return undefined
  return tokens.toSpliced(random.pick(places) + 1, 0, `${random.pick(insertions)} `)
}

/** Two groups of brackets, or two tokens, change places. */
function swapped(tokens: readonly string[], random: Random): readonly string[] | undefined {
  const first = random.below(tokens.length)
  const firstEnd = groupFrom(tokens, first) + 1
  if (firstEnd >= tokens.length) return undefined
  const second = firstEnd + random.below(tokens.length - firstEnd)
  const secondEnd = groupFrom(tokens, second) + 1
  return [
    ...tokens.slice(0, first),
    ...tokens.slice(second, secondEnd),
    ...tokens.slice(firstEnd, second),
    ...tokens.slice(first, firstEnd),
    ...tokens.slice(secondEnd),
  ]
}

/** A group of brackets, or a token, becomes part of something. */
function wrapped(tokens: readonly string[], random: Random): readonly string[] {
  const start = random.below(tokens.length)
  const end = groupFrom(tokens, start) + 1
  const [before, after] = random.pick([
    ['(', ')'],
    ['[', ']'],
    ['$string(', ')'],
    ['($x := ', '; $x)'],
    ['{"w": ', '}'],
    ['function($v){ ', ' }($)'],
    ['-', ''],
    ['$not(', ')'],
    ['(', ')[]'],
  ])
  return [
    ...tokens.slice(0, start),
    before ?? '',
    ...tokens.slice(start, end),
    after ?? '',
    ...tokens.slice(end),
  ]
}

/** A row like the one given: mostly the same, sometimes with members that are missing, other or more. */
export function rowMutantOf(row: Json, random: Random): Json {
  if (typeof row !== 'object' || row === null || Array.isArray(row) || random.percent(60)) return row
  const entries = Object.entries(row)
  if (entries.length === 0) return row
  const place = random.below(entries.length)
  const [key = ''] = entries[place] ?? []
  const value = random.pick<Json | undefined>([
    undefined,
    '',
    numberOf(random),
    textOf(random),
    null,
    [],
    [entries[place]?.[1] ?? null],
    [row],
    {},
    true,
  ])
  return Object.fromEntries(
    value === undefined ? entries.toSpliced(place, 1) : entries.with(place, [key, value]),
  ) as Json
}
