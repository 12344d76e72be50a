import { performance } from 'node:perf_hooks'
import type jsonata from 'jsonata'
import { boundsOf as boundsOfRuntime, type CountingBounds } from '../jsonata/runtime/bounds.ts'
import { type Node, nodesOf } from '../jsonata/tree.ts'
import { memoryLook } from './memory.ts'
import { regexEngine } from './regexes.ts'

/**
 * Levels of evaluation at one time, some 1,600 calls of a function by itself: what the stack of compiled code surely holds,
 * so that it, too, stops here and not where the machine happens to.
 */
const levels = 5_000
/** Items of a list that an expression makes. In the interpreter order-by takes memory that grows with the square of its list. */
const items = { usual: 100_000, ordered: 4_096 }
/** Steps of one row. A second of a fast machine is some three million of the interpreter. */
const steps = 20_000_000
/** Characters of one text that an expression makes. */
export const characters = 10_000_000
/** Looks take microseconds, and no memory is filled within a millisecond. */
const between = { steps: 256, items: 16_384, looks: 1 }

/** The bounds of one expression: time, steps, depth, length of lists, memory, and what regular expressions may try. */
export interface Bounds {
  /** For the interpreter, which looks at them between its steps. */
  readonly options: jsonata.JsonataOptions
  /** Before each row. */
  begin(): void
}

/** Bounds for one expression. What goes beyond is thrown as `Fault`: STEPS, MEMORY, or a code of JSONata. */
export function boundsOf(milliseconds: number): Bounds & { readSoFar(ast: Node): void } {
  const memory = memoryLook()
  let longest = items.usual
  let taken = 0
  let listed = 0

  const options = {
    RegexEngine: regexEngine,
    timeout: milliseconds,
    /** Asked at every step. */
    get stack(): number {
      taken += 1
      // oxlint-disable-next-line no-throw-literal
      if (taken > 2 * steps) throw { code: 'STEPS', value: steps }
      if (taken % between.steps === 0) memory.look()
      return levels
    },
    /** Asked for every item. */
    get sequence(): number {
      listed += 1
      if (listed % between.items === 0) memory.look()
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
      memory.begin()
    },
  }
}

/** The same for compiled code, which takes some hundred times less for the same steps: TEXT too. */
export function compiledBounds(milliseconds: number): CountingBounds {
  const memory = memoryLook()
  let end: number | undefined
  let looked = 0
  const bounds = boundsOfRuntime({
    levels,
    items: items.usual,
    steps,
    characters,
    look() {
      const now = performance.now()
      end ??= now + milliseconds
      // oxlint-disable-next-line no-throw-literal
      if (now > end) throw { code: 'D1012', value: milliseconds }
      if (now - looked < between.looks) return
      looked = now
      memory.look()
    },
  })
  return {
    ...bounds,
    begin() {
      bounds.begin()
      memory.begin()
      end = undefined
    },
  }
}
