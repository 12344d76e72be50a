import { renderText } from '../errors/render.ts'
import type { Order } from '../model/hold.ts'
import { contestAndUnit } from '../model/ids.ts'
import type { Excerpt } from '../model/row.ts'
import { type Explained, withdrawal } from './explained.ts'
import { type FigureFound, figureText, votesIn } from './figure.ts'
import { focused } from './focus.ts'
import type { Output } from './output.ts'
import { shellWord } from './shell-word.ts'
import type { ToldStep } from './told-steps.ts'
import { counted, figure, oneLine, shortHash, sized } from './words.ts'

const mostParts = 12

/** A figure and where it comes from, for people; ends with what to ask next. */
export function showExplained(explained: Explained, out: Output): void {
  const { found, hold, damage, heldNow } = explained
  const { result, selection, mode } = found
  const { contest, unit, selections } = result.record
  const { name = selection, party } = selections.find(({ id }) => id === selection) ?? {}
  const votes = votesIn(result.record, found)
  const what = `${oneLine(name)}${party === undefined ? '' : ` ${party}`}${mode === undefined ? '' : `, ${mode}`}`
  const gone = withdrawal(explained)
  const stands = votes === undefined ? 'not reported' : figure(votes)
  const is = gone === undefined ? stands : `withdrawn with revision ${gone.revision}; before that ${stands}`
  out.line(out.style('bold', `${oneLine(contest.name)}, ${oneLine(unit.name)}, ${what}: ${is}`))
  if (hold !== undefined) {
    const now = heldNow === undefined ? '' : ` The source says ${figure(heldNow)} now.`
    out.line(out.style('yellow', `stale: ${hold.id} ${hold.code} ${hold.reason}.${now}`))
  }
  if (damage !== undefined) out.line(`${renderText(damage)}\nWhether it is stale is not known.`)
  if (result.derived) showParts(explained, out)
  else showSteps(explained, out)
}

function showParts({ found, parts }: Explained, out: Output): void {
  const { result, selection, mode } = found
  out.line(
    `${result.feed} does not give it: it is the sum of ${counted(parts.length, 'part')}, newest first.`,
  )
  const some = parts.slice(0, mostParts)
  out.table(
    [{ title: 'votes', right: true }, { title: 'revision', right: true }, { title: 'figure' }],
    some.map((part) => {
      const votes = votesIn(part.record, found)
      return [
        votes === undefined ? '' : figure(votes),
        String(part.revision),
        figureText(part, selection, mode),
      ]
    }),
  )
  if (some.length < parts.length) out.line(`… and ${parts.length - some.length} more.`)
  const [newest] = parts
  if (newest !== undefined)
    out.next(`The part that changed last: feed why ${shellWord(figureText(newest, selection, mode))}`)
}

function showSteps(explained: Explained, out: Output): void {
  const { found, steps, plan, hold } = explained
  const [newest, earlier] = steps
  if (newest === undefined) {
    out.line(
      'The archive has no changeset of this revision. Is it the archive that belongs to these results?',
    )
    out.next('docs/recovery.md says how to bring archive and results together.')
    return
  }
  const { feed } = found.result
  out.line()
  out.line(`${feed}, ${stepText(newest)}`)
  for (const order of newest.releases) out.line(`  ${releaseText(order)}`)
  const changed = plan === undefined ? '; the spec is not there any more' : '; the spec has changed since'
  out.line(`  plan     ${shortHash(newest.plan)}${plan?.hash === newest.plan ? '' : changed}`)
  out.line(`  capture  ${shortHash(newest.capture)}`)
  showPlaces(explained, out)
  showEarlier(explained, out)
  showOrders(explained, out)
  const name = figureText(found.result, found.selection, found.mode)
  if (hold !== undefined) out.next(`What is held back, and how to release it: feed holds ${feed}`)
  else if (earlier !== undefined)
    out.next(
      `The bytes of ${withdrawal(explained) === undefined ? 'an earlier one' : 'what stood before'}: feed why ${shellWord(`${name}@${earlier.capturedAt}`)}`,
    )
  else {
    const { unit } = contestAndUnit(found.result.key)
    out.next(`All of this result: feed results --feed ${feed} --unit ${shellWord(unit)}`)
  }
}

/** The revisions in which the figure moved, and how many there were in which it did not. */
function showEarlier({ steps, others, more }: Explained, out: Output): void {
  if (steps.length + others > 1 || more) {
    out.line()
    out.line('before that')
  }
  for (const step of steps.slice(1)) {
    out.line(`  ${stepText(step)}`)
    for (const order of step.releases) out.line(`    ${releaseText(order)}`)
  }
  if (others > 0)
    out.line(`  ${counted(others, 'other revision')} of this result, which left this figure as it was`)
  if (more) out.line('  … and more: --all')
}

function stepText({ revision, capturedAt, change, before, after }: ToldStep): string {
  const [was, is] = [votesText(before), votesText(after)]
  const moved = before === after ? `still ${is}` : `${was} → ${is}`
  return `revision ${revision}, captured ${capturedAt}: ${change.kind}, ${moved}`
}

const votesText = (votes: number | undefined): string => (votes === undefined ? 'nothing' : figure(votes))

const releaseText = ({ who, why, code, group, at }: Order): string =>
  `released by ${oneLine(who)} at ${at}: ${oneLine(why)} (${code} ${group})`

/** Beside those that let a revision pass. */
function showOrders({ orders, steps }: Explained, out: Output): void {
  const told = new Set(steps.flatMap(({ releases }) => releases).map(({ hold, at }) => `${hold} ${at}`))
  for (const order of orders) {
    if (told.has(`${order.hold} ${order.at}`)) continue
    const { who, why, at, hold } = order
    const verb = order.order === 'hold' ? 'held' : 'released'
    out.line(`  ${verb} by ${oneLine(who)} at ${at}: ${oneLine(why)} (${hold})`)
  }
}

function showPlaces({ found, places }: Explained, out: Output): void {
  for (const [index, { origin, place, payload, excerpt, trouble }] of places.entries()) {
    if (payload !== undefined && payload !== places[index - 1]?.payload)
      out.line(
        `  payload  ${oneLine(payload.origin)}, ${sized(payload.bytes)}, sha256 ${shortHash(payload.sha256)}`,
      )
    out.line(`  place    ${oneLine(origin)} ${place}`)
    if (trouble !== undefined)
      out.line(out.style('red', `           ${renderText(trouble).replaceAll('\n', '\n         ')}`))
    else if (excerpt === undefined)
      out.line('           what stands there can not be cut out by the spec of today')
    else for (const line of rawLines(excerpt, found)) out.line(`           ${out.style('cyan', line)}`)
  }
}

/** The lines of a row that have to do with the figure. */
function rawLines(excerpt: Excerpt, found: FigureFound): readonly string[] {
  const votes = votesIn(found.result.record, found)
  const words = [
    found.result.record.unit.name,
    ...(votes === undefined ? [] : [String(votes), figure(votes)]),
  ]
  const lines = focused(excerpt, words)
  const digits = String(lines.at(-1)?.line ?? lines.at(-2)?.line ?? 0).length
  return lines.map((line) => {
    if (line === undefined) return '…'
    const number = lines.length > 1 ? `L${String(line.line).padEnd(digits)} ` : ''
    return `${number}| ${line.text.replaceAll(/[^\P{Cc}\t]/gu, '�')}`
  })
}
