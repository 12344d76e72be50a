import { type Static, Type } from 'typebox'
import { component } from '../component.ts'
import { type ResultKey, resultKey } from '../model/ids.ts'
import type { Result, Selection } from '../model/result.ts'
import type { Check, Examined } from './check.ts'
import { doubtAbout } from './figures.ts'
import { exceptionsFor } from './parts.ts'
import { haveSameShapes } from './same-shapes.ts'

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
    *examine(examined) {
      const { now, remembered } = examined
      const known = remembered?.take(except) as readonly Mixed[] | undefined
      // No figure matters here.
      const found =
        known !== undefined && remembered !== undefined && haveSameShapes(remembered)
          ? known
          : [...mixedIn(now, except)]
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

function* mixedIn(now: Examined['now'], except: Static<typeof options>['except'] = []): Iterable<Mixed> {
  const lists = listsByContest(now.values())
  const contests = contestsByList(lists)
  for (const [contest, byList] of lists) {
    if (byList.size < 2) continue
    for (const [list, results] of byList) {
      for (const other of othersInside(list, byList, contests, contest)) {
        for (const { key, record } of results) {
          const { id } = record.unit
          if (now.has(resultKey(other, id))) continue
          if (except.some((one) => one.unit === id && (one.contest ?? contest) === contest)) continue
          const name = [...(lists.get(other)?.values() ?? [])][0]?.[0]?.record.contest.name ?? other
          yield { key, other: name }
        }
      }
    }
  }
}

/** By contest and by its list of selections, the results that have it. */
type Lists = ReadonlyMap<string, ReadonlyMap<string, readonly Result[]>>

function listsByContest(results: Iterable<Result>): Lists {
  const byContest = Map.groupBy(results, ({ record }) => record.contest.id)
  return new Map([...byContest].map(([contest, own]) => [contest, Map.groupBy(own, lister())]))
}

/** The list of a result as one text. In most units a contest has the selections that it had in the last one. */
function lister(): (result: Result) => string {
  let last: readonly Selection[] = []
  let text = ''
  return ({ record: { selections } }) => {
    const isSame =
      selections.length === last.length &&
      selections.every((one, at) => one.name === last[at]?.name && one.writeIn === last[at].writeIn)
    if (isSame) return text
    last = selections
    text = asText(selections.filter(({ writeIn }) => !writeIn).map(({ name }) => name))
    return text
  }
}

const asText = (names: readonly string[]): string => names.toSorted().join('\n')

function contestsByList(lists: Lists): ReadonlyMap<string, readonly string[]> {
  const contests = new Map<string, string[]>()
  for (const [contest, byList] of lists) {
    for (const list of byList.keys()) contests.set(list, [...(contests.get(list) ?? []), contest])
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
    for (const other of contests.get(asText(more)) ?? []) if (other !== contest) found.add(other)
  }
  return [...found]
}
