import type { Site } from '../component.ts'
import { feedError } from '../errors/feed-error.ts'
import type { Json } from '../model/json.ts'
import type { Position } from '../model/position.ts'
import type { Rejection } from '../model/row.ts'
import { type Node, nodesOf, startOf } from './ast.ts'
import { examine } from './examine.ts'
import { type Fault, failureOf, isOutOfTime } from './failure.ts'
import { type MappingFacts, mappingFunctions, replaced } from './functions.ts'
import { bindingsOf, finder, type Given, type Lookups } from './given.ts'
import { lookupsOf } from './lookups-of.ts'
import { parseExpression } from './parse.ts'
import { type Places, placesOf } from './places.ts'
import { copy } from './plain.ts'
import type { Problem } from './problem.ts'
import { readsOf } from './reads.ts'

export interface ExpressionSource extends Omit<MappingFacts, 'find'> {
  /** The expression: JSONata, evaluated once per row. */
  readonly text: string
  /** The lookups of the spec; those that a capture fills are empty here. */
  readonly lookups: Lookups
  /** What the expression reads as `$parameters.name`. */
  readonly parameters: Readonly<Record<string, string | number | boolean>>
  /** The names that `$carried` has. */
  readonly carried?: readonly string[]
  /** How long one row may take. */
  readonly milliseconds: number
}

/** An expression that was read and found sound, for the rows of any capture. */
export interface Expression {
  readonly ast: Node
  /** Names that it surely reads at the top of a row. */
  readonly reads: readonly string[]
  /** The lookups that it asks. */
  readonly lookups: readonly string[]
  /** Where it reads a name first. */
  position(name: string): Position | undefined
  /** Evaluates it for the rows of one payload. */
  over(given: Given): (value: Json) => Promise<unknown>
  /** What a fault of it makes of a row. A runaway (MAP_RUNAWAY) is thrown: what it did to one row it would do to all. */
  rejection(thrown: unknown, place: string): Rejection
}

/** Levels of evaluation at one time: a function that calls itself without end stops here, at some 80 MB. */
const levels = 20_000
/** Items of a list that an expression makes. Order-by takes memory that grows with the square of its list. */
const items = { usual: 100_000, ordered: 4_096 }

/**
 * Reads an expression. Every mistake that can be known before the first row is reported to the site, at its own line and
 * column; undefined if there was one. `more` looks for mistakes of its own. What one row gives depends on no other.
 */
export function compileExpression(
  source: ExpressionSource,
  site: Site,
  more: (ast: Node, text: string) => readonly Problem[] = () => [],
): Expression | undefined {
  const { text, parameters, lookups } = source
  const options = { timeout: source.milliseconds, stack: levels, sequence: items.usual }
  const parsed = parseExpression(text, options)
  if ('problem' in parsed) {
    site.report(feedError('MAP_SYNTAX', parsed, { at: site.position([], parsed.offset) }))
    return undefined
  }
  const { expression, ast } = parsed
  const wrong = examine(ast, text, source)
  const problems = [...wrong, ...more(ast, text)]
  if (problems.length > 0) {
    reportInOrder(problems, site)
    return undefined
  }
  if ([...nodesOf(ast)].some((node) => node.type === 'sort')) options.sequence = items.ordered
  const facts = { ...source, find: finder(lookups, undefined) }
  for (const { name, make } of mappingFunctions) expression.registerFunction(name, make(facts))
  for (const { name, run, signature } of replaced) expression.registerFunction(name, run, signature)
  expression.assign('parameters', Object.freeze({ ...parameters }))
  const places = placesOf(ast, text, site)
  return {
    ast,
    reads: readsOf(ast),
    lookups: lookupsOf(ast),
    position(name) {
      const node = [...nodesOf(ast)].find(({ type, value }) => type === 'name' && value === name)
      return site.position([], node && startOf(node, text))
    },
    over(given) {
      const filled = { ...facts, find: finder(lookups, given.lookups) }
      const bound = Object.fromEntries(
        mappingFunctions.flatMap(({ name, asks, make }) => (asks === true ? [[name, make(filled)]] : [])),
      )
      const bindings = { ...bindingsOf(given), ...(given.lookups === undefined ? {} : bound) }
      return (value) => inTime(() => expression.evaluate(copy(value), bindings))
    },
    rejection: (thrown, place) => rejection(thrown, place, places),
  }
}

function reportInOrder(problems: readonly Problem[], site: Site): void {
  for (const { offset, error } of problems.toSorted(
    (one, other) => (one.offset ?? 0) - (other.offset ?? 0),
  )) {
    site.report(error(site.position([], offset)))
  }
}

/**
 * The clock goes on while a machine under load runs something else, so what is not done in time is tried once more: the
 * same rows must give the same lines on every machine. A real runaway fails twice.
 */
async function inTime(evaluate: () => Promise<unknown>): Promise<unknown> {
  try {
    return await evaluate()
  } catch (thrown) {
    if (!isOutOfTime(thrown)) throw thrown
    return evaluate()
  }
}

function rejection(thrown: unknown, place: string, places: Places): Rejection {
  const { code, message } = failureOf(thrown, place)
  const where = places(thrown as Fault)
  return { place, code, message: where === undefined ? message : `${message.slice(0, -1)} (${where}).` }
}
