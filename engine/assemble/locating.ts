import type { Names } from './ids.ts'
import { isList } from './kept-row.ts'
import type { Locate, RowPlace } from './placed-result.ts'

/** Finds locators: at once where every row gives votes of one selection and nothing else, and else as `others` does. */
export function locating(named: Pick<Names, 'selection'>, others: Locate): Locate {
  return (key, places) => votesAlone(named, places) ?? others(key, places)
}

function votesAlone(
  named: Pick<Names, 'selection'>,
  rows: readonly RowPlace[],
): ReturnType<Locate> | undefined {
  const origin = rows[0]?.origin
  if (origin === undefined) return undefined
  const places: Record<string, readonly string[]> = {}
  for (const { row, origin: other, place } of rows) {
    if (isList(row.said) || other !== origin) return undefined
    const { selection, votes, ballots, reporting } = row.said
    if (selection === undefined || votes === undefined || ballots !== undefined || reporting !== undefined)
      return undefined
    const { id } = named.selection(selection, place)
    if (Object.hasOwn(places, id)) return undefined
    places[id] = [place]
  }
  return [{ origin, places }]
}
