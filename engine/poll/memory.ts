import { hash } from 'node:crypto'
import { type AssemblyMemory, assemblyMemory } from '../assemble/memory.ts'
import { digest } from '../diff/digest.ts'
import type { Plan } from '../plan/plan.ts'
import { allRows } from '../select/all-rows.ts'
import { type KnownRows, knownRows } from './known-rows.ts'
import { type SharedNames, sharedNames } from './shared-names.ts'

/**
 * What a process remembers of the last capture that it read under a plan: lines by the hashes of their rows, and results
 * by their lines. It spares work and changes no result: whoever forgets everything reads the same (tests/poll/memory.test.ts).
 *
 * A mapping gives for a row what the row, the plan, `$payload` and `$carried` say, and nothing else: each row is evaluated
 * by itself, and functions that are not pure are refused when the plan is compiled (`map/examine.ts`). Lookups that a
 * capture fills are something else, and plans that have them are not remembered. What rows of a body share (a header), and
 * what is said of their payload, is part of `about`.
 */
export interface Memory {
  readonly seed: number
  readonly share: SharedNames
  readonly assembly: AssemblyMemory
  /** Rows of the last capture by what all of them depend on. */
  known(about: string): KnownRows | undefined
  /** Rows of this capture, to be learnt. */
  learning(about: string): KnownRows
  /** All of a capture was read: `fresh` of its rows were not known. */
  turn(fresh: number): void
  /** Something went wrong: nothing that was learnt counts. */
  forget(): void
  readonly rows: number
  /** Of the last capture that was read with it. */
  readonly fresh: number | undefined
}

/** So many rows are remembered over all feeds of a process: with their results less than a kilobyte each. */
const mostRows = 300_000

/** A memory of nothing yet. */
export function newMemory(plan: Plan): Memory {
  const seed = Number.parseInt(hash('sha256', plan.feed).slice(0, 8), 16)
  const fromNothing = () => ({
    share: sharedNames(),
    assembly: assemblyMemory(plan.election, plan.unit, digest),
    known: new Map<string, KnownRows>(),
    next: new Map<string, KnownRows>(),
    rows: 0,
    /** How many rows have brought names: names that nobody says any more stay until all is forgotten. */
    seen: 0,
    fresh: undefined as number | undefined,
  })
  let now = fromNothing()
  return {
    seed,
    get share() {
      return now.share
    },
    get assembly() {
      return now.assembly
    },
    get rows() {
      return now.rows
    },
    get fresh() {
      return now.fresh
    },
    known: (about) => now.known.get(about),
    learning(about) {
      const rows = knownRows()
      now.next.set(about, rows)
      return rows
    },
    turn(fresh) {
      const { next } = now
      const rows = [...next.values()].reduce((sum, { size }) => sum + size, 0)
      now = { ...now, known: next, next: new Map(), rows, seen: now.seen + fresh, fresh }
      if (rows > mostRows || now.seen > 4 * rows + 10_000) now = { ...fromNothing(), fresh }
    },
    forget() {
      now = fromNothing()
    },
  }
}

/** Can rows of this plan be known? All that it maps must be raw rows, and no lookup may come from the capture. */
export const isRemembered = ({ parts }: Plan): boolean =>
  parts.every(
    ({ decode, select, map, fills = [] }) =>
      decode.rawRows !== undefined && select === allRows && map !== undefined && fills.length === 0,
  )

const memories = new WeakMap<Plan, Memory>()
/** Those that remember something, the one used last at the end. */
const recent = new Set<Memory>()

/** That of this process for a plan. Undefined: it is none to be remembered. */
export function memoryOf(plan: Plan): Memory | undefined {
  if (!isRemembered(plan)) return undefined
  const memory = memories.get(plan) ?? newMemory(plan)
  memories.set(plan, memory)
  recent.delete(memory)
  recent.add(memory)
  let rows = 0
  for (const one of [...recent].toReversed()) {
    rows += one.rows
    if (rows <= mostRows) continue
    one.forget()
    recent.delete(one)
  }
  return memory
}
