import { newDraft, type ResultDraft } from './draft.ts'
import type { NamedContest, NamedUnit } from './ids.ts'

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
    *inOrder() {
      // The bar that ends a contest in a key comes behind other signs: of `a` and `a-b` the latter is first.
      const contests = [...byContest].map(([id, own]) => [`${id}|`, own] as const)
      for (const [, own] of contests.toSorted(([one], [other]) => byCodeUnits(one, other)))
        yield* [...own.values()].toSorted((one, other) => byCodeUnits(one.unit.id, other.unit.id))
    },
  }
}

/** The order of the machine, not of a language: the same everywhere. */
export const byCodeUnits = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
