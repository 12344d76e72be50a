import type { Site } from '../component.ts'
import { type FeedError, feedError } from '../errors/feed-error.ts'
import type { Factory, Generated, NotCompiled } from '../jsonata/compile.ts'
import { instantiate } from '../jsonata/instantiate.ts'
import { builtins } from '../jsonata/runtime/builtins.ts'
import { type Node, nodesOf } from '../jsonata/tree.ts'
import type { Position } from '../model/position.ts'
import type { ReadPaths } from '../model/read-path.ts'
import { boundTexts } from './bounded-texts.ts'
import { boundsOf } from './bounds.ts'
import { codeOf } from './compile-code.ts'
import { compiledOver } from './compiled-expression.ts'
import { type Evaluation, rejectionBy, type Written } from './evaluation.ts'
import { examine } from './examine.ts'
import { isOutOfTime } from './failure.ts'
import { type MappingFacts, mappingFunctions, replaced } from './functions.ts'
import { bindingsOf, finder, type Lookups } from './given.ts'
import { type InnerReads, innerReadsOf } from './inner-reads.ts'
import { bareField } from './line-constants.ts'
import { lookupsOf, lookupsOfNames } from './lookups-of.ts'
import { startOf } from './node-start.ts'
import { notesOn } from './notes.ts'
import { parseExpression } from './parse.ts'
import { pathsRead } from './paths-read.ts'
import { marksOf } from './places.ts'
import { copy } from './plain.ts'
import type { Problem } from './problem.ts'
import { readsOf } from './reads.ts'
import { wrongRegexes } from './regexes.ts'

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
export interface Expression extends Evaluation {
  readonly written: Written
  /** Its code; else why it has none and is interpreted. */
  readonly code: Generated | NotCompiled
  /** What costs much time in it. */
  readonly notes: readonly FeedError[]
  /** The field with which it answers as it is, where it does nothing else. */
  readonly bareField: string | undefined
  /** Names that it surely reads at the top of a row. */
  readonly reads: readonly string[]
  /** What it reads below a row, unless it says that it may be missing. */
  readonly paths: readonly ReadPaths[]
  /** The lookups that it asks. */
  readonly lookups: readonly string[]
  /** What it asks of the columns that it reads. */
  readonly inner: InnerReads
  /** Where it reads a name first. */
  position(name: string): Position | undefined
}

/** Looks for mistakes in what was written. */
type Look = (ast: Node, text: string) => readonly Problem[]

/**
 * Reads an expression. Every mistake that can be known before the first row is reported to the site, at its own line and
 * column; undefined if there was one. `more` look for mistakes of their own, each only where none was found before. What
 * one row gives depends on no other.
 */
export function compileExpression(
  source: ExpressionSource,
  site: Site,
  ...more: readonly Look[]
): Expression | undefined {
  const { text, parameters, lookups } = source
  const bounds = boundsOf(source.milliseconds)
  const parsed = parseExpression(text, bounds.options)
  if ('problem' in parsed) {
    site.report(feedError('MAP_SYNTAX', parsed, { at: site.position([], parsed.offset) }))
    return undefined
  }
  const { expression, ast } = parsed
  for (const looks of [
    [(node: Node) => examine(node, text, source), wrongRegexes, ...more.slice(0, 1)],
    more.slice(1),
  ]) {
    const problems = looks.flatMap((look) => look(ast, text))
    if (problems.length === 0) continue
    reportInOrder(problems, site)
    return undefined
  }
  bounds.readSoFar(ast)
  const code = codeOf(ast, text)
  const facts = { ...source, find: finder(lookups, undefined) }
  for (const { name, make } of mappingFunctions) expression.registerFunction(name, make(facts))
  for (const { name, run, signature } of replaced) expression.registerFunction(name, run, signature)
  expression.assign('parameters', Object.freeze({ ...parameters }))
  const marks = marksOf(ast, text, site)
  const starts = new Map(
    [...nodesOf(ast)]
      .toReversed()
      .flatMap((node) => (node.type === 'name' ? [[node.value, startOf(node, text)]] : [])),
  )
  const reads = readsOf(ast)
  const known = {
    written: { text, reads, marks },
    code,
    notes: notesOn(ast, text, code, (offset) => site.position([], offset)),
    reads,
    paths: pathsRead(ast),
    inner: innerReadsOf(ast, text, (offset) => site.position([], offset)),
    lookups: [...lookupsOf(ast), ...lookupsOfNames(ast, source.names)],
    bareField: bareField(ast),
  }
  const rest = {
    position: (name: string) => site.position([], starts.get(name)),
    rejection: rejectionBy(marks),
  }
  if ('code' in code) {
    const factory = (runtime: Parameters<Factory>[0]) => instantiate(code, runtime)
    return { ...known, ...rest, over: compiledOver(factory, source, builtins) }
  }
  // From here on the tree is not what was written.
  boundTexts(expression, ast)
  return {
    ...known,
    ...rest,
    over(given) {
      const filled = { ...facts, find: finder(lookups, given.lookups) }
      const bound = Object.fromEntries(
        mappingFunctions.flatMap(({ name, asks, make }) => (asks === true ? [[name, make(filled)]] : [])),
      )
      const bindings = { ...bindingsOf(given), ...(given.lookups === undefined ? {} : bound) }
      return (value) =>
        inTime(() => {
          bounds.begin()
          return expression.evaluate(copy(value), bindings)
        })
    },
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
