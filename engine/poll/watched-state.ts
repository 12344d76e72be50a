import type { StateStore } from '../state/store.ts'

/** A state store that knows what one poll of one feed has done to it. */
export interface WatchedState {
  readonly state: StateStore
  /** Is something committed that may not be in the log? Undefined: the poll never had the lease. */
  unpublished(): boolean | undefined
}

export function watchedState(state: StateStore): WatchedState {
  let unpublished: boolean | undefined
  return {
    state: {
      ...state,
      async acquire(...asked) {
        const acquired = await state.acquire(...asked)
        if (acquired.kind === 'lease') unpublished = acquired.lease.head.pending !== null
        return acquired
      },
      async commit(...asked) {
        // A commit that fails may have been carried out.
        unpublished = true
        const written = await state.commit(...asked)
        unpublished = written.kind === 'written'
        return written
      },
      async clearPending(...asked) {
        const written = await state.clearPending(...asked)
        if (written.kind === 'written') unpublished = false
        return written
      },
      async settle(...asked) {
        const written = await state.settle(...asked)
        if (written.kind === 'written') unpublished = false
        return written
      },
    },
    unpublished: () => unpublished,
  }
}
