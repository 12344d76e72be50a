import library from 'jmespath'
import { type Static, Type } from 'typebox'
import { component, type Path, type Site } from '../component.ts'
import { feedError, said } from '../errors/feed-error.ts'
import type { Json, JsonObject } from '../model/json.ts'
import type { Row } from '../model/row.ts'
import { placesIn } from './jmespath/places.ts'
import { problemOf } from './jmespath/problem.ts'
import { rowBatches } from './row-batches.ts'
import type { Selector } from './selector.ts'

const Rows = Type.String({
  minLength: 1,
  description: 'JMESPath that gives the list of rows: races[].candidates[].',
})
const options = Type.Union(
  [
    Rows,
    Type.Object(
      {
        rows: Rows,
        with: Type.Optional(
          Type.Record(Type.String(), Type.String({ minLength: 1, description: 'JMESPath.' }), {
            description: 'Values of the document that every row gets, by name: { updated: ReportingTime }.',
          }),
        ),
      },
      { additionalProperties: false, description: 'The rows, and what they share.' },
    ),
  ],
  { description: 'An expression, or one with what every row gets beside.' },
)

/**
 * Rows of a JSON tree. The place of a row is the path of its node in the document. An expression that leads nowhere is
 * SELECT_NOTHING; a list that is there and empty gives no rows, which the check `rows` judges.
 */
export const jmespath = component({
  type: 'jmespath',
  summary: 'Takes rows out of a tree (JSON) by a JMESPath expression.',
  options,
  create(spec: Static<typeof options>, site): Selector {
    const { rows, with: shared = {} } = typeof spec === 'string' ? { rows: spec } : spec
    check(rows, typeof spec === 'string' ? [] : ['rows'], site)
    for (const [name, expression] of Object.entries(shared)) check(expression, ['with', name], site)
    return {
      takes: ['tree'],
      async *select(document, signal) {
        signal.throwIfAborted()
        if (document.shape !== 'tree') throw new Error(`a ${document.shape} is no tree`)
        const { root } = document
        const found = search(root, rows)
        if (found === null) throw nothing(root, rows)
        if (!Array.isArray(found)) {
          throw feedError('SELECT_NO_LIST', { expression: rows, seen: kindOf(found) }, { place: '$' })
        }
        const values = sharedValues(root, shared)
        const place = placesIn(root)
        yield* rowBatches(found as readonly Json[], (node) => rowOf(node, place(node), values, rows), signal)
      },
    }
  },
})

function check(expression: string, path: Path, site: Site): void {
  const problem = problemOf(expression, (offset) => site.position(path, offset))
  if (problem !== undefined) site.report(problem)
}

function search(root: Json, expression: string): Json {
  try {
    return library.search(root, expression) as Json
  } catch (error) {
    throw feedError(
      'SELECT_FAILED',
      { expression, problem: said(error).replace(/^TypeError: |\.$/g, '') },
      { place: '$', cause: error },
    )
  }
}

function sharedValues(root: Json, shared: Readonly<Record<string, string>>): JsonObject {
  return Object.fromEntries(
    Object.entries(shared).map(([name, expression]) => {
      const value = search(root, expression)
      if (value === null) throw nothing(root, expression)
      return [name, value]
    }),
  )
}

function rowOf(node: Json, place: string, values: JsonObject, expression: string): Row {
  if (Object.keys(values).length === 0) return { value: node, place }
  if (typeof node !== 'object' || node === null || Array.isArray(node)) {
    throw feedError('SELECT_NO_OBJECT', { expression, seen: kindOf(node) }, { place })
  }
  const taken = Object.keys(values).find((name) => Object.hasOwn(node, name))
  if (taken !== undefined) throw feedError('SELECT_NAME_TAKEN', { name: taken, where: 'with' }, { place })
  return { value: { ...(node as JsonObject), ...values }, place }
}

/** Says how far the expression leads, so that the changed name is seen. */
function nothing(root: Json, expression: string): Error {
  const names = typeof root === 'object' && root !== null && !Array.isArray(root) ? Object.keys(root) : []
  const found =
    names.length > 0
      ? `The document has ${names.slice(0, 12).join(', ')}${names.length > 12 ? ', …' : ''}.`
      : `The document is ${kindOf(root)}.`
  return feedError('SELECT_NOTHING', { expression, what: 'The expression', found }, { place: '$' })
}

/** Of a text, in an error: it may be a whole page. */
const longest = 80

function kindOf(value: Json): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'an object'
  const text = JSON.stringify(value)
  return `the ${typeof value} ${text.length > longest ? `${text.slice(0, longest)}…` : text}`
}
