import type { RuntimeBounds } from './builtin.ts'
import { fail } from './fault.ts'

export interface Limits {
  /** Levels of evaluation at one time: D1011. */
  readonly levels?: number
  /** Items of a list: D2015. */
  readonly items?: number
  /** Rounds and calls of one evaluation: STEPS. */
  readonly steps?: number
  /** Characters of a text: TEXT. */
  readonly characters?: number
  /** Asked every so many steps and items: throws where time or memory is spent. */
  readonly look?: () => void
}

/** Bounds that count. */
export interface CountingBounds extends RuntimeBounds {
  /** Before each evaluation. */
  begin(): void
  /** Levels of evaluation right now. */
  levels(): number
}

/** Between two looks. */
const between = { steps: 1024, items: 16_384 }

export function boundsOf(limits: Limits = {}): CountingBounds {
  const most = Number.POSITIVE_INFINITY
  const { levels = most, items = most, steps = most, characters = most, look } = limits
  let depth = 0
  let taken = 0
  let listed = 0
  let next: number = between.steps

  function pause(): void {
    if (taken > steps) fail('STEPS', { value: steps })
    next = taken + between.steps
    look?.()
  }

  function pass(count: number): void {
    listed += count
    if (listed < between.items) return
    listed = 0
    look?.()
  }

  return {
    begin() {
      depth = 0
      taken = 0
      listed = 0
      next = between.steps
    },
    levels: () => depth,
    step() {
      taken += 1
      if (taken >= next) pause()
    },
    steps(count) {
      taken += count
      if (taken >= next) pause()
    },
    pass,
    list(length) {
      if (length > items) fail('D2015', { value: length })
      pass(length)
    },
    text(length) {
      if (length > characters) fail('TEXT', { value: length })
    },
    enter(by = 1) {
      depth += by
    },
    leave(by = 1) {
      depth -= by
    },
    reach(by) {
      if (depth + by > levels) fail('D1011', { value: levels })
    },
  }
}
