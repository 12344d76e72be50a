/** Counts what one evaluation does, and throws where it goes beyond its bounds. */
export interface RuntimeBounds {
  /** One round of a loop. */
  step(): void
  /** So many rounds at once. */
  steps(count: number): void
  /** So many items of a list are gone through at once. */
  pass(count: number): void
  /** A sequence is about to have this many items. Throws D2015. */
  list(length: number): void
  /** A text is about to have this many characters. Throws TEXT. */
  text(length: number): void
  /** Evaluation goes this many levels deeper. Throws D1011. */
  enter(levels?: number): void
  leave(levels?: number): void
  /** A function is about to evaluate something this many levels deeper. Throws D1011. */
  reach(levels: number): void
}

/** What a call may know beside its arguments. One object may serve a whole evaluation: nobody keeps it. */
export interface Context {
  /** The context value of the call. */
  readonly input: unknown
  /** Calls a function value; without `input` its context is null, as that of a function given to $map. */
  apply(callee: unknown, args: readonly unknown[], input?: unknown): unknown
  readonly bounds: RuntimeBounds
  /** When this evaluation began, in milliseconds since 1970: $now, $millis, and what a time without a date means. */
  readonly now: () => number
  /** At least 0, less than 1: $random, $shuffle. */
  readonly chance: () => number
  /** Reads an expression at once and evaluates it later, in the scope of the call: $eval. Throws what the parser throws. */
  readonly read?: ((text: string) => (input: unknown) => unknown) | undefined
}

/** A signature such as `<s-nn?:s>`. */
export interface Signature {
  readonly definition: string
  /** The arguments as the function takes them: the context for one left out, lists around single items. Throws T0410, T0411, T0412. */
  validate(args: readonly unknown[], context: unknown): readonly unknown[]
}

/** Synchronous; never changes what it is given. */
export type Run = (this: Context, ...args: never[]) => unknown

/** A function value: a built-in, one bound from outside, or a lambda of generated code. */
export class FunctionValue {
  /** Without `$`. */
  readonly name: string
  readonly signature: Signature | undefined
  /** How many arguments $map and its like give it. */
  readonly arity: number
  /**
   * What partial application binds, by place: how many, and which. Undefined for a lambda, which knows its own. Where the
   * library can not read them from its source text, `unreadable` (as in `prettify = false`).
   */
  readonly parameters: readonly string[] | undefined
  readonly run: Run
  /** Of a regular expression: how it is matched without making objects of its matches. */
  readonly matcher: Matcher | undefined
  /** What runs instead where it is partly applied and given what its signature refuses. */
  readonly unchecked: Run | undefined

  constructor(
    name: string,
    signature: Signature | undefined,
    parameters: readonly string[] | undefined,
    run: Run,
    arity = run.length,
    matcher?: Matcher,
    unchecked?: Run,
  ) {
    this.name = name
    this.signature = signature
    this.arity = arity
    this.parameters = parameters
    this.run = run
    this.matcher = matcher
    this.unchecked = unchecked
  }

  /** A function has no text. */
  toString(): string {
    return ''
  }
}

/** A regular expression as built-ins use it, without the objects that an expression sees. */
export interface Matcher {
  /** What `exec` of JavaScript gives for the first match that begins here or behind. */
  exec(text: string, from: number): Executed | null
  /** The first match that begins here or behind. */
  find(text: string, from: number): Found | undefined
  /** Whether there is one. */
  test(text: string): boolean
  /** A match as an expression sees it: with the function `next`. */
  seen(text: string, found: Found): unknown
  /** The text of the regular expression and where it stands, for D1004. */
  readonly source: string
  readonly position: number | undefined
  /** What $replace made last: rows that follow each other mostly say the same. */
  readonly last: Replaced
}

export interface Replaced {
  text: string | undefined
  replacement: string
  made: string
}

export interface Executed extends ArrayLike<string | undefined> {
  readonly index: number
}

/** One match. `groups` are those of the expression by number, the first at 0. */
export interface Found {
  readonly match: string
  readonly start: number
  readonly end: number
  readonly groups: readonly (string | undefined)[]
}

export const isFunction = (value: unknown): value is FunctionValue | ((...args: never[]) => unknown) =>
  typeof value === 'function' || value instanceof FunctionValue

/** How many arguments a function value takes, as JSONata counts them. */
export const arityOf = (callee: FunctionValue | ((...args: never[]) => unknown)): number =>
  typeof callee === 'function' ? ((callee as { arity?: number }).arity ?? callee.length) : callee.arity
