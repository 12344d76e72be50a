import type { LiveCurrent } from '../entry/current-results.ts'
import type { Alert } from '../model/alert.ts'
import { currentData } from './current-flat.ts'
import { showOrigin } from './current-single.ts'
import type { CurrentWhy } from './current-why.ts'
import { type Explained, explainedData } from './explained.ts'
import { figureText, votesIn } from './figure.ts'
import type { Output } from './output.ts'
import { shellWord } from './shell-word.ts'
import { sourceText } from './source-text.ts'
import { showExplained } from './why-shown.ts'
import { counted, figure, oneLine } from './words.ts'

const mostParts = 12

/** For machines. */
export function currentWhyData(current: CurrentWhy) {
  const { result, selection, mode, alerts, override, parts, explained } = current
  return {
    ...currentData(result),
    selection,
    mode: mode ?? 'total',
    votes: votesIn(result.record, current) ?? null,
    alerts,
    override: override ?? null,
    parts: parts.map((part) => ({
      figure: figureText(part, selection, mode),
      votes: votesIn(part.record, current) ?? null,
      source: part.source,
    })),
    explained: explained === undefined ? null : explainedData(explained),
  }
}

/** A current figure, why it is that, and what it was taken from; then what else feeds say under its name. */
export function showCurrentWhy(current: CurrentWhy, said: readonly Explained[], out: Output): void {
  const { result, selection, mode, alerts, parts, explained } = current
  const { contest, unit, selections } = result.record
  const { name = selection, party } = selections.find(({ id }) => id === selection) ?? {}
  const what = `${oneLine(name)}${party === undefined ? '' : ` ${party}`}${mode === undefined ? '' : `, ${mode}`}`
  const title = `${oneLine(contest.name)}, ${oneLine(unit.name)}, ${what}: ${votesText(current, result)}`
  out.line(out.style('bold', title))
  out.line(
    `current, from ${sourceText(result.source)}, revision ${result.revision}, decided ${result.decidedAt}`,
  )
  showOrigin(result, out)
  showOverride(current, out)
  for (const alert of alerts) out.line(out.style('yellow', alertText(alert)))
  showOthers(current, said, out)
  if (explained !== undefined) {
    out.line()
    showExplained(explained, out)
  } else if (parts.length > 0) showParts(current, out)
  else out.next(`What feeds say of it: feed results --feed ${result.feeds[0] ?? 'FEED'}`)
}

const votesText = (current: CurrentWhy, { record }: LiveCurrent): string => {
  const votes = votesIn(record, current)
  return votes === undefined ? 'not reported' : figure(votes)
}

function showOverride({ override, selection }: CurrentWhy, out: Output): void {
  if (override === undefined) return
  const { id, who, why, at, until, votes } = override
  const isSet = Object.hasOwn(votes, selection)
  const what = isSet ? 'this figure' : 'others of this result, and not this one,'
  out.line(`  ${id}: ${oneLine(who)} set ${what} at ${at}, until ${until}: ${oneLine(why)}`)
}

function alertText({ id, severity, words, acknowledged, released }: Alert): string {
  const act = released ?? acknowledged
  const verb = released === undefined ? 'acknowledged' : 'released'
  const by = act === undefined ? '' : ` (${verb} by ${oneLine(act.who)}: ${oneLine(act.why)})`
  return `${severity} ${id}: ${oneLine(words)}${by}`
}

/** Feeds that say the same, or something else: not the one that it is taken from. */
function showOthers(
  { explained, selection, mode }: CurrentWhy,
  said: readonly Explained[],
  out: Output,
): void {
  for (const one of said) {
    const { result } = one.found
    const isSource =
      result.feed === explained?.found.result.feed && result.revision === explained.found.result.revision
    if (isSource && result.derived === explained.found.result.derived) continue
    const votes = votesIn(result.record, one.found)
    const name = figureText(result, selection, mode)
    const says = votes === undefined ? 'does not report it' : `says ${figure(votes)}`
    out.line(
      `${result.feed} ${says} (revision ${result.revision}): feed why ${shellWord(name)} --feed ${result.feed}`,
    )
  }
}

function showParts(current: CurrentWhy, out: Output): void {
  const { parts, selection, mode } = current
  const newest = parts.toSorted(newestFirst)
  const some = newest.slice(0, mostParts)
  out.line()
  out.line(`The sum of ${counted(parts.length, 'current result')}, what was decided last first.`)
  out.table(
    [{ title: 'votes', right: true }, { title: 'source' }, { title: 'figure' }],
    some.map((part) => [
      votesText(current, part),
      sourceText(part.source),
      figureText(part, selection, mode),
    ]),
  )
  if (some.length < parts.length) out.line(`… and ${parts.length - some.length} more.`)
  const [first] = newest
  if (first !== undefined)
    out.next(`The part that was decided last: feed why ${shellWord(figureText(first, selection, mode))}`)
}

const newestFirst = (one: LiveCurrent, other: LiveCurrent): number => {
  if (one.decidedAt !== other.decidedAt) return one.decidedAt < other.decidedAt ? 1 : -1
  return other.revision - one.revision || (one.key < other.key ? -1 : 1)
}
