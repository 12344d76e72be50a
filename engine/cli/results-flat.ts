import { csvRow } from '../export/csv.ts'
import { contestAndUnit } from '../model/ids.ts'
import { type Mode, modes } from '../model/result.ts'
import { figureText } from './figure.ts'
import type { ShownResult } from './results-shown.ts'

/** For machines: every result with its record, and which hold makes it stale. */
export const resultData = ({
  feed,
  key,
  revision,
  capturedAt,
  derived,
  parts,
  record,
  stale,
}: ShownResult) => ({
  feed,
  ...contestAndUnit(key),
  revision,
  capturedAt,
  derived,
  ...(parts === undefined ? {} : { parts }),
  stale: stale === undefined ? null : { hold: stale.id, code: stale.code },
  figures: Object.fromEntries(record.selections.map(({ id }) => [id, figureText({ key }, id)])),
  record,
})

const head = ['feed', 'contest', 'contest_name', 'unit', 'unit_name', 'selection', 'selection_name', 'party']
const tail = ['derived', 'revision', 'captured_at', 'stale', 'figure']

/** One line per selection, RFC 4180; a mode that was not reported is empty. */
export function csvOf(results: readonly ShownResult[]): string {
  const lines = results.flatMap((result) => {
    const { feed, key, record, derived, revision, capturedAt, stale } = result
    const { contest, unit } = contestAndUnit(key)
    const about = [feed, contest, record.contest.name, unit, record.unit.name]
    const origin = [derived, revision, capturedAt, stale?.id]
    return record.selections.map(({ id, name, party, votes }) => {
      const cast = [votes.total, ...modes.map((mode) => votes[mode])]
      return [...about, id, name, party, ...cast, ...origin, figureText(result, id)]
    })
  })
  return [[...head, 'total', ...modes, ...tail], ...lines].map(csvRow).join('')
}

/** A figure and its votes per line, to be searched and copied. `markOf`: what has to be known of all figures of a result. */
export const figureLines = <One extends Pick<ShownResult, 'key' | 'record'>>(
  results: readonly One[],
  markOf: (one: One) => string = () => '',
): readonly string[] =>
  results.flatMap((result) => {
    const mark = markOf(result)
    const line = (votes: number | undefined, id: string, mode?: Mode): readonly string[] =>
      votes === undefined
        ? []
        : [`${figureText(result, id, mode)}  ${votes}${mark === '' ? '' : `  ${mark}`}`]
    return result.record.selections.flatMap(({ id, votes }) => [
      ...line(votes.total, id),
      ...modes.flatMap((mode) => line(votes[mode], id, mode)),
    ])
  })
