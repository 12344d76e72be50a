import { isLive, type LiveCurrent } from '../entry/current-results.ts'
import { csvRow } from '../export/csv.ts'
import type { CurrentEnvelope } from '../model/current.ts'
import { contestAndUnit } from '../model/ids.ts'
import { modes } from '../model/result.ts'
import { figureText } from './figure.ts'
import { capturedOf, sourceText } from './source-text.ts'

/** For machines: what is published of it, and its figures as people type them. */
export const currentData = (one: CurrentEnvelope) => ({
  ...one,
  ...contestAndUnit(one.key),
  figures: isLive(one)
    ? Object.fromEntries(one.record.selections.map(({ id }) => [id, figureText(one, id)]))
    : {},
})

const head = [
  'election',
  'contest',
  'contest_name',
  'unit',
  'unit_name',
  'selection',
  'selection_name',
  'party',
  'total',
  ...modes,
  'share',
  'units_reporting',
  'units_total',
  'parts_present',
  'parts_known',
  'of_expected_vote',
  'source',
  'revision',
  'captured_at',
  'decided_at',
  'stale',
  'set_within',
  'figure',
]

/** One line per selection, RFC 4180; what is not known is empty. */
export function currentCsv(results: readonly LiveCurrent[]): string {
  const lines = results.flatMap((one) => {
    const { election, key, record, completeness, source, standing, stale, revision, decidedAt, setWithin } =
      one
    const { contest, unit } = contestAndUnit(key)
    const { unitsReporting, unitsTotal, partsPresent, partsKnown, ofExpectedVote } = completeness
    const known = [unitsReporting, unitsTotal, partsPresent, partsKnown, ofExpectedVote]
    const about = [election, contest, record.contest.name, unit, record.unit.name]
    const origin = [sourceText(source), revision, capturedOf(source) ?? undefined, decidedAt]
    const why = stale.map(({ why: word }) => word).join(' ')
    return record.selections.map(({ id, name, party, votes }) => {
      const cast = [votes.total, ...modes.map((mode) => votes[mode]), standing?.shares[id]]
      return [
        ...about,
        id,
        name,
        party,
        ...cast,
        ...known,
        ...origin,
        why,
        setWithin?.join('; '),
        figureText(one, id),
      ]
    })
  })
  return [head, ...lines].map(csvRow).join('')
}
