import type { LiveCurrent } from '../entry/current-results.ts'
import { type Mode, modes } from '../model/result.ts'
import { figureText } from './figure.ts'
import type { Output } from './output.ts'
import { completenessText, percent, sourceText } from './source-text.ts'
import type { Column } from './text-table.ts'
import { figure, oneLine } from './words.ts'

/** One current result with all that is known of it: its source and why it is that, shares, modes, and what is not fresh. */
export function showSingleCurrent(result: LiveCurrent, out: Output): void {
  const { record, standing, revision, decidedAt, stale } = result
  const { contest, unit } = record
  out.line(out.style('bold', `${oneLine(contest.name)}, ${oneLine(unit.name)}`))
  out.line(`${sourceText(result.source)}, revision ${revision}, decided ${decidedAt}`)
  showOrigin(result, out)
  const said = modes.filter((mode) => record.selections.some(({ votes }) => votes[mode] !== undefined))
  const columns: readonly Column[] = [
    { title: 'selection', flexible: true },
    { title: 'party' },
    { title: 'total', right: true },
    { title: 'share', right: true },
    ...said.map((mode) => ({ title: mode, right: true as const })),
    { title: 'figure' },
  ]
  const rows = record.selections.map(({ id, name, party, votes }) => [
    oneLine(name),
    party ?? '',
    figure(votes.total),
    standing?.shares[id] === undefined ? '' : percent(standing.shares[id]),
    ...said.map((mode: Mode) => (votes[mode] === undefined ? '' : figure(votes[mode]))),
    figureText(result, id),
  ])
  if (rows.length > 0) out.table(columns, rows)
  else if (stale.length > 0) out.line('no figures stand')
  const beside = besideOf(result)
  if (beside.length > 0) out.line(beside.join(', '))
  out.line()
}

/** That a person set figures of it, or figures of units within that it contains; empty: nobody did. */
export const handText = ({ source, setWithin }: Pick<LiveCurrent, 'source' | 'setWithin'>): string =>
  [
    ...(source.kind === 'override' ? ['set by hand'] : []),
    ...(setWithin === undefined ? [] : ['set by hand within']),
  ].join(', ')

/** `includes figures set by hand: Oak, Elm`. */
export const setWithinText = (names: readonly string[]): string =>
  oneLine(`includes figures set by hand: ${names.join(', ')}`)

/** Why these figures and no others stand: also under `feed why`. */
export function showOrigin(
  {
    source,
    because,
    switched,
    stale,
    setWithin,
  }: Pick<LiveCurrent, 'source' | 'because' | 'switched' | 'stale' | 'setWithin'>,
  out: Output,
): void {
  if (source.kind === 'override')
    out.line(out.style('magenta', `set by hand as ${source.override}: feed override --list`))
  out.line(oneLine(because))
  if (setWithin !== undefined) out.line(out.style('magenta', setWithinText(setWithin)))
  if (switched !== null) {
    const { from, to, why, words } = switched
    out.line(`switched from ${sourceText(from)} to ${sourceText(to)}, ${why}: ${oneLine(words)}`)
  }
  for (const { why, words, since } of stale)
    out.line(out.style('yellow', `stale ${why} since ${since}: ${oneLine(words)}`))
}

function besideOf(result: LiveCurrent): readonly string[] {
  const { record, standing, completeness } = result
  const { ofExpectedVote, expectedVote, partsPresent, partsKnown } = completeness
  const progress = completenessText(result)
  const margin = standing?.margin ?? null
  return [
    ...(progress === '' ? [] : [`reporting ${progress}`]),
    ...(partsPresent === undefined || progress.endsWith('parts')
      ? []
      : [`${partsPresent}/${partsKnown ?? '?'} parts with results`]),
    ...(ofExpectedVote === undefined
      ? []
      : [
          `${percent(ofExpectedVote)} of ${expectedVote === undefined ? 'the expected' : figure(expectedVote)} votes`,
        ]),
    ...(margin === null ? [] : [`margin ${figure(margin)}`]),
    ...Object.entries(record.ballots ?? {}).map(([word, count]) => `${word} ${figure(count)}`),
  ]
}
