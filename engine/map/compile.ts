import { setImmediate as turn } from 'node:timers/promises'
import type { Site } from '../component.ts'
import { feedError } from '../errors/feed-error.ts'
import type { CountLine, CountLineValue } from '../model/count-line.ts'
import type { Rejection, Row } from '../model/row.ts'
import type { Node } from './ast.ts'
import { compileExpression, type Expression, type ExpressionSource } from './expression.ts'
import type { Given } from './given.ts'
import { missingParts, wrongConstants } from './line-constants.ts'
import { unknownKeys } from './line-keys.ts'
import { lineMistake } from './line-mistake.ts'
import type { Mapped, Mapping } from './mapping.ts'
import { plain } from './plain.ts'
import type { Problem } from './problem.ts'

export type MappingSource = ExpressionSource

/** Rows between two turns of the event loop: only there can a signal come. */
export const rowsPerTurn = 64

/**
 * Compiles a mapping. Every mistake that can be known before the first row is reported to the site, at its own line and
 * column of the expression; undefined if there was one. What a batch gives depends on no other batch.
 *
 * Bounded: time per row (looked at between the steps of an expression), depth of calls, length of lists and of texts, and
 * what a regular expression may try.
 */
export function compileMapping(source: MappingSource, site: Site): Mapping | undefined {
  const expression = compileExpression(source, site, linesWrong, missingParts)
  if (expression === undefined) return undefined
  return {
    reads: expression.reads,
    inner: expression.inner,
    lookups: expression.lookups,
    bareField: expression.bareField,
    position: (name) => expression.position(name),
    map: (rows, signal, given = {}) => mapRows(rows, signal, expression, given),
  }
}

const linesWrong = (ast: Node, text: string): readonly Problem[] => [
  ...unknownKeys(ast, text),
  ...wrongConstants(ast, text),
]

async function mapRows(
  rows: readonly Row[],
  signal: AbortSignal,
  expression: Expression,
  given: Given,
): Promise<Mapped> {
  const evaluate = expression.over(given)
  const lines: CountLine[] = []
  const rejected: Rejection[] = []
  for (const [index, { value, place }] of rows.entries()) {
    if (index % rowsPerTurn === 0) await turn()
    signal.throwIfAborted()
    try {
      // oxlint-disable-next-line no-await-in-loop
      const made = linesOf(plain(await evaluate(value)))
      for (const line of made) lines.push({ value: line, place })
    } catch (thrown) {
      rejected.push(expression.rejection(thrown, place))
    }
  }
  return { lines, rejected }
}

/** All lines of a row, lists in lists as well, or none: half a row would be a wrong figure that looks right. */
function linesOf(made: unknown): readonly CountLineValue[] {
  if (made === undefined) return []
  const all: readonly unknown[] = Array.isArray(made) ? made.flat(Number.POSITIVE_INFINITY) : [made]
  for (const [index, line] of all.entries()) {
    const mistake = lineMistake(line)
    if (mistake === undefined) continue
    const which = all.length === 1 ? '' : `line ${index + 1} of ${all.length}: `
    throw feedError('MAP_LINE_INVALID', { problem: `${which}${mistake}` })
  }
  return all as readonly CountLineValue[]
}
