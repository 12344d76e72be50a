/** The variables that are known at some place of an expression. */
export interface Scope {
  knows(name: string): boolean
  /** By `:=`: holds to the end of the block. */
  bind(name: string): void
  /** By a step of a path (`@$v`, `#$i`): holds for the rest of the path. */
  note(name: string): void
  /** Names in reach, for suggestions. */
  all(): readonly string[]
  /** A block, or a function with its parameters: what is bound inside stays inside. */
  inner(names?: readonly string[]): Scope
  /** A path. */
  along(): Scope
  /** The body of a function: it runs later, and may use what is bound after it. */
  later(check: () => void): void
  /** Runs what was put off. */
  close(): void
}

/** Knows `names`, and all that `outer` knows. With `block`, what is bound by := holds in that one. */
export function scope(outer?: Scope, names: readonly string[] = [], block?: Scope): Scope {
  const known = new Set(names)
  const waiting: (() => void)[] = []
  const mine: Scope = {
    knows: (name) => known.has(name) || outer?.knows(name) === true,
    bind: (name) => (block === undefined ? known.add(name) : block.bind(name)),
    note: (name) => known.add(name),
    all: () => [...known, ...(outer?.all() ?? [])],
    inner: (inside) => scope(mine, inside),
    along: () => scope(mine, [], mine),
    later: (check) => (block === undefined ? waiting.push(check) : block.later(check)),
    close: () => {
      for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) check()
    },
  }
  return mine
}
