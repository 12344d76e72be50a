import type { Selector } from './selector.ts'

/** What stands in for a selector where the decoder gives rows by itself: all of them, and none is for a check to judge. */
export const allRows: Selector = {
  takes: ['rows'],
  async *select(document, signal) {
    signal.throwIfAborted()
    if (document.shape === 'rows') yield* document.rows
  },
}
