import type jsonata from 'jsonata'
import { heapBytes, heapRoom, liveBytes } from '../flow/live-memory.ts'
import { type Node, nodesOf } from './ast.ts'
import { regexEngine } from './regexes.ts'

/** Levels of evaluation at one time: a function that calls itself without end stops here, at some 80 MB. */
const levels = 20_000
/** Items of a list that an expression makes. Order-by takes memory that grows with the square of its list. */
const items = { usual: 100_000, ordered: 4_096 }
/** Steps of one row. A second of a fast machine is some three million. */
const steps = 20_000_000
/** What one row may hold at one time, beside itself. */
const bytes = 256 * 1_048_576
const between = { steps: 256, items: 16_384 }

/** The bounds of one expression: time, steps, depth, length of lists, memory, and what regular expressions may try. */
export interface Bounds {
  /** For the interpreter, which looks at them between its steps. */
  readonly options: jsonata.JsonataOptions
  /** Before each row. */
  begin(): void
}

/** Bounds for one expression. What goes beyond is thrown as `Fault`: STEPS, MEMORY, or a code of JSONata. */
export function boundsOf(milliseconds: number): Bounds & { readSoFar(ast: Node): void } {
  let longest = items.usual
  let taken = 0
  let listed = 0
  let first: number | undefined
  let mark = 0

  function look(): void {
    const used = heapBytes()
    if (first === undefined) {
      first = used
      mark = used
    }
    const most = Math.min(bytes, heapRoom() / 2 + used - first)
    if (used - mark <= most) return
    mark = liveBytes()
    // As the library throws: a plain object with a code of its own.
    // oxlint-disable-next-line no-throw-literal
    if (mark - first > most) throw { code: 'MEMORY', value: Math.round(most / 1_048_576) }
  }

  const options = {
    RegexEngine: regexEngine,
    timeout: milliseconds,
    /** Asked at every step. */
    get stack(): number {
      taken += 1
      // oxlint-disable-next-line no-throw-literal
      if (taken > 2 * steps) throw { code: 'STEPS', value: steps }
      if (taken % between.steps === 0) look()
      return levels
    },
    /** Asked for every item. */
    get sequence(): number {
      listed += 1
      if (listed % between.items === 0) look()
      return longest
    },
  }
  return {
    options: options as unknown as jsonata.JsonataOptions,
    readSoFar(ast) {
      if ([...nodesOf(ast)].some((node) => node.type === 'sort')) longest = items.ordered
    },
    begin() {
      taken = 0
      listed = 0
      first = undefined
    },
  }
}
