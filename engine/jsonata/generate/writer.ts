/** Lines of generated code, each with the offset in the expression that it was made for. */
export interface Writer {
  line(js: string): void
  /** `head {` … `}` around what is written meanwhile; undefined where nothing was. */
  block(head: string, inside: () => void): void
  /** What is written meanwhile, and what is done where it throws; only the former, where it calls nothing. */
  attempt(inside: () => void, handler: string): void
  /** A line that is written only if it turns out to be needed: call what it gives. */
  reserve(js: string): () => void
  /** A place right here that can still be written to from further down, and from blocks inside. */
  spot(): Spot
  /** The name of what was found out before, here or around. */
  known(what: string): string | undefined
  know(what: string, name: string, used?: () => void): void
  /** A name that stands nowhere else. */
  fresh(hint?: string): string
  /** What is written from here on is made for this part of the expression. */
  at(offset: number | undefined): number | undefined
  lines(): readonly { readonly js: string; readonly offset: number | undefined }[]
}

/** Writes what is written meanwhile to a place further up; gives what that gives. */
export type Spot = <Given>(write: () => Given) => Given

interface Line {
  readonly js: string
  readonly depth: number
  readonly offset: number | undefined
  needed: boolean
  /** What was written to this place later on. */
  readonly later?: Line[]
}

export function createWriter(): Writer {
  let written: Line[] = []
  let depth = 1
  let offset: number | undefined
  let names = 0
  let found: Map<string, { readonly name: string; readonly used: (() => void) | undefined }>[] = [new Map()]
  const inner = (inside: () => void): void => {
    const around = found
    found = [...around, new Map()]
    depth += 1
    inside()
    depth -= 1
    found = around
  }
  const add = (js: string, needed: boolean): Line => {
    const made = { js, depth, offset, needed }
    written.push(made)
    return made
  }
  return {
    line(js) {
      add(js, true)
    },
    block(head, inside) {
      add(`${head} {`, true)
      inner(inside)
      add('}', true)
    },
    attempt(inside, handler) {
      const first = add('try {', false)
      const from = written.length
      inner(inside)
      const last = add(`} catch (thrown) { ${handler} }`, false)
      const calls = spread(written.slice(from)).some(({ js, needed }) => needed && /[\w$]\(/.test(js))
      first.needed = calls
      last.needed = calls
    },
    reserve(js) {
      const made = add(js, false)
      return () => {
        made.needed = true
      }
    },
    spot() {
      const later: Line[] = []
      written.push({ js: '', depth, offset, needed: false, later })
      // What is found out further down is not known up here.
      const there = { written: later, depth, found: [...found.map((known) => new Map(known)), new Map()] }
      return (write) => {
        const here = { written, depth, found }
        ;({ written, depth, found } = there)
        const given = write()
        ;({ written, depth, found } = here)
        return given
      }
    },
    known(what) {
      const one = found.findLast((known) => known.has(what))?.get(what)
      one?.used?.()
      return one?.name
    },
    know(what, name, used) {
      found.at(-1)?.set(what, { name, used })
    },
    fresh(hint = 't') {
      names += 1
      return `${identifier(hint)}_${names}`
    },
    at(next) {
      const before = offset
      offset = next
      return before
    },
    lines: () =>
      spread(written).flatMap((line) =>
        line.needed ? [{ js: `${'  '.repeat(line.depth)}${line.js}`, offset: line.offset }] : [],
      ),
  }
}

const spread = (lines: readonly Line[]): readonly Line[] =>
  lines.flatMap((line) => (line.later === undefined ? [line] : spread(line.later)))

const identifier = (hint: string): string => {
  const letters = hint.replace(/[^A-Za-z0-9]+/g, '_').slice(0, 24)
  return /^[A-Za-z]/.test(letters) ? letters : `t${letters}`
}
