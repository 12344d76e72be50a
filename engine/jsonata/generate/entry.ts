import type { CompileOptions, Generated, Known, NotCompiled } from '../generated.ts'
import { type Node, nodesOf } from '../tree.ts'
import { bindsIn } from './binds.ts'
import { dynamicScope } from './dynamic.ts'
import { contextOf } from './items.ts'
import { knownReads } from './known-reads.ts'
import { type Globals, lexicalScope } from './lexical.ts'
import { tellsOneFromTwo } from './remembered.ts'
import type { Resolved } from './scope.ts'
import { anyData, anyValue, type Made, nothing, types } from './types.ts'
import { bare, value } from './value.ts'
import { createWriter, type Writer } from './writer.ts'
import { quoted, type Writing } from './writing.ts'

export interface Entry {
  readonly known: ReadonlyMap<string, Known>
  readonly builtins: ReadonlySet<string>
  readonly row: CompileOptions['row']
  readonly inside: boolean
  readonly nulls: CompileOptions['nulls']
  readonly remember: readonly string[]
}

/** The text of the arrow function of one expression. */
export function written(ast: Node, entry: Entry): Generated | NotCompiled {
  const nodes = [...nodesOf(ast)]
  const out = createWriter()
  const uses = new Set<string>(['bounds'])
  const constants = new Map<string, string>()
  const bound = new Map<string, string>()
  const memories: string[] = []
  const growing = nodes.some(({ type }) => type === 'lambda')
  const dynamic = entry.inside || nodes.some((node) => node.type === 'variable' && node.value === 'eval')
  const w: Writing = {
    out,
    settings: {
      growing,
      row: entry.row === 'texts' ? types.text : undefined,
      remember: dynamic || tellsOneFromTwo(nodes) ? [] : entry.remember,
    },
    use(name) {
      uses.add(name)
      return name
    },
    constant(js, hint) {
      const known = constants.get(js)
      if (known !== undefined) return known
      const name = out.fresh(hint)
      constants.set(js, name)
      return name
    },
    memory(hint) {
      const name = out.fresh(hint)
      memories.push(`${name} = new ${w.use('Remembered')}()`)
      return name
    },
    value: (node, place) => value(w, node, place),
    bare: (node, place) => bare(w, node, place),
  }
  const globals = globalsOf(w, entry, bound, uses)
  const told = entry.nulls === 'none' && entry.row !== 'texts'
  const raw = told && !dynamic && knownReads(ast, entry.builtins, hostedBy(entry))
  const body = (name: string, root: Made, context: Made): void =>
    out.block(`const ${name} = (input) =>`, () => {
      if (context.js === 'context' && entry.inside) out.line('const context = input')
      else if (context.js === 'context') out.line(`const context = ${w.use('entry')}(input)`)
      if (told && !raw) out.line(`${w.use('entire')}(input)`)
      const scope = dynamic
        ? dynamicScope(w, frame(w, entry))
        : lexicalScope(w, globals, root, bindsIn([ast]))
      const made = w.value(ast, contextOf(w, context, { scope, depth: 1, straight: true }))
      out.line(`return ${made.js}`)
    })
  if (entry.row === 'texts') {
    const row: Made = { js: 'input', type: types.object, members: types.text, data: true }
    body('ofRow', row, row)
    out.line('return ofRow')
  } else if (dynamic) {
    const any = { type: anyValue, ...(entry.inside ? {} : { data: true }) }
    body('ofAny', { js: 'input', ...any }, { js: 'context', ...any })
    out.line('return ofAny')
  } else {
    // Nearly every input is an object, and of what it is no more is to be asked then.
    const origin: Pick<Made, 'data' | 'raw'> = { data: true, ...(raw ? { raw } : {}) }
    const object: Made = { js: 'input', type: types.object, ...origin }
    const any = { type: anyData | types.nothing | types.sequence, ...origin }
    body('ofObject', object, object)
    body('ofAny', { js: 'input', ...any }, { js: 'context', ...any })
    out.line(`return (input) => (${w.use('isObject')}(input) ? ofObject(input) : ofAny(input))`)
  }
  return assembled(out, uses, constants, [...bound.values(), ...memories])
}

function globalsOf(
  w: Writing,
  { known, builtins }: Entry,
  bound: Map<string, string>,
  uses: Set<string>,
): Globals {
  const builtin = (name: string): string => {
    uses.add(`$${name}`)
    return w.constant(`${w.use('builtin')}(${quoted(name)})`, name)
  }
  const hosted = (name: string): string => {
    const other = builtins.has(name) ? builtin(name) : 'undefined'
    const js = bound.get(name)?.split(' = ')[0] ?? w.out.fresh(name)
    bound.set(name, `${js} = Object.hasOwn(bindings, ${quoted(name)}) ? bindings[${quoted(name)}] : ${other}`)
    return js
  }
  return {
    read(name) {
      const host = known.get(name)
      if (host?.kind === 'function') return { js: hosted(name), type: types.callable }
      if (host?.kind === 'data') return { js: hosted(name), type: anyData | types.nothing, data: true }
      if (host !== undefined) return { js: hosted(name), type: anyValue }
      return builtins.has(name) ? { js: builtin(name), type: types.callable } : nothing
    },
    resolve(name): Resolved {
      const host = known.get(name)
      if (host !== undefined) return { kind: 'host', js: hosted(name), isFunction: host.kind === 'function' }
      return { kind: builtins.has(name) ? 'builtin' : 'nothing' }
    },
  }
}

const hostedBy = ({ known }: Entry): ReadonlySet<string> =>
  new Set([...known.values()].filter(({ kind }) => kind === 'function').map(({ name }) => name))

/** The frame around everything, of an expression that evaluates others; they may read what this one never names. */
function frame(w: Writing, { known, inside }: Entry): string {
  if (inside) return 'bindings'
  const name = w.out.fresh('frame')
  const names = [...known.keys()].map(quoted).join(', ')
  w.out.line(`const ${name} = ${w.use('rootFrame')}(bindings, [${names}], input)`)
  return name
}

function assembled(
  out: Writer,
  uses: ReadonlySet<string>,
  constants: ReadonlyMap<string, string>,
  bound: readonly string[],
): Generated {
  const taken = [...uses].filter((name) => !name.startsWith('$'))
  const head = [
    '(rt) => {',
    `const { ${taken.join(', ')} } = rt`,
    ...[...constants].map(([js, name]) => `const ${name} = ${js}`),
    'return (bindings) => {',
    ...bound.map((js) => `const ${js}`),
  ]
  const lines = out.lines()
  const map = lines.flatMap(({ offset }, index) =>
    offset === undefined ? [] : [{ line: head.length + index + 1, offset }],
  )
  const code = [...head, ...lines.map(({ js }) => js), '}', '}'].join('\n')
  return { code, uses: [...uses].toSorted(), map }
}
