import type { Site } from '../component.ts'
import type { Node } from '../jsonata/tree.ts'
import { compileExpression, type ExpressionSource } from './expression.ts'
import { missingParts, wrongConstants } from './line-constants.ts'
import { unknownKeys } from './line-keys.ts'
import { mapRows } from './map-rows.ts'
import type { Mapping } from './mapping.ts'
import type { Problem } from './problem.ts'

export type MappingSource = ExpressionSource

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
    written: expression.written,
    notes: expression.notes,
    reads: expression.reads,
    paths: expression.paths,
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
