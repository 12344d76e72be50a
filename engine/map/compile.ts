import { setImmediate as turn } from 'node:timers/promises'
import type jsonata from 'jsonata'
import type { Site } from '../component.ts'
import { feedError } from '../errors/feed-error.ts'
import type { CountLine, CountLineValue } from '../model/count-line.ts'
import type { Rejection, Row } from '../model/row.ts'
import { nodesOf, startOf } from './ast.ts'
import { examine } from './examine.ts'
import { type Fault, failureOf, isOutOfTime } from './failure.ts'
import { type MappingFacts, mappingFunctions, replaced } from './functions.ts'
import { bareField, missingParts, wrongConstants } from './line-constants.ts'
import { unknownKeys } from './line-keys.ts'
import { lineMistake } from './line-mistake.ts'
import { lookupsOf } from './lookups-of.ts'
import type { Mapped, Mapping } from './mapping.ts'
import { parseExpression } from './parse.ts'
import { type Places, placesOf } from './places.ts'
import { copy, plain } from './plain.ts'
import type { Problem } from './problem.ts'
import { readsOf } from './reads.ts'

export interface MappingSource extends MappingFacts {
  /** The expression: JSONata, evaluated once per row. */
  readonly text: string
  /** What the expression reads as `$parameters.name`. */
  readonly parameters: Readonly<Record<string, string | number | boolean>>
  /** How long one row may take. */
  readonly milliseconds: number
}

/** Levels of evaluation at one time: a function that calls itself without end stops here, at some 80 MB. */
const levels = 20_000
/** Items of a list that an expression makes. Order-by takes memory that grows with the square of its list. */
const items = { usual: 100_000, ordered: 4_096 }
/** Rows between two turns of the event loop: only there can a signal come. */
const rowsPerTurn = 64

/**
 * Compiles a mapping. Every mistake that can be known before the first row is reported to the site, at its own line and
 * column of the expression; undefined if there was one. What a batch gives depends on no other batch.
 *
 * Bounded: time per row (looked at between the steps of an expression), depth of calls, length of lists. Not bounded: one
 * regular expression that backtracks without end, and memory that a single function takes ($pad, $join).
 */
export function compileMapping(source: MappingSource, site: Site): Mapping | undefined {
  const { text, parameters } = source
  const options = { timeout: source.milliseconds, stack: levels, sequence: items.usual }
  const parsed = parseExpression(text, options)
  if ('problem' in parsed) {
    site.report(feedError('MAP_SYNTAX', parsed, { at: site.position([], parsed.offset) }))
    return undefined
  }
  const { expression, ast } = parsed
  const wrong = [...examine(ast, text, source), ...unknownKeys(ast, text), ...wrongConstants(ast, text)]
  // A key that is misspelt lacks nothing else.
  const problems = wrong.length > 0 ? wrong : missingParts(ast, text)
  if (problems.length > 0) {
    reportInOrder(problems, site)
    return undefined
  }
  if ([...nodesOf(ast)].some((node) => node.type === 'sort')) options.sequence = items.ordered
  for (const { name, make } of mappingFunctions) expression.registerFunction(name, make(source))
  for (const { name, run, signature } of replaced) expression.registerFunction(name, run, signature)
  expression.assign('parameters', Object.freeze({ ...parameters }))
  const places = placesOf(ast, text, site)
  return {
    reads: readsOf(ast),
    lookups: lookupsOf(ast),
    bareField: bareField(ast),
    position(name) {
      const node = [...nodesOf(ast)].find(({ type, value }) => type === 'name' && value === name)
      return site.position([], node && startOf(node, text))
    },
    map: (rows, signal) => mapRows(rows, signal, expression, places),
  }
}

function reportInOrder(problems: readonly Problem[], site: Site): void {
  for (const { offset, error } of problems.toSorted(
    (one, other) => (one.offset ?? 0) - (other.offset ?? 0),
  )) {
    site.report(error(site.position([], offset)))
  }
}

async function mapRows(
  rows: readonly Row[],
  signal: AbortSignal,
  expression: jsonata.Expression,
  places: Places,
): Promise<Mapped> {
  const lines: CountLine[] = []
  const rejected: Rejection[] = []
  for (const [index, { value, place }] of rows.entries()) {
    if (index % rowsPerTurn === 0) await turn()
    signal.throwIfAborted()
    try {
      // oxlint-disable-next-line no-await-in-loop
      const made = linesOf(plain(await evaluated(expression, value)))
      for (const line of made) lines.push({ value: line, place })
    } catch (thrown) {
      rejected.push(rejection(thrown, place, places))
    }
  }
  return { lines, rejected }
}

/**
 * The clock goes on while a machine under load runs something else, so what is not done in time is tried once more: the
 * same rows must give the same lines on every machine. A real runaway fails twice.
 */
async function evaluated(expression: jsonata.Expression, value: Row['value']): Promise<unknown> {
  try {
    return await expression.evaluate(copy(value))
  } catch (thrown) {
    if (!isOutOfTime(thrown)) throw thrown
    return expression.evaluate(copy(value))
  }
}

/** All lines of a row or none: half a row would be a wrong figure that looks right. */
function linesOf(made: unknown): readonly CountLineValue[] {
  if (made === undefined) return []
  const all: readonly unknown[] = Array.isArray(made) ? made : [made]
  for (const [index, line] of all.entries()) {
    const mistake = lineMistake(line)
    if (mistake === undefined) continue
    const which = all.length === 1 ? '' : `line ${index + 1} of ${all.length}: `
    throw feedError('MAP_LINE_INVALID', { problem: `${which}${mistake}` })
  }
  return all as readonly CountLineValue[]
}

/** A runaway is thrown: what it did to one row it would do to all. */
function rejection(thrown: unknown, place: string, places: Places): Rejection {
  const { code, message } = failureOf(thrown, place)
  const where = places(thrown as Fault)
  return { place, code, message: where === undefined ? message : `${message.slice(0, -1)} (${where}).` }
}
