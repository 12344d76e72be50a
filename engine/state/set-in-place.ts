import type { ResultKey } from '../model/ids.ts'
import type { Figures } from '../model/result.ts'
import type { Entry } from './layout.ts'

/** How often a state was changed in place since it was made, and what it got the last time. */
interface SetInPlace {
  readonly times: number
  readonly last: readonly Entry[]
}

/** Who has seen the state at `times - 1` need not look at all of it again. */
export const setInPlace = (state: ReadonlyMap<ResultKey, Figures>): SetInPlace => noted.get(state) ?? never

/** The only way in which a state that was handed out is changed. */
export function setAllInPlace(state: Map<ResultKey, Figures>, entries: readonly Entry[]): void {
  for (const [key, figures] of entries) state.set(key, figures)
  noted.set(state, { times: setInPlace(state).times + 1, last: entries })
}

const never: SetInPlace = { times: 0, last: [] }

const noted = new WeakMap<ReadonlyMap<ResultKey, Figures>, SetInPlace>()
