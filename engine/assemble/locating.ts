import type { Names } from './ids.ts'
import { isList, type KeptRow } from './kept-row.ts'
import type { Locate, Placed } from './placed-result.ts'

/** Finds locators: at once where every row gives votes of one selection and nothing else, and else as `others` does. */
export function locating(named: Pick<Names, 'selection'>, others: Locate): Locate {
  return (key, placed) => votesAlone(named, placed) ?? others(key, placed)
}

function votesAlone(
  named: Pick<Names, 'selection'>,
  { rows, origin, places }: Placed,
): ReturnType<Locate> | undefined {
  if (rows.length === 0 || typeof origin !== 'string') return undefined
  const bySelection: Record<string, readonly string[]> = {}
  for (let at = 0; at < rows.length; at++) {
    const { said } = rows[at] as KeptRow
    if (isList(said)) return undefined
    const { selection, votes, ballots, reporting } = said
    if (selection === undefined || votes === undefined || ballots !== undefined || reporting !== undefined)
      return undefined
    const place = places[at] as string
    const { id } = named.selection(selection, place)
    if (Object.hasOwn(bySelection, id)) return undefined
    bySelection[id] = [place]
  }
  return [{ origin, places: bySelection }]
}
