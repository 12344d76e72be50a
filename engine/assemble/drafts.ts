import { newDraft, type ResultDraft } from './draft.ts'
import type { NamedContest, NamedUnit } from './ids.ts'
import { inKeyOrder } from './key-order.ts'

/** The drafts of a capture, by contest and unit. */
export interface Drafts {
  of(contest: NamedContest, unit: NamedUnit): ResultDraft
  put(draft: ResultDraft): void
  all(): Iterable<ResultDraft>
  /** In the order of the keys that they will have, `CONTEST|UNIT`. */
  inOrder(): Iterable<ResultDraft>
}

/** No drafts yet. */
export function newDrafts(): Drafts {
  const byContest = new Map<string, Map<string, ResultDraft>>()
  let last: ResultDraft | undefined

  function put(draft: ResultDraft): void {
    const { contest, unit } = draft
    const own = byContest.get(contest.id)
    if (own === undefined) byContest.set(contest.id, new Map([[unit.id, draft]]))
    else own.set(unit.id, draft)
  }

  function* all(): Iterable<ResultDraft> {
    for (const own of byContest.values()) yield* own.values()
  }

  return {
    of(contest, unit) {
      // Lines of one result mostly come one after the other.
      if (last?.contest === contest && last.unit === unit) return last
      last = byContest.get(contest.id)?.get(unit.id)
      if (last === undefined) {
        last = newDraft(contest, unit)
        put(last)
      }
      return last
    },
    put,
    all,
    inOrder: () => inKeyOrder([...all()]),
  }
}
