/** A name that is bound from outside. */
export interface Known {
  /** Without `$`. */
  readonly name: string
  /**
   * `function`: surely bound, to a FunctionValue without a signature whose `run` is synchronous, needs nothing but its
   * arguments, and answers data. `data`: bound to data, or not at all. `value`: bound to anything, or not at all.
   */
  readonly kind: 'function' | 'data' | 'value'
}

export interface CompileOptions {
  /** Names bound from outside, which come before functions of JSONata. */
  readonly known: readonly Known[]
  /** `texts`: the input is surely an object, all members of which are texts. */
  readonly row?: 'texts'
  /**
   * `none`: members of the input that are null are none. The code throws `nullsMet` where its input has some that it does not
   * leave out itself, and is to be called again with a copy.
   */
  readonly nulls?: 'none'
  /** Members of what it makes whose objects come again from input to input: they are made once of the same texts. */
  readonly remember?: readonly string[]
  /** It is evaluated by another (`$eval`): its variables are those of a frame, given in place of bindings. */
  readonly inside?: boolean
}

/** Generated code of one expression: deterministic, with a map back. */
export interface Generated {
  /** `(rt) => (bindings) => (input) => value`, as the text of one arrow function. Uses nothing but `rt`. */
  readonly code: string
  /** Names of the runtime that it takes from `rt`, and of functions of JSONata, with `$`. */
  readonly uses: readonly string[]
  /** For each generated line that has one: offset in the expression. Lines count from 1. */
  readonly map: readonly { readonly line: number; readonly offset: number }[]
}

/** What can not be compiled faithfully. */
export interface NotCompiled {
  readonly because: string
  readonly offset: number | undefined
}
