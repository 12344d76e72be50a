import { type Static, Type } from 'typebox'
import { component } from '../component.ts'
import type { Control } from '../model/control.ts'
import { resultKey } from '../model/ids.ts'
import type { Result, Votes } from '../model/result.ts'
import type { Check, Doubt, Examined } from './check.ts'
import { count, doubtAboutAll, placesOf } from './figures.ts'
import { Exceptions } from './parts.ts'
import { partsBelow } from './parts-below.ts'

const options = Type.Object(
  {
    except: Exceptions,
    every_contest: Type.Optional(
      Type.Boolean({
        description: 'Whether a contest of which the source gives no sum is a doubt, too. Default: false.',
      }),
    ),
  },
  { additionalProperties: false },
)

/**
 * The sums that a source gives of itself, against what was read: the total of a contest, the row of a county, the line
 * below all precincts. What is kept back is what was added up; where nothing was read of it, the whole capture.
 */
export const control = component({
  type: 'control',
  summary: 'Holds results that do not add up to the sum which the source itself gives.',
  options,
  create: ({ except = [], every_contest: everyContest = false }): Check => ({
    *examine(examined) {
      const { controls = [] } = examined
      if (everyContest) yield* contestsWithout(controls, examined.now, except)
      if (controls.length === 0) return
      const read = readIn(examined)
      for (const one of controls) {
        const declared = except.some(
          ({ unit, contest }) => unit === one.unit && (contest ?? one.contest) === one.contest,
        )
        const doubt = declared ? undefined : doubtAbout(one, summed(one, read))
        if (doubt !== undefined) yield doubt
      }
    },
  }),
})

/** The results of contests of which the source gives no sum at all: the sum got lost, or the contest is another's. */
function* contestsWithout(
  controls: readonly Control[],
  now: Examined['now'],
  except: Static<typeof options>['except'] = [],
): Iterable<Doubt> {
  const known = new Set(controls.map(({ contest }) => contest))
  const results = [...now.values()].filter(({ record: { contest } }) => contest.type !== 'ballots')
  for (const [id, own] of Map.groupBy(results, ({ record }) => record.contest.id)) {
    const kept = own.filter(
      ({ record: { unit } }) => !except.some((one) => one.unit === unit.id && (one.contest ?? id) === id),
    )
    const [first] = kept
    if (known.has(id) || first === undefined) continue
    yield {
      code: 'CHECK_CONTROL',
      group: `${id}|*`,
      scope: { units: [...new Set(kept.map(({ record }) => record.unit.id))], contests: [id] },
      keys: kept.map(({ key }) => key),
      reason: `${first.record.contest.name}: the source gives no sum of this contest`,
      places: placesOf(kept).slice(0, 5),
    }
  }
}

/** What was read, by what sums are of; gathered once, since there may be as many sums as results. */
interface Read {
  readonly at: (contest: string, unit: string) => readonly Result[]
  readonly below: (contest: string, unit: string) => readonly Result[]
  readonly contests: ReadonlySet<string>
}

function readIn(examined: Examined): Read {
  const { now } = examined
  return {
    at(contest, unit) {
      const result = now.get(resultKey(contest, unit))
      return result === undefined ? [] : [result]
    },
    below: partsBelow(examined),
    contests: new Set([...now.values()].map(({ record }) => record.contest.id)),
  }
}

function summed({ of, contest, unit }: Control, { at, below, contests }: Read): readonly Result[] {
  if (of === 'selections') return contest === undefined ? [] : at(contest, unit)
  if (contest !== undefined) return below(contest, unit)
  // Said of units: one result of each says it.
  const units = new Map<string, Result>()
  for (const one of contests) {
    for (const result of below(one, unit))
      if (!units.has(result.record.unit.id)) units.set(result.record.unit.id, result)
  }
  return [...units.values()]
}

function doubtAbout(one: Control, results: readonly Result[]): Doubt | undefined {
  const { what, word, value } = one
  const added = results.flatMap((result) => addedOf(result, one))
  const sum =
    what === 'units'
      ? new Set(results.map(({ record }) => record.unit.id)).size
      : added.reduce((all, figure) => all + figure, 0)
  const isWithheld = results.some(({ record }) => withholds(record, one))
  if (added.length > 0 && (isWithheld ? sum <= value : sum === value)) return undefined
  if (added.length === 0 && value === 0) return undefined
  const where = `${one.unitName}${one.contestName === undefined ? '' : `, ${one.contestName}`}`
  const whose = one.selectionName ?? (one.of === 'selections' ? 'all selections' : 'its parts')
  const says =
    what === 'units'
      ? `${where}: the source has ${count(value)} parts`
      : `${where}: the source gives ${count(value)} ${figureOf(what, word)} as the sum of ${whose}`
  if (added.length === 0)
    return doubtAboutAll('CHECK_CONTROL', `${says}, and none of it was read`, [one.place])
  return {
    code: 'CHECK_CONTROL',
    group: `${one.contest ?? '*'}|${one.unit}`,
    scope: {
      units: [...new Set(results.map(({ record }) => record.unit.id))],
      contests: [...new Set(results.map(({ record }) => record.contest.id))],
    },
    keys: results.map(({ key }) => key),
    reason: `${says}, and ${count(sum)} were read`,
    places: [one.place, ...placesOf(results)].slice(0, 5),
  }
}

const figureOf = (what: string, word: string): string =>
  what === 'votes' && word === 'total' ? 'votes' : `${what} (${word})`

/** The figures of a result that belong to the sum. Empty: it says nothing of it. */
function addedOf({ record }: Result, { what, word, selection: only, including }: Control): readonly number[] {
  if (what === 'units') return [1]
  if (what === 'ballots') return listed(record.ballots?.[word as 'cast'])
  const selections = record.selections.filter(({ id }) => only === undefined || id === only)
  const votes = selections.flatMap((selection) => listed(selection.votes[word as keyof Votes]))
  const beside = including.flatMap((lost) => listed(record.ballots?.[lost as 'overvotes']))
  return [...votes, ...beside]
}

const listed = (figure: number | undefined): readonly number[] => (figure === undefined ? [] : [figure])

const withholds = (
  { selections, suppressed = [] }: Result['record'],
  { what, word, selection: only }: Control,
): boolean =>
  what === 'votes' &&
  [...selections.filter((one) => one.suppressed?.some((mode) => mode === word)), ...suppressed].some(
    ({ id }) => only === undefined || id === only,
  )
