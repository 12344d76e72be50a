import { type Static, Type } from 'typebox'
import { component } from '../component.ts'
import { type ResultKey, resultKey } from '../model/ids.ts'
import type { Contest, Result } from '../model/result.ts'
import type { Check, Examined } from './check.ts'
import { doubtAbout } from './figures.ts'
import { gathered } from './gathered.ts'
import { exceptionsFor } from './parts.ts'
import { haveSameShapes } from './same-shapes.ts'
import { listOf, type SelectionListsOf, selectionLists, textOf } from './selection-lists.ts'

const options = Type.Object(
  { except: exceptionsFor('the unit in which a contest honestly has all these selections') },
  { additionalProperties: false },
)

/**
 * A title that is missing in one unit: the selections of a contest are read as those of the one above it. Shown by a contest
 * that has in one unit what it has elsewhere and, besides, exactly the selections of another contest, which that unit lacks.
 * Write-ins are left out, and a contest that has other selections in every unit is nothing unusual.
 */
export const mixedContests = component({
  type: 'mixed_contests',
  summary:
    'Holds a result with the selections of two contests, where other units have both apart and its unit lacks one of them.',
  options,
  create: ({ except = [] }): Check => ({
    gathers: [selectionLists],
    *examine(examined) {
      const { now, remembered } = examined
      const known = remembered?.take(except) as readonly Mixed[] | undefined
      // No figure matters here.
      const found =
        known !== undefined && remembered !== undefined && haveSameShapes(remembered)
          ? known
          : [...mixedIn(perhapsMixed(examined), examined, except)]
      remembered?.keep(except, found)
      for (const { key, other } of found) {
        const result = now.get(key)
        const reason = `it has the selections of ${other}, too, which this unit lacks and others have apart`
        if (result !== undefined) yield doubtAbout(result, 'CHECK_MIXED_CONTESTS', reason)
      }
    },
  }),
})

/** A result with selections of two contests, and what the other one is called. */
interface Mixed {
  readonly key: ResultKey
  readonly other: string
}

/** Contests that have anywhere the selections of another besides their own. */
function perhapsMixed(examined: Examined): ReadonlySet<string> {
  const lists = gathered(examined, selectionLists)
  const varied = [...lists].filter(([, { byText }]) => byText.size > 1)
  if (varied.length === 0) return new Set()
  const contests = contestsByList(lists)
  const isSuspect = (contest: string, byText: ReadonlyMap<string, unknown>): boolean =>
    byText.keys().some((list) => othersInside(list, byText, contests, contest).length > 0)
  return new Set(varied.flatMap(([contest, { byText }]) => (isSuspect(contest, byText) ? [contest] : [])))
}

/** Which of their results are meant, in the order of the capture. */
function* mixedIn(
  suspects: ReadonlySet<string>,
  examined: Examined,
  except: Static<typeof options>['except'] = [],
): Iterable<Mixed> {
  if (suspects.size === 0) return
  const { now, remembered } = examined
  const lists = gathered(examined, selectionLists)
  // A capture that is remembered is in the order of its keys.
  const contests = contestsByList(remembered === undefined ? lists : byKey(lists))
  const { names, results } = resultsOf(suspects, now)
  for (const [contest, own] of Map.groupBy(results, ({ record }) => record.contest.id)) {
    const byList = Map.groupBy(own, ({ record }) => listOf(record.selections))
    for (const [list, having] of byList) {
      for (const other of othersInside(list, byList, contests, contest)) {
        for (const { key, record } of having) {
          const { id } = record.unit
          if (now.has(resultKey(other, id))) continue
          if (except.some((one) => one.unit === id && (one.contest ?? contest) === contest)) continue
          yield { key, other: names.get(other) ?? other }
        }
      }
    }
  }
}

const byKey = <Of>(lists: ReadonlyMap<string, Of>): readonly (readonly [string, Of])[] =>
  [...lists]
    .map(([contest, own]) => ({ key: resultKey(contest, ''), entry: [contest, own] as const }))
    .toSorted((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ entry }) => entry)

/** All results of some contests, and what each contest of the capture is called where it comes first. */
function resultsOf(
  some: ReadonlySet<string>,
  now: Examined['now'],
): { readonly results: readonly Result[]; readonly names: ReadonlyMap<string, string> } {
  const results: Result[] = []
  const names = new Map<string, string>()
  let last: Contest | undefined
  let isOne = false
  for (const result of now.values()) {
    const { contest } = result.record
    // Neighbours mostly share it.
    if (contest !== last) {
      last = contest
      isOne = some.has(contest.id)
      if (!names.has(contest.id)) names.set(contest.id, contest.name)
    }
    if (isOne) results.push(result)
  }
  return { results, names }
}

/** The contests that have a list anywhere. */
function contestsByList(
  lists: Iterable<readonly [string, SelectionListsOf]>,
): ReadonlyMap<string, readonly string[]> {
  const contests = new Map<string, string[]>()
  for (const [contest, { byText }] of lists) {
    for (const list of byText.keys()) {
      const some = contests.get(list)
      if (some === undefined) contests.set(list, [contest])
      else some.push(contest)
    }
  }
  return contests
}

/** The contests whose list is what this one has more than another list of the same contest. */
function othersInside(
  list: string,
  byList: ReadonlyMap<string, unknown>,
  contests: ReadonlyMap<string, readonly string[]>,
  contest: string,
): readonly string[] {
  const names = list.split('\n')
  const found = new Set<string>()
  for (const shorter of byList.keys()) {
    const known = new Set(shorter.split('\n'))
    if (shorter === '' || known.size >= names.length) continue
    const more = names.filter((name) => !known.has(name))
    // One name alone is a row that a unit leaves out: the noes of a question.
    if (more.length < 2 || more.length !== names.length - known.size) continue
    for (const other of contests.get(textOf(more)) ?? []) if (other !== contest) found.add(other)
  }
  return [...found]
}
