import type { LiveCurrent } from '../entry/current-results.ts'
import { endOf } from '../entry/outlived.ts'
import type { Override } from '../model/current.ts'
import { contestAndUnit } from '../model/ids.ts'
import type { CurrentEntry } from '../register/current-entries.ts'
import { isInForce } from '../register/override-entries.ts'
import type { Output } from './output.ts'
import { sourceText } from './source-text.ts'
import { figure, oneLine } from './words.ts'

export interface SetShown {
  readonly before: LiveCurrent
  readonly override: Override
  readonly replaced: readonly Override[]
  /** What is current by it. Undefined: nothing yet. */
  readonly after: CurrentEntry | undefined
  /** In words. */
  readonly until: string
}

/** The figures before and after, who set them and until when. */
export function showSet({ before, override, replaced, after, until }: SetShown, out: Output): void {
  const { id, votes, who, why } = override
  const hadFigures = before.record.selections.length > 0
  const isCurrent = after?.envelope.source.kind === 'override'
  out.data({
    override,
    replaced: replaced.map((one) => one.id),
    before: { source: before.source, record: hadFigures ? before.record : null },
    after: after === undefined ? null : { source: after.envelope.source, record: after.envelope.record },
  })
  const { contest, unit } = before.record
  const selections = (hadFigures ? before.record : after?.envelope.record)?.selections ?? []
  out.line(
    `${out.style('bold', `${oneLine(contest.name)}, ${oneLine(unit.name)}`)}  from ${sourceText(before.source)}`,
  )
  const columns = [
    { title: 'selection', flexible: true },
    { title: 'before', right: true },
    { title: 'after', right: true },
    { title: '' },
  ] as const
  const then = new Map(after?.envelope.record?.selections.map((one) => [one.id, one.votes.total]))
  const rows = selections.map((one) => {
    const isSet = Object.hasOwn(votes, one.id)
    const total = then.get(one.id)
    const is = total === undefined ? '' : figure(total)
    const was = hadFigures ? figure(one.votes.total) : ''
    return [oneLine(one.name), was, is, isSet ? out.style('magenta', 'set') : '']
  })
  out.table(columns, rows)
  out.line(`${id}  set by ${oneLine(who)} until ${until}: ${oneLine(why)}`)
  for (const one of replaced)
    out.line(`  It takes the place of ${one.id}, and keeps what that one set and it does not.`)
  if (!isCurrent)
    out.line(out.style('yellow', 'It is kept, and not current yet: "feed run" makes it so within seconds.'))
  out.next(`To end it before: feed override --end ${id} --why "…"`)
}

/** What became of figures that have ended where nobody has decided anew since. */
const stillStands = 'and still stands until a process decides anew: feed run or feed consume'

/** That figures set by hand have ended and stand all the same: in words, and for machines. */
export const outlivedText = (one: Override): string => `${one.id} ended at ${endOf(one)}, ${stillStands}`
export const outlivedData = (one: Override) => ({ override: one.id, key: one.key, ended: endOf(one) })

/** Those in force first, then the newest. `still`: ids of those that have ended, and stand all the same. */
export function listOverrides(
  all: readonly Override[],
  still: ReadonlySet<string>,
  now: string,
  out: Output,
): void {
  const shown = all
    .map((one) => ({ one, state: stateOf(one, now), isActive: isInForce(one, now) }))
    .toSorted((a, b) => Number(b.isActive) - Number(a.isActive) || (a.one.at < b.one.at ? 1 : -1))
  out.data({
    at: now,
    overrides: shown.map(({ one, isActive }) => ({
      ...one,
      inForce: isActive,
      stillStands: still.has(one.id),
    })),
  })
  if (shown.length === 0) {
    out.next('No figure is set by hand. To set one: feed override --help')
    return
  }
  for (const { one, state, isActive } of shown) {
    const { contest, unit } = contestAndUnit(one.key)
    const votes = Object.entries(one.votes).map(([id, count]) => `${id} ${figure(count)}`)
    out.line(`${out.style(isActive ? 'magenta' : 'dim', one.id)}  ${contest}/${unit}: ${votes.join(', ')}`)
    out.line(`  by ${oneLine(one.who)} at ${one.at}: ${oneLine(one.why)}`)
    out.line(`  ${state}`)
    if (still.has(one.id)) out.line(out.style('yellow', `  ${stillStands}`))
  }
  const [first] = shown
  out.next(
    first?.isActive === true
      ? `To end one: feed override --end ${first.one.id} --why "…"`
      : 'None is in force. What stands: feed results',
  )
}

function stateOf(override: Override, now: string): string {
  const { ended, until } = override
  if (ended !== undefined) return `ended by ${oneLine(ended.who)} at ${ended.at}: ${oneLine(ended.why)}`
  return isInForce(override, now) ? `in force until ${until}` : `ended by itself at ${until}`
}
