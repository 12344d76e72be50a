import type { Remembered, ResultChanged } from '../check/remembered.ts'

/** What is found out of one capture after the other. */
export interface Notes extends Omit<Remembered, 'stood'> {
  /** Another capture was assembled. `changed`: what is different in it; undefined: nobody knows, and no note counts. */
  turn(changed: readonly ResultChanged[] | undefined): void
}

/** Nothing is noted yet. */
export function notes(): Notes {
  let capture = 0
  let changed: readonly ResultChanged[] | undefined
  const noted = new Map<object, { readonly capture: number; readonly note: unknown }>()
  return {
    get changed() {
      return changed
    },
    take(of: object): unknown {
      const found = noted.get(of)
      noted.delete(of)
      return changed === undefined || found?.capture !== capture - 1 ? undefined : found.note
    },
    keep(of, note) {
      if (changed !== undefined) noted.set(of, { capture, note })
    },
    turn(next) {
      changed = next
      capture += 1
      if (next === undefined) noted.clear()
    },
  }
}
