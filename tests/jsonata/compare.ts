import type jsonata from 'jsonata'
import type { Json } from '../../engine/model/json.ts'
import { constructsOf } from './coverage.ts'
import { crashAllowed } from './crashes.ts'
import { type Deviation, deviations } from './deviations.ts'
import type { Pair } from './grammar.ts'
import { readByLibrary } from './library.ts'
import { byMended, type Change, mendedLibrary } from './mended-library.ts'
import { type Fault, faultOutcome, inWords, type Outcome, sameOutcome, valueOutcome } from './outcome.ts'

/** What is compared with the library. */
export type Evaluator = (expression: string, ast: jsonata.ExprNode) => Evaluation | NotCompiled
export type Evaluation = (data: unknown, bindings: Bindings) => Outcome
export interface NotCompiled {
  readonly because: string
}
export type Bindings = Readonly<Record<string, unknown>>

export type Compared =
  | { readonly kind: 'same'; readonly outcome: Outcome; readonly ast: jsonata.ExprNode }
  /** By one of the deviations, or several. */
  | { readonly kind: 'explained'; readonly by: string }
  | { readonly kind: 'different'; readonly library: string; readonly ours: string }
  /** Not compiled. */
  | { readonly kind: 'left'; readonly because: string }
  /** Both came to their bounds, or no expression was written. */
  | { readonly kind: 'bounded' }
  | { readonly kind: 'unreadable' }

const bounds = { timeout: 1_000, stack: 500 }
/** For what does not fit into those: nearly as much as ours has. */
const wide = { timeout: 5_000, stack: 4_000 }

/** Evaluates a pair by the library and by ours, each with a copy of the data. Ours is frozen: who writes into it crashes. */
export async function compare(
  { expression, data }: Pair,
  ours: Evaluator,
  bindings: () => Bindings = () => ({}),
): Promise<Compared> {
  // What the library reads while it evaluates, nobody mends: a regular expression left of ?? would match without end.
  if (/\$eval\b.*\/.*\?[?:]/s.test(expression)) return { kind: 'bounded' }
  const prepared = prepare(expression, ours)
  if (prepared === undefined) return { kind: 'unreadable' }
  const { read, ast, evaluate } = prepared
  if (typeof evaluate !== 'function') return { kind: 'left', because: evaluate.because }
  let library = await outcomeOf(read, copied(data), bindings())
  if (isBound(library)) {
    const again = readByLibrary(expression, wide) as jsonata.Expression
    library = await outcomeOf(again, copied(data), bindings())
  }
  const given = frozen(copied(data))
  const bound = frozen(bindings()) as Bindings
  const outcome = evaluate(given, bound)
  if (isBound(library) && isBound(outcome)) return { kind: 'bounded' }
  if (sameOutcome(library, outcome)) return { kind: 'same', outcome, ast }
  // What never ends: the library starts members at the same time, and may meet the error of another one first.
  if (isBound(outcome) && isBound(inOrder(expression, data, bindings()))) return { kind: 'bounded' }
  const by = writes(outcome)
    ? undefined
    : (explanation(expression, data, bindings, outcome, ast, library) ?? crashAllowed(library, outcome, ast))
  if (by !== undefined) return { kind: 'explained', by }
  return { kind: 'different', library: inWords(library), ours: inWords(outcome) }
}

/** What the library says that evaluates members one after another. */
const inOrder = (expression: string, data: Json, bound: Bindings): Outcome =>
  byMended(mendedLibrary([]), expression, copied(data), bound, bounds)

/** It wrote into what is frozen. Into a text nothing can be written anyway: the library tries as well. */
const writes = (ours: Outcome): boolean =>
  ours.kind === 'fault' &&
  /read only property .* of object|not extensible|Cannot delete/.test(ours.crash ?? '')

interface Prepared {
  readonly expression: string
  readonly ours: Evaluator
  readonly read: jsonata.Expression
  readonly ast: jsonata.ExprNode
  readonly evaluate: ReturnType<Evaluator>
}
/** Many pairs in a row have the same expression. */
let last: Prepared | undefined

/** Undefined: no expression. */
function prepare(expression: string, ours: Evaluator): Prepared | undefined {
  if (last?.expression === expression && last.ours === ours) return last
  const read = readByLibrary(expression, bounds)
  if (read === undefined) return undefined
  const ast = read.ast()
  last = { expression, ours, read, ast, evaluate: ours(expression, ast) }
  return last
}

async function outcomeOf(read: jsonata.Expression, data: unknown, bindings: Bindings): Promise<Outcome> {
  try {
    return valueOutcome(await read.evaluate(data, bindings))
  } catch (thrown) {
    return faultOutcome(thrown)
  }
}

const bound = new Set(['D1011', 'D1012', 'STEPS'])
const isBound = (outcome: Outcome): outcome is Fault =>
  outcome.kind === 'fault' &&
  (bound.has(outcome.code ?? '') ||
    /Stack overflow|Maximum call stack|D1011|STEPS/.test(outcome.details) ||
    outcome.crash === 'RangeError: Maximum call stack size exceeded')

/** The deviations without which the library would give the same, if there are any. */
export function explanation(
  expression: string,
  data: Json,
  bindings: () => Bindings,
  ours: Outcome,
  ast?: jsonata.ExprNode,
  library?: Outcome,
): string | undefined {
  const by = (changes: readonly Change[]): Outcome =>
    byMended(mendedLibrary(changes), expression, copied(data), bindings(), bounds)
  const one = deviations.find(({ changes }) => sameOutcome(by(changes), ours))
  if (one !== undefined && (ast === undefined || isAbout(one, ast))) return one.name
  // The first changes nothing and is enough: it only has not noted on functions what the library has, elsewhere.
  if (one !== undefined) return library && inOtherPlaces(library, ours) ? noted : undefined
  const all = by(deviations.flatMap(({ changes }) => changes))
  if (!sameOutcome(all, ours)) return ast && crashAllowed(all, ours, ast)
  // Those without which it is not the same.
  const needed = deviations.reduce<readonly Deviation[]>((left, doubted) => {
    const others = left.filter((other) => other !== doubted)
    return sameOutcome(by(others.flatMap(({ changes }) => changes)), ours) ? others : left
  }, deviations)
  return needed.map(({ name }) => name).join(' + ')
}

const noted = 'position of another call'
const inOtherPlaces = (one: Outcome, other: Outcome): boolean =>
  one.kind === 'fault' &&
  other.kind === 'fault' &&
  one.code !== undefined &&
  one.code === other.code &&
  one.details === other.details

const isAbout = ({ where }: Deviation, ast: jsonata.ExprNode): boolean =>
  where === undefined || where.some((construct) => constructsOf(ast).has(construct))

/** A copy of plain data: `__proto__` is a member like any other. */
function copied(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(copied)
  const entries = Object.entries(value).map(([key, member]) => [key, copied(member as Json)])
  return Object.fromEntries(entries) as Json
}

/** Frozen to the ground, as far as it is data. */
function frozen(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  for (const member of Object.values(value)) frozen(member)
  return Object.freeze(value)
}
