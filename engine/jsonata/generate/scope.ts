import type { Made } from './types.ts'

/** What a variable surely is, wherever the expression reads it: a function of JSONata, one of the host, or nothing. */
export type Resolved =
  | { readonly kind: 'builtin' }
  | { readonly kind: 'host'; readonly js: string; readonly isFunction: boolean }
  | { readonly kind: 'nothing' }

/** Names of a tuple: whether it surely has each. */
export type TupleNames = ReadonlyMap<string, boolean>

/** The variables that a node sees, as JSONata's frames have them. */
export interface Scope {
  read(name: string): Made
  /** `straight`: it happens once whenever the frame is made, before everything that is written behind it. */
  bind(name: string, value: Made, straight: boolean): void
  resolve(name: string): Resolved | undefined
  /** A frame inside, of a block. `names`: what is bound in it, and in how many places. */
  block(names: ReadonlyMap<string, number>): Scope
  /** A frame inside, of a function. `parameters` are named in JavaScript as told. */
  lambda(parameters: readonly Parameter[], names: ReadonlyMap<string, number>): Scope
  /** A frame inside, of a tuple. */
  tuple(js: string, tupled: TupleNames, names: ReadonlyMap<string, number>): Scope
  /** What `$eval` is to be given; `undefined` where nothing evaluates at run time. */
  readonly frame: string
}
export interface Parameter {
  readonly name: string
  readonly js: string
  /** What is known of it. */
  readonly made?: Made
}
