import type { UnitFigure } from '../assemble/unit-facts.ts'
import type { Ballots, Result } from '../model/result.ts'
import { counted, figure, oneLine } from './words.ts'

type Word = keyof Ballots

const called: Readonly<Record<Word, string>> = {
  cast: 'ballots cast',
  registered: 'registered voters',
  overvotes: 'overvotes',
  undervotes: 'undervotes',
}

/**
 * Ballots and voters of the results of one type of unit, from the least to the most: "ballots cast 94 to 3,793,106 in 373
 * results". A figure of a county that stands on a contest of one district is seen here.
 */
export function ballotsSaid(results: readonly Result[]): string | undefined {
  const said = (['cast', 'registered'] as const).flatMap((word) => {
    const figures = results.flatMap(({ record }) => record.ballots?.[word] ?? [])
    if (figures.length === 0) return []
    const least = figures.reduce((one, other) => Math.min(one, other))
    const most = figures.reduce((one, other) => Math.max(one, other))
    const range = least === most ? figure(least) : `${figure(least)} to ${figure(most)}`
    return [`${called[word]} ${range} in ${counted(figures.length, 'result')}`]
  })
  return said.length === 0 ? undefined : said.join(', ')
}

/** What became of figures that were given of a unit and of no contest, a line for each word; those in no result first. */
export function unitFiguresSaid(figures: readonly UnitFigure[]): readonly string[] {
  const lost = figures.filter(({ results }) => results === 0)
  const shared = figures.filter(({ results, of }) => results > 0 && of > 1)
  const inNone = byWord(lost).map(
    ([one, more]) =>
      `${nameOf(one)}${more} in no result: ${one.of === 0 ? 'it has no contest' : whyNot(one)}`,
  )
  const inSome = byWord(shared).map(
    ([one, more]) => `${nameOf(one)}${more} in ${figure(one.results)} of its ${counted(one.of, 'result')}`,
  )
  return [...inNone, ...inSome]
}

const whyNot = ({ word }: UnitFigure): string =>
  word === 'cast' ? 'all its contests have their own' : 'its contests have their own, or other ballots cast'

const nameOf = ({ word, unitName, value }: UnitFigure): string =>
  `${called[word as Word]} of ${oneLine(unitName)}, ${figure(value)},`

/** Of each word the unit with the largest figure, and the words for how many others. */
function byWord(figures: readonly UnitFigure[]): readonly (readonly [one: UnitFigure, more: string])[] {
  return [...Map.groupBy(figures, ({ word }) => word).values()].flatMap((all) => {
    const [first, ...rest] = all.toSorted((one, other) => other.value - one.value)
    if (first === undefined) return []
    const more = rest.length === 0 ? ' stand' : ` and those of ${counted(rest.length, 'other unit')} stand`
    return [[first, more] as const]
  })
}
