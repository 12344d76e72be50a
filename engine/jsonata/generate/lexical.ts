import type { Parameter, Resolved, Scope, TupleNames } from './scope.ts'
import { anyValue, type Made, types } from './types.ts'
import { kept, quoted, type Writing } from './writing.ts'

/** What stands outside of the expression: functions of JSONata and what the host binds. */
export interface Globals {
  read(name: string): Made
  resolve(name: string): Resolved
}

interface Local {
  readonly js: string
  readonly binds: number
  /** It has its value wherever it is read from here on. */
  sure: boolean
  /** Without a value of its own, it is that of the frame around. */
  readonly guarded: boolean
  value: Made
}
interface Frame {
  readonly around: Frame | undefined
  readonly locals: ReadonlyMap<string, Local>
  readonly tuple: { readonly js: string; readonly names: TupleNames } | undefined
}
interface Read extends Made {
  /** It is the same from now on. */
  readonly lasting: boolean
}

/** Variables as those of JavaScript: which frame has which is known before anything is evaluated. */
export const lexicalScope = (
  w: Writing,
  globals: Globals,
  root: Made,
  names: ReadonlyMap<string, number>,
): Scope => {
  const rooted: Globals = {
    read: (name) => (name === '$' ? root : globals.read(name)),
    resolve: (name) =>
      name === '$' ? { kind: 'host', js: root.js, isFunction: false } : globals.resolve(name),
  }
  return scopeOf(w, rooted, frameOf(w, rooted, undefined, names))
}

function scopeOf(w: Writing, globals: Globals, frame: Frame): Scope {
  return {
    frame: 'undefined',
    read(name) {
      const { lasting, ...made } = read(w, globals, frame, name)
      return lasting ? made : kept(w, made, name)
    },
    bind(name, value, straight) {
      const local = frame.locals.get(name)
      if (local === undefined) throw new Error(`${name} is bound where nothing said so`)
      w.out.line(`${local.js} = ${value.js}`)
      if (straight && local.binds === 1) {
        local.sure = true
        local.value = { ...value, js: local.js }
      }
    },
    resolve(name) {
      for (let at: Frame | undefined = frame; at !== undefined; at = at.around) {
        if (at.locals.has(name) || at.tuple?.names.has(name) === true) return undefined
      }
      return globals.resolve(name)
    },
    block: (names) => scopeOf(w, globals, frameOf(w, globals, frame, names)),
    lambda(parameters, names) {
      const own = new Map([...names].filter(([name]) => parameters.every((one) => one.name !== name)))
      const declared = frameOf(w, globals, frame, own)
      const locals = new Map([...declared.locals, ...parameters.map((one) => argument(one, names))])
      return scopeOf(w, globals, { ...declared, locals })
    },
    tuple: (js, tupled, names) =>
      scopeOf(
        w,
        globals,
        frameOf(w, globals, { around: frame, locals: new Map(), tuple: { js, names: tupled } }, names),
      ),
  }
}

/** A frame with its variables declared. */
function frameOf(
  w: Writing,
  globals: Globals,
  around: Frame | undefined,
  names: ReadonlyMap<string, number>,
): Frame {
  const locals = new Map<string, Local>()
  for (const [name, binds] of names) {
    const guarded = !only(read(w, globals, around, name))
    const js = w.out.fresh(name)
    w.out.line(guarded ? `let ${js} = ${w.use('unbound')}` : `let ${js}`)
    locals.set(name, { js, binds, sure: false, guarded, value: { js, type: anyValue } })
  }
  return { around, locals, tuple: undefined }
}

const only = (made: Made): boolean => made.type === types.nothing

const argument = ({ name, js, made }: Parameter, names: ReadonlyMap<string, number>): [string, Local] => [
  name,
  { js, binds: names.has(name) ? 2 : 0, sure: true, guarded: false, value: made ?? { js, type: anyValue } },
]

function read(w: Writing, globals: Globals, frame: Frame | undefined, name: string): Read {
  if (frame === undefined) return { ...globals.read(name), lasting: true }
  const local = frame.locals.get(name)
  if (local?.sure === true)
    return { ...local.value, lasting: local.binds <= 1 && local.value.js === local.js }
  if (local?.guarded === false) return { js: local.js, type: anyValue, lasting: false }
  const outer = outside(w, globals, frame, name)
  if (local === undefined) return outer
  const unbound = w.use('unbound')
  return { js: `(${local.js} !== ${unbound} ? ${local.js} : ${outer.js})`, type: anyValue, lasting: false }
}

function outside(w: Writing, globals: Globals, { tuple, around }: Frame, name: string): Read {
  const has = tuple?.names.get(name)
  const outer = read(w, globals, around, name)
  if (tuple === undefined || has === undefined) return outer
  const member = `${tuple.js}[${quoted(name)}]`
  if (has) return { js: member, type: anyValue, lasting: false }
  return {
    js: `(Object.hasOwn(${tuple.js}, ${quoted(name)}) ? ${member} : ${outer.js})`,
    type: anyValue,
    lasting: false,
  }
}
