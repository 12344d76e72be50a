import { openHomes } from '../entry/homes.ts'
import { type PeekedHead, peekHead } from '../entry/peek-head.ts'
import { feedError } from '../errors/feed-error.ts'
import { renderText } from '../errors/render.ts'
import type { TraceReader } from '../trace/reader.ts'
import { command, type Exit, exit } from './command.ts'
import { failedNext } from './failed-next.ts'
import { feedNamed } from './orders.ts'
import { isNews, lastPolls, type Traced } from './trace-polls.ts'
import { showAside, showPoll } from './trace-shown.ts'
import { courseOf } from './trace-steps.ts'
import { counted } from './words.ts'

const usualPolls = 5

export const trace = command({
  arguments: { feed: { about: 'the id of a feed, or the path of its feed.yaml' } },
  options: {
    polls: { value: 'NUMBER', about: `so many of the last polls; without it ${usualPolls}` },
    news: { about: 'only polls that found something: no unchanged ones, none that were skipped' },
  },
  examples: ['feed trace us-zz-harbor', 'feed trace us-zz-harbor --polls 20 --news'],
  async run({ args, options, config, out, signal }) {
    const most = pollsIn(options.polls)
    await using homes = await openHomes(config, { reading: true })
    const feed = await feedNamed(args.feed, config, homes.state, signal)
    const peeked = await peekHead(feed, homes.state, signal)
    let damaged = 0
    const events = homes.traces.events(feed, { damaged: () => void damaged++, signal })
    const found = await lastPolls(events, most, options.news ? isNews : () => true)
    out.data({ feed, place: homes.traces.place, damaged, trace: found.map(dataOf) })
    for (const one of found) {
      if (one.kind === 'poll') showPoll(one, feed, out)
      else showAside(one, out)
    }
    if (damaged > 0) out.line(`${counted(damaged, 'line')} of ${homes.traces.place} can not be read.`)
    if (peeked.damage !== undefined) out.line(renderText(peeked.damage))
    const polls = found.filter(({ kind }) => kind === 'poll').length
    out.next(
      polls > 0
        ? nextOf(feed, found, peeked)
        : await nothing(feed, peeked, options.news, homes.traces, signal),
    )
    return exitOf(peeked)
  },
})

function pollsIn(text: string | undefined): number {
  if (text === undefined) return usualPolls
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text)
  const problem = `--polls is "${text}", not a whole number from 1 to 9999`
  throw feedError('CLI_USAGE', { problem, advice: `Without it the last ${usualPolls} are shown.` })
}

const dataOf = (one: Traced): object =>
  one.kind === 'poll' ? { poll: one.poll, ...courseOf(one), events: one.events } : one.event

/** As `feed status` ends: what the feed is now, not what its polls were. */
function exitOf({ head, damage }: PeekedHead): Exit {
  if (damage !== undefined || head === undefined || head.failing !== null) return exit.problems
  return head.holds.length > 0 ? exit.held : exit.fine
}

function nextOf(feed: string, found: readonly Traced[], { head }: PeekedHead): string {
  if (head?.failing) return failedNext(feed, head.failing.code)
  if (head !== undefined && head.holds.length > 0) return `What is held, and why: feed holds ${feed}`
  const newest = found.findLast(({ kind }) => kind === 'poll')
  if (newest?.kind === 'poll') {
    if (newest.events.some(({ event }) => event === 'row.rejected'))
      return `Every rejected row, and what the source gives now: feed dry-run ${feed}`
    if (courseOf(newest).ms === null) return `Who has the feed now, and until when: feed status ${feed}`
  }
  return `How fresh it is: feed status ${feed}`
}

/** Why there is no poll to show. */
async function nothing(
  feed: string,
  { head, damage }: PeekedHead,
  newsOnly: boolean,
  { place, keptHours }: Pick<TraceReader, 'place' | 'keptHours'>,
  signal: AbortSignal,
): Promise<string> {
  if (head?.checkedAt == null && damage === undefined && !head?.failing)
    return `${feed} was never polled. Poll it now: feed run ${feed} --once`
  const hours = await keptHours(signal)
  const kept = hours === null ? '' : `, which keeps ${counted(hours, 'hour')}`
  const what = newsOnly ? 'no poll that found something' : 'no poll'
  const when = head?.checkedAt == null ? '' : `; it was last checked at ${head.checkedAt}`
  return `${place}${kept}, has ${what} of ${feed}${when}. How it is: feed status ${feed}`
}
