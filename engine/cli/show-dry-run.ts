import { changesOf } from '../backtest/changes-of.ts'
import { payloadName } from '../flow/payload-name.ts'
import type { Hold } from '../model/hold.ts'
import type { Judged } from '../poll/process-capture.ts'
import type { DryRun } from './dry-run-data.ts'
import { type Asked, showResults } from './dry-run-results.ts'
import type { Output } from './output.ts'
import { counted, figure, oneLine, shortHash, sized, took } from './words.ts'

const shownRejections = 5

/** A dry run for people: what it read, what it would publish, what it would not and why. */
export function showDryRun(run: DryRun, asked: Asked, out: Output): void {
  const { plan, taken, judged, times, revision } = run
  out.line(`${out.style('bold', plan.feed)}  ${plan.title}`)
  out.line(
    `plan ${shortHash(plan.hash)}, capture ${shortHash(taken.capture.hash)} of ${taken.capturedAt}, ${
      revision === 0 ? 'judged on nothing before' : `judged on revision ${revision}`
    }`,
  )
  for (const { origin, bytes, ...named } of taken.capture.payloads) {
    out.line(`  ${oneLine(payloadName(named))}: ${oneLine(origin)}, ${sized(bytes)}`)
  }
  for (const { code, reason, ...named } of taken.capture.failed ?? []) {
    out.line(`  ${oneLine(payloadName(named))}: ${out.style('yellow', 'FAILED')} ${code} ${oneLine(reason)}`)
  }
  showResults(run, asked, out)
  showRejections(judged, out)
  showHolds(run, out)
  showChanges(run, out)
  const stages = Object.entries(times).filter(([, ms]) => ms >= 1)
  out.line(
    out.style('dim', `took ${stages.map(([stage, ms]) => `${stage} ${took(ms)}`).join(', ') || 'no time'}`),
  )
  out.next(nextOf(run, asked))
}

function showRejections({ rows, rejected, rejections, controls }: Judged, out: Output): void {
  if (rows === 0) return
  out.line(`${counted(rows, 'row')} read, ${rejected === 0 ? 'none' : figure(rejected)} rejected`)
  for (const { place, code, message } of rejections.slice(0, shownRejections)) {
    out.line(`  ${oneLine(place)} ${code} ${oneLine(message)}`)
  }
  if (rejected > shownRejections && rejections.length > shownRejections) {
    out.line(out.style('dim', `  … and ${figure(rejected - shownRejections)} more`))
  }
  if (controls > 0) out.line(`${counted(controls, 'sum')} of the source compared with what was read`)
}

function showHolds({ judged }: DryRun, out: Output): void {
  for (const hold of judged.holds) {
    out.line()
    out.line(`${out.style('yellow', 'HELD')} ${hold.code} ${heldWhat(hold)}`)
    out.line(`  ${oneLine(hold.reason)}`)
    if (hold.places.length > 0) out.line(`  at ${hold.places.map(oneLine).join(', ')}`)
    if (hold.hint !== undefined) out.line(`  ${oneLine(hold.hint)}`)
  }
  if (judged.holds.length > 0) out.line()
}

const heldWhat = ({ group, results, due }: Hold): string => {
  const what =
    group === '*' && results === 0 ? 'the whole capture' : `${oneLine(group)}: ${counted(results, 'result')}`
  return due === undefined ? what : `${what}, until ${due}`
}

function showChanges({ judged, revision, changeset }: DryRun, out: Output): void {
  const { added, revised, corrected, withdrawn } = changesOf(judged.changes)
  const kinds = [
    [added, 'added'],
    [revised, 'revised'],
    [corrected, 'corrected'],
    [withdrawn, 'withdrawn'],
  ] as const
  const said = kinds.filter(([count]) => count > 0).map(([count, kind]) => `${figure(count)} ${kind}`)
  const known = changeset === null ? '' : ` (revision ${revision + 1}, changeset ${shortHash(changeset)})`
  out.line(`a poll would publish ${said.join(', ') || 'nothing'}${known}`)
}

const lastDue = (holds: readonly Hold[]): string =>
  holds
    .map(({ due }) => due ?? '')
    .toSorted()
    .at(-1) || 'the close of the polls'

function nextOf({ judged, from }: DryRun, { word }: Asked): string {
  if (judged.rows === 0 && from === 'live') {
    return `Keep what the source gave, to work on it: feed record ${word}`
  }
  const waits = judged.holds.filter(({ code }) => code === 'CHECK_TIME_GATE')
  if (waits.length > 0 && waits.length === judged.holds.length)
    return `Nothing to correct: a poll publishes it by itself after ${lastDue(waits)}. To see it judged then: --at "TIME"`
  if (judged.holds.some(({ code }) => code.startsWith('CHECK_')))
    return 'Look at the places above in the raw file; limits of checks stand in the spec under checks.'
  if (judged.holds.length > 0)
    return 'Look at the place above in the raw file. The last good figures would stay, marked as stale.'
  if (judged.rejected > 0) return 'Correct the mapping, or let it return nothing for rows that are no counts.'
  if (from === 'live') return `Keep this capture as a fixture: feed record ${word} --name NAME`
  return `Make it a case in cases.yaml, and run it: feed test ${word}`
}
