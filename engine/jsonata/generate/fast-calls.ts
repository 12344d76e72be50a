import type { Node } from '../tree.ts'
import { anyData, anyList, type Made, may, only, types } from './types.ts'
import { kept, quoted, type Writing } from './writing.ts'

/** A function of JSONata in a form for arguments of these kinds. */
interface Fast {
  /** What each argument has to be. The last ones may be left out. */
  readonly takes: readonly number[]
  /** How many arguments there are at least. */
  readonly least?: number
  readonly gives: number
  /** The call in JavaScript. */
  js(w: Writing, args: readonly string[], at: string): string
  /** It takes an argument that is nothing, too: else its answer is nothing where the first is. */
  readonly whole?: boolean
}

const { text, number, boolean, nothing } = types
const own =
  (name: string): Fast['js'] =>
  (w, args) =>
    `${w.use(name)}(${args.join(', ')})`
const placed =
  (name: string): Fast['js'] =>
  (w, args, at) =>
    `${w.use(name)}(${args.join(', ')}, ${at})`
const bounded =
  (name: string): Fast['js'] =>
  (w, args, at) =>
    `${w.use(name)}(${args.join(', ')}, ${at}, bounds)`

const table: Readonly<Record<string, readonly Fast[]>> = {
  trim: [{ takes: [text], gives: text, js: own('trimmed') }],
  uppercase: [{ takes: [text], gives: text, js: (_, [one]) => `${one}.toUpperCase()` }],
  lowercase: [{ takes: [text], gives: text, js: (_, [one]) => `${one}.toLowerCase()` }],
  length: [{ takes: [text], gives: number, js: own('characters') }],
  number: [{ takes: [text | number | boolean], gives: number, js: placed('numberAt') }],
  string: [
    { takes: [text], gives: text, js: (_, [one]) => one as string },
    { takes: [anyData | anyList | types.callable], gives: text, js: bounded('stringAt') },
  ],
  exists: [
    {
      takes: [anyData | types.callable | anyList],
      gives: boolean,
      js: (_, [one]) => `(${one} !== undefined)`,
      whole: true,
    },
  ],
  boolean: [{ takes: [text | boolean], gives: boolean, js: (_, [one]) => `!!${one}` }],
  not: [{ takes: [text | boolean], gives: boolean, js: (_, [one]) => `!${one}` }],
  substring: [{ takes: [text, number, number], least: 2, gives: text, js: own('substring') }],
  substringBefore: [{ takes: [text, text], gives: text, js: own('substringBefore') }],
  substringAfter: [{ takes: [text, text], gives: text, js: own('substringAfter') }],
  split: [{ takes: [text, text], gives: types.list, js: own('splitAtText') }],
  distinct: [{ takes: [anyData | anyList], gives: anyData | anyList, js: bounded('distinctAt') }],
  contains: [{ takes: [text, text], gives: boolean, js: (_, [one, other]) => `${one}.includes(${other})` }],
  replace: [{ takes: [text, text, text], gives: text, js: bounded('textReplaced') }],
}

/** Those whose second argument is a regular expression as it stands. */
const matching: Readonly<Record<string, Fast>> = {
  contains: {
    takes: [text, types.callable],
    gives: boolean,
    js: (_, [one, regex]) => `${regex}.test(${one})`,
  },
  replace: { takes: [text, types.callable, text], gives: text, js: bounded('matchesReplaced') },
  match: { takes: [text, types.callable], gives: types.sequence, js: bounded('matchesIn') },
  split: { takes: [text, types.callable], gives: types.list, js: placed('splitAtMatches') },
}

/** A call of a function of JSONata. */
export interface Call {
  readonly w: Writing
  readonly name: string
  readonly given: readonly Made[]
  /** What is given, as it is written; undefined: it stands left of `~>`. */
  readonly nodes: readonly (Node | undefined)[]
  readonly at: string
  /** Writes the call as any other. */
  readonly generic: () => string
}

/**
 * A call of a function of JSONata whose arguments are what its usual form takes, if need be after a look at them.
 * Undefined: it has no such form.
 */
export function fastCall({ w, name, given: args, nodes, at, generic: slow }: Call): Made | undefined {
  const second = nodes[1]
  const isMatched = second?.type === 'regex' && second.predicate === undefined && name in matching
  const forms = isMatched ? [matching[name] as Fast] : (table[name] ?? [])
  const fitting = forms.filter((form) => fits(form, args))
  const fast = fitting.find((form) => isSure(form, args)) ?? fitting[0]
  if (fast === undefined) return undefined
  const js = args.map((arg, index) =>
    isMatched && index === 1 ? w.constant(`${arg.js}.matcher`, 'matcher') : arg.js,
  )
  const call = fast.js(w, js, at)
  const first = args[0] as Made
  const tests = args.flatMap((arg, index) => testOf(arg, fast.takes[index] as number) ?? [])
  if (fast.whole === true || (tests.length === 0 && args.every(({ type }) => !may(type, nothing)))) {
    return { js: call, type: fast.gives }
  }
  const others = args.slice(1).filter(({ type }) => may(type, nothing)).length
  if (tests.length === 0 && others === 0) {
    return kept(
      w,
      {
        js: `${first.js} === undefined ? undefined : ${call}`,
        type: fast.gives | nothing,
        same: `$${name}(${js.join(', ')})`,
      },
      name,
    )
  }
  const looks = args.flatMap((arg, index) => testOf(arg, fast.takes[index] as number) ?? there(arg) ?? [])
  return kept(w, { js: `${looks.join(' && ')} ? ${call} : ${slow()}`, type: fast.gives | nothing }, name)
}

const there = ({ js, type }: Made): string | undefined =>
  may(type, nothing) ? `${js} !== undefined` : undefined

/** It may be what it has to be. */
const fits = (form: Fast, args: readonly Made[]): boolean =>
  args.length >= (form.least ?? form.takes.length) &&
  args.length <= form.takes.length &&
  args.every(({ type }, index) => may(type, form.takes[index] as number))

/** It surely is. */
const isSure = (form: Fast, args: readonly Made[]): boolean =>
  args.every((arg, index) => testOf(arg, form.takes[index] as number) === undefined)

/** What has to be asked of an argument before it can be taken; nothing, where that is known or it is nothing. */
function testOf({ js, type }: Made, takes: number): string | undefined {
  if (only(type, takes | nothing)) return undefined
  const kinds = Object.entries(kindNames).flatMap(([bit, kind]) =>
    may(takes, Number(bit)) ? [`typeof ${js} === ${quoted(kind)}`] : [],
  )
  return kinds.length === 1 ? kinds[0] : `(${kinds.join(' || ')})`
}

const kindNames: Readonly<Record<number, string>> = {
  [text]: 'string',
  [number]: 'number',
  [boolean]: 'boolean',
}
