import { type Static, Type } from 'typebox'
import { component, type Path, type Site } from '../component.ts'
import { feedError, said } from '../errors/feed-error.ts'
import { jmespathLibrary } from '../flow/jmespath-library.ts'
import { jmespathProblem } from '../flow/jmespath-problem.ts'
import type { Json, JsonObject } from '../model/json.ts'
import type { ReadPath } from '../model/read-path.ts'
import type { Row } from '../model/row.ts'
import { kindOf, ledTo } from './jmespath/led-to.ts'
import { type Level, type LevelNode, levelsOf } from './jmespath/levels.ts'
import { pathsIn } from './jmespath/paths-in.ts'
import { placesIn } from './jmespath/places.ts'
import { rowBatches } from './row-batches.ts'
import type { Selector } from './selector.ts'

const Rows = Type.String({
  minLength: 1,
  description: 'JMESPath that gives the list of rows: races[].candidates[].',
})
const Members = Type.Object(
  {
    members: Type.String({
      minLength: 1,
      description:
        'JMESPath that gives an object whose members are the nodes, such as counties: of each a row has the key and the value, and the next level starts at the value.',
    }),
  },
  { additionalProperties: false, description: 'The members of an object, whose names say something.' },
)
const options = Type.Union(
  [
    Rows,
    Type.Object(
      {
        rows: Type.Optional(Rows),
        each: Type.Optional(
          Type.Record(Type.String({ minLength: 1 }), Type.Union([Rows, Members]), {
            minProperties: 1,
            description:
              'Instead of rows, levels from the outside in: { race: "races[]", candidate: "candidates[]" }. Each expression starts at a node of the level before; a row has a node of every level, by name, without the list that the next level goes through.',
          }),
        ),
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
    jmespathLibrary.use()
    const { each, rows = '', with: shared = {} } = typeof spec === 'string' ? { rows: spec } : spec
    if ((each === undefined) === (rows === '')) {
      site.report(feedError('SELECT_ROWS_OR_EACH', { both: each !== undefined }, { at: site.position([]) }))
    } else if (each === undefined) check(rows, typeof spec === 'string' ? [] : ['rows'], site)
    const levels = Object.entries(each ?? {}).map(([name, level]) => levelOf(name, level))
    for (const { name, expression, isOfMembers } of levels)
      check(expression, isOfMembers ? ['each', name, 'members'] : ['each', name], site)
    for (const [name, expression] of Object.entries(shared)) check(expression, ['with', name], site)
    const known = {
      columns: [...levels.map(({ name }) => name), ...Object.keys(shared)],
      values: {
        members: Object.fromEntries(
          levels.flatMap(({ name, isOfMembers }) => (isOfMembers ? [[name, ['key', 'value']]] : [])),
        ),
        texts: {},
      },
    }
    return {
      takes: ['tree'],
      paths: () => readBy(each === undefined ? [levelOf('', rows)] : levels, Object.values(shared)),
      ...(each === undefined ? {} : known),
      async *select(document, signal) {
        signal.throwIfAborted()
        if (document.shape !== 'tree') throw new Error(`a ${document.shape} is no tree`)
        const { root } = document
        const place = placesIn(root)
        if (each === undefined) {
          const found = listIn(root, rows, '$')
          const values = sharedValues(root, shared)
          yield* rowBatches(found, (node) => rowOf(node, place(node), values, rows), signal)
          return
        }
        const values = sharedValues(root, shared)
        const nodes = levelsOf(root, levels, place, nodesIn)
        yield* rowBatches(nodes, ({ row, at }) => rowOf(row, at, values, 'each'), signal)
      },
    }
  },
})

/** What the expressions read of a document: each level where the one before leads, what rows share at the top. */
function readBy(levels: readonly Level[], shared: readonly string[]): readonly ReadPath[] {
  const { compile } = jmespathLibrary.use()
  let at: ReadPath | undefined = []
  const read: ReadPath[] = []
  for (const { expression, isOfMembers } of levels) {
    const found = pathsIn(compile(expression), at)
    read.push(...found.read)
    at = isOfMembers ? undefined : found.gives
  }
  return [...read, ...shared.flatMap((one) => pathsIn(compile(one), []).read)]
}

function check(expression: string, path: Path, site: Site): void {
  const problem = jmespathProblem(expression, (offset) => site.position(path, offset))
  if (problem !== undefined) site.report(problem)
}

function search(root: Json, expression: string): Json {
  try {
    return jmespathLibrary.use().search(root, expression) as Json
  } catch (error) {
    throw feedError(
      'SELECT_FAILED',
      { expression, problem: said(error).replace(/^TypeError: |\.$/g, '') },
      { place: '$', cause: error },
    )
  }
}

const levelOf = (name: string, level: string | { readonly members: string }): Level =>
  typeof level === 'string'
    ? { name, expression: level, isOfMembers: false }
    : { name, expression: level.members, isOfMembers: true }

/** The nodes of a level below one of the level before. */
function nodesIn(node: Json, { expression, isOfMembers }: Level, place: string): readonly LevelNode[] {
  if (!isOfMembers) return listIn(node, expression, place).map((value) => ({ value }))
  const found = search(node, expression)
  if (found === null) throw nothing(node, expression, place)
  if (typeof found !== 'object' || Array.isArray(found))
    throw feedError('SELECT_NO_MEMBERS', { expression, seen: kindOf(found) }, { place })
  return Object.entries(found).map(([key, value]) => ({ key, value: value as Json }))
}

function listIn(node: Json, expression: string, place: string): readonly Json[] {
  const found = search(node, expression)
  if (found === null) throw nothing(node, expression, place)
  if (Array.isArray(found)) return found as readonly Json[]
  throw feedError('SELECT_NO_LIST', { expression, seen: kindOf(found) }, { place })
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
const nothing = (root: Json, expression: string, place = '$'): Error =>
  feedError(
    'SELECT_NOTHING',
    { expression, what: 'The expression', found: ledTo(root, expression) },
    { place },
  )
