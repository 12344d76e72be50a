import { span } from '../entry/health.ts'
import { type HoldShown, holdsOf } from '../entry/held.ts'
import { openHomes } from '../entry/homes.ts'
import type { FeedError } from '../errors/feed-error.ts'
import { renderJson, renderText } from '../errors/render.ts'
import type { HeldResult, Hold } from '../model/hold.ts'
import { contestAndUnit } from '../model/ids.ts'
import { modes } from '../model/result.ts'
import { epochMilliseconds } from '../time/instant.ts'
import { command, exit } from './command.ts'
import { feedNamed } from './orders.ts'
import type { Output } from './output.ts'
import { counted, figure, oneLine } from './words.ts'

/** So many lines of figures of one hold are shown. */
const mostFigures = 12

export const holds = command({
  arguments: { feed: { about: 'ids of feeds; none: all feeds', optional: true, many: true } },
  options: { all: { about: 'all figures of each hold, however many' } },
  examples: ['feed holds', 'feed holds us-zz-harbor'],
  async run({ args, options, config, out, clock, signal }) {
    await using homes = await openHomes(config, { reading: true })
    const asked = new Set<string>()
    for (const word of args.feed) asked.add(await feedNamed(word, config, homes.state, signal))
    const problems: FeedError[] = []
    const damaged = (damage: FeedError): void => void problems.push(damage)
    const shown = await Array.fromAsync(holdsOf(homes, asked, damaged, signal))
    const said = shown.map(({ feed, hold, results, end }) => ({
      feed,
      ...hold,
      figures: results,
      canBeReleased: end === undefined,
    }))
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
    const one = shown.find(({ end }) => end === undefined)
    const next =
      one === undefined
        ? `None of them can be released. What the source gives now: feed dry-run ${first.feed}`
        : `To publish one: ${releaseCommand(one)}`
    out.next(`${counted(shown.length, 'hold')}. ${next}`)
    return problems.length > 0 ? exit.problems : exit.held
  },
})

const releaseCommand = ({ hold }: HoldShown): string => `feed release ${hold.id} --why "…"`

function show(shown: HoldShown, all: boolean, now: number, out: Output): void {
  const { feed, hold, results, end } = shown
  const since = now - (epochMilliseconds(hold.since) ?? now)
  out.line(
    `${out.style('yellow', hold.id)}  ${out.style('bold', hold.code)}  ${feed}, for ${span(since)}, since ${hold.since}`,
  )
  out.line(`  ${hold.by === undefined ? '' : `${oneLine(hold.by)} holds it: `}${oneLine(hold.reason)}`)
  if (hold.hint !== undefined) out.line(`  ${out.style('dim', oneLine(hold.hint))}`)
  if (hold.due !== undefined) out.line(`  It ends by itself at ${hold.due}.`)
  if (hold.places.length > 0) out.line(`  Seen at ${hold.places.map(oneLine).join(', ')}`)
  if (results.length > 0) showFigures(shown, all, out)
  else if (hold.by === undefined)
    out.line('  Nothing of that capture is published; every figure of the feed is as it was before.')
  else out.line(`  ${counted(hold.results, 'standing result')}; the next poll keeps back what changes.`)
  out.line(`  ${out.style('cyan', end ?? releaseCommand(shown))}`)
  out.line()
}

function showFigures({ hold, results }: HoldShown, all: boolean, out: Output): void {
  const rows = results.flatMap((one) => rowsOf(one, hold))
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

/** One line per figure that would change or is the doubt, the largest move first; one in all where there is none. */
function rowsOf({ key, before, now }: HeldResult, { code }: Hold): readonly (readonly string[])[] {
  const { contest, unit } = contestAndUnit(key)
  const stood = before?.gone === undefined ? before : undefined
  const lines = [...votesIn(stood, now), ...modesIn(stood, now)].filter(({ was, is }) => was !== is)
  const cast = { id: '(ballots cast)', was: stood?.ballotsCast, is: now?.ballotsCast }
  if (cast.was !== cast.is || (code === 'CHECK_BALLOTS' && cast.is !== undefined)) lines.push(cast)
  const where = [`  ${contest}`, unit.split('/').at(-1) ?? unit]
  if (lines.length === 0) return [[...where, '(votes as they stand)', '', '', '']]
  return lines
    .toSorted((one, other) => Math.abs(moveOf(other)) - Math.abs(moveOf(one)))
    .map(({ id, was, is }) => {
      const moved = was === undefined || is === undefined || was === is ? '' : signed(is - was)
      return [...where, id, shown(was, 'none'), shown(is, 'gone'), moved]
    })
}

interface Line {
  readonly id: string
  readonly was: number | undefined
  readonly is: number | undefined
}
type Said = HeldResult['now']

const moveOf = ({ was = 0, is = 0 }: Line): number => is - was

const votesIn = (stood: Said, now: Said): readonly Line[] =>
  Object.keys({ ...stood?.votes, ...now?.votes }).map((id) => ({
    id,
    was: stood?.votes[id],
    is: now?.votes[id],
  }))

/** Modes that move otherwise than the total of their selection, named as figures are: what the total does not tell. */
const modesIn = (stood: Said, now: Said): readonly Line[] =>
  votesIn(stood, now).flatMap((total) => {
    const [was, is] = [stood?.modes?.[total.id], now?.modes?.[total.id]]
    if (was === undefined || is === undefined) return []
    const lines = modes.map((mode) => ({ id: `${total.id}.${mode}`, was: was[mode], is: is[mode] }))
    return lines.filter((line) => Math.sign(moveOf(line)) !== Math.sign(moveOf(total)))
  })

const shown = (votes: number | undefined, otherwise: string): string =>
  votes === undefined ? otherwise : figure(votes)
const signed = (moved: number): string => `${moved > 0 ? '+' : '−'}${figure(Math.abs(moved))}`
