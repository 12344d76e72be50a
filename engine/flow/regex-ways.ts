import type { CharacterSet } from './regex-sets.ts'
import type { RegexTree, Repeat } from './regex-tree.ts'

/** A place of an expression where it takes one character, and what comes behind. */
export interface Step {
  readonly id: number
  readonly set: CharacterSet
  readonly next: () => Ways
}

/** Where trying may go on without taking a character: each way to each step counts. */
export interface Ways {
  readonly steps: readonly Step[]
  /** Ways to the end of the expression. */
  readonly ends: number
  /** Whether one of them asks for nothing: then it matches. */
  readonly surely: boolean
}

/** More than these are not looked at. */
const mostSteps = 300
const mostWays = 100

export const tooMany = new Error('too many ways')

/** The ways from the beginning of an expression. `tooMany` is thrown, here or behind, where it is too large. */
export function waysOf(tree: RegexTree): Ways {
  let count = 0
  return follow(tree, () => ({ steps: [], ends: 1, surely: true }))

  function follow(part: RegexTree, then: () => Ways): Ways {
    if (part.type === 'one') {
      count += 1
      if (count > mostSteps) throw tooMany
      return { steps: [{ id: count, set: part.set, next: then }], ends: 0, surely: false }
    }
    if (part.type === 'at') return { ...then(), surely: false }
    if (part.type === 'any') return part.items.map((item) => follow(item, then)).reduce(both)
    if (part.type === 'group') return follow(part.inner, then)
    if (part.type === 'times') return times(part, 0, then)
    return part.items.reduceRight<() => Ways>((after, item) => once(() => follow(item, after)), then)()
  }

  function times(repeat: Repeat, done: number, then: () => Ways): Ways {
    const { inner, least, most } = repeat
    if (done < least)
      return follow(
        inner,
        once(() => times(repeat, done + 1, then)),
      )
    if (done === most) return then()
    if (most !== Number.POSITIVE_INFINITY) {
      return both(
        follow(
          inner,
          once(() => times(repeat, done + 1, then)),
        ),
        then(),
      )
    }
    const loop: () => Ways = once(() =>
      both(
        follow(inner, () => loop()),
        then(),
      ),
    )
    return loop()
  }
}

function both(one: Ways, other: Ways): Ways {
  const steps = [...one.steps, ...other.steps]
  const ends = one.ends + other.ends
  if (steps.length + ends > mostWays) throw tooMany
  return { steps, ends, surely: one.surely || other.surely }
}

function once(make: () => Ways): () => Ways {
  let made: Ways | undefined
  return () => {
    made ??= make()
    return made
  }
}
