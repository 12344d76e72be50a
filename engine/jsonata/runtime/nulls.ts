/**
 * Members that are null are none to a mapping. Code that knows all that it reads takes them as such where it reads them; of
 * what it hands on whole it says by throwing this that something is null in it, and is to be given a copy without nulls.
 */
export const nullsMet = Symbol('members that are null were met')

/** What generated code asks about nulls. `clean`: its input has been copied, and has none but in lists. */
export interface Nulls {
  clean: boolean
}

export function nullChecks(nulls: Nulls) {
  return {
    /** A value that is handed on whole. */
    entire(value: unknown): unknown {
      // oxlint-disable-next-line no-throw-literal
      if (!nulls.clean && hasNulls(value)) throw nullsMet
      return value
    },
    /** A member that is handed on whole. */
    leaf(value: unknown): unknown {
      if (nulls.clean) return value
      if (value === null) return undefined
      // oxlint-disable-next-line no-throw-literal
      if (hasNulls(value)) throw nullsMet
      return value
    },
    /** Members that were read of several objects: which of them were null is to be known. */
    sieved(value: unknown): unknown {
      if (nulls.clean) return value
      // oxlint-disable-next-line no-throw-literal
      if (value === null || (Array.isArray(value) && value.includes(null))) throw nullsMet
      return value
    },
  }
}

/** Whether some member of it is null, at any depth. Items of lists are no members. */
export function hasNulls(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at += 1) {
      const item: unknown = value[at]
      if (typeof item === 'object' && item !== null && hasNulls(item)) return true
    }
    return false
  }
  const object = value as Readonly<Record<string, unknown>>
  for (const key in object) {
    const member = object[key]
    if (typeof member === 'object' && (member === null || hasNulls(member))) return true
  }
  return false
}

/**
 * Gives an input to code that throws `nullsMet` where it has to: then, and wherever it fails on an input that has
 * nulls, it is given a copy without them, so that what went wrong is said of that.
 */
export function leavingOutNulls<Value>(
  nulls: Nulls,
  evaluate: (value: Value) => unknown,
  copy: (value: Value) => Value,
): (value: Value) => unknown {
  let met = false
  const ofCopy = (value: Value): unknown => {
    nulls.clean = true
    try {
      return evaluate(hasNulls(value) ? copy(value) : value)
    } finally {
      nulls.clean = false
    }
  }
  return (value) => {
    // Where one input has them, mostly the next has them, too.
    if (met) return ofCopy(value)
    try {
      return evaluate(value)
    } catch (thrown) {
      met = thrown === nullsMet
      if (!met && !hasNulls(value)) throw thrown
      return ofCopy(value)
    }
  }
}
