import { span } from '../entry/health.ts'
import { type HoldShown, holdsOf } from '../entry/held.ts'
import { openHomes } from '../entry/homes.ts'
import type { FeedError } from '../errors/feed-error.ts'
import { renderJson, renderText } from '../errors/render.ts'
import type { HeldResult } from '../model/hold.ts'
import { contestAndUnit } from '../model/ids.ts'
import { epochMilliseconds } from '../time/zone.ts'
import { command, exit } from './command.ts'
import { feedNamed } from './orders.ts'
import type { Output } from './output.ts'
import { counted, figure, oneLine } from './words.ts'

/** So many lines of figures of one hold are shown. */
const mostFigures = 12

export const holds = command({
  arguments: { feed: { about: 'ids of feeds; none: all feeds', optional: true, many: true } },
  options: { all: { about: 'all figures of each hold, however many' } },
  examples: ['feed holds', 'feed holds us-ga-general-2020'],
  async run({ args, options, config, out, clock, signal }) {
    await using homes = openHomes(config)
    const asked = new Set<string>()
    for (const word of args.feed) asked.add(await feedNamed(word, config, homes.state, signal))
    const problems: FeedError[] = []
    const damaged = (damage: FeedError): void => void problems.push(damage)
    const shown = await Array.fromAsync(holdsOf(homes, asked, damaged, signal))
    const said = shown.map(({ feed, hold, results }) => ({ feed, ...hold, figures: results }))
    out.data({ holds: said, problems: problems.map(renderJson) })
    for (const one of shown) show(one, options.all, clock.now().getTime(), out)
    for (const problem of problems) out.line(renderText(problem))
    const [first] = shown
    if (first === undefined) {
      if (problems.length > 0) {
        out.next('What is held of the damaged is not known. The others: nothing is held')
        return exit.problems
      }
      out.next('Nothing is held. How fresh everything is: feed status')
      return exit.fine
    }
    out.next(`${counted(shown.length, 'hold')}. To publish one: ${releaseCommand(first)}`)
    return problems.length > 0 ? exit.problems : exit.held
  },
})

const releaseCommand = ({ hold }: HoldShown): string => `feed release ${hold.id} --why "…"`

function show(shown: HoldShown, all: boolean, now: number, out: Output): void {
  const { feed, hold, results } = shown
  const since = now - (epochMilliseconds(hold.since) ?? now)
  out.line(
    `${out.style('yellow', hold.id)}  ${out.style('bold', hold.code)}  ${feed}, for ${span(since)}, since ${hold.since}`,
  )
  out.line(`  ${hold.by === undefined ? '' : `${oneLine(hold.by)} holds it: `}${oneLine(hold.reason)}`)
  if (hold.hint !== undefined) out.line(`  ${out.style('dim', oneLine(hold.hint))}`)
  if (hold.due !== undefined) out.line(`  It ends by itself at ${hold.due}.`)
  if (hold.places.length > 0) out.line(`  Seen at ${hold.places.map(oneLine).join(', ')}`)
  if (results.length > 0) showFigures(results, all, out)
  else if (hold.by === undefined)
    out.line('  Nothing of that capture is published; every figure of the feed is as it was before.')
  else out.line(`  ${counted(hold.results, 'standing result')}; the next poll keeps back what changes.`)
  out.line(`  ${out.style('cyan', releaseCommand(shown))}`)
  out.line()
}

function showFigures(results: readonly HeldResult[], all: boolean, out: Output): void {
  const rows = results.flatMap(rowsOf)
  const some = all ? rows : rows.slice(0, mostFigures)
  out.table(
    [
      { title: '  contest', flexible: true },
      { title: 'unit', flexible: true },
      { title: 'figure', flexible: true },
      { title: 'stands', right: true },
      { title: 'held back', right: true },
      { title: '', right: true },
    ],
    some,
  )
  if (some.length < rows.length)
    out.line(`  … and ${counted(rows.length - some.length, 'figure')} more: --all`)
}

/** One line per figure that would change, the largest move first; one in all where none would. */
function rowsOf({ key, before, now }: HeldResult): readonly (readonly string[])[] {
  const { contest, unit } = contestAndUnit(key)
  const stood = before?.gone === undefined ? before : undefined
  const named = { ...stood?.votes, ...now?.votes }
  const moves = (id: string): number => Math.abs((now?.votes[id] ?? 0) - (stood?.votes[id] ?? 0))
  const changed = Object.keys(named)
    .filter((id) => stood?.votes[id] !== now?.votes[id])
    .toSorted((one, other) => moves(other) - moves(one))
  const where = [`  ${contest}`, unit.split('/').at(-1) ?? unit]
  if (changed.length === 0) return [[...where, '(votes as they stand)', '', '', '']]
  return changed.map((id) => {
    const [was, is] = [stood?.votes[id], now?.votes[id]]
    const moved = was === undefined || is === undefined ? '' : signed(is - was)
    return [...where, id, shown(was, 'none'), shown(is, 'gone'), moved]
  })
}

const shown = (votes: number | undefined, otherwise: string): string =>
  votes === undefined ? otherwise : figure(votes)
const signed = (moved: number): string => `${moved > 0 ? '+' : '−'}${figure(Math.abs(moved))}`
