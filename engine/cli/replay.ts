import { randomBytes } from 'node:crypto'
import type { Config } from '../config.ts'
import { openHomes } from '../entry/homes.ts'
import { replay as replayFeed } from '../entry/replay.ts'
import { feedError } from '../errors/feed-error.ts'
import type { FeedId } from '../model/ids.ts'
import { tracedLog } from '../poll/traced-log.ts'
import { command, exit } from './command.ts'
import { drained } from './drained.ts'
import { feedNamed } from './orders.ts'
import { counted } from './words.ts'

export const replay = command({
  arguments: { feed: { about: 'the id of a feed, or the path of its feed.yaml' } },
  options: {
    from: { value: 'REVISION', about: 'the first revision to publish again; without it, all of them' },
  },
  examples: ['feed replay us-zz-harbor', 'feed replay us-zz-harbor --from 40'],
  async run({ args, options, config, out, clock, signal }) {
    const from = revisionIn(options.from)
    const feed = await feedOf(args.feed, config, signal)
    await using homes = await openHomes(config)
    // Read before the archive: what is committed meanwhile is no gap.
    const head = await homes.state.peek(feed, signal)
    const name = `replay-${clock.now().toISOString()}-${randomBytes(4).toString('hex')}`
    const began = clock.elapsed()
    const replayed = await replayFeed(
      feed,
      { from, head },
      { archive: homes.archive, log: tracedLog(homes.log, name) },
      (revision) => out.progress(`revision ${revision} is published again`),
      signal,
    )
    if (replayed !== undefined) {
      const { pending: _, ...what } = replayed
      const ms = Math.round(clock.elapsed() - began)
      const at = clock.now().toISOString()
      homes.trace.emit({ event: 'changesets.replayed', feed, poll: name, at, ...what, ms })
    }
    const { consumed, dead } = await drained(homes, out, signal)
    out.data({ feed, replayed: replayed ?? null, consumed, dead })
    if (replayed === undefined) {
      out.next(`There is nothing to replay: ${feed} has no revision from ${from} on.`)
      return exit.fine
    }
    const { changesets, messages, from: first, to, pending } = replayed
    const which = first === to ? `revision ${to}` : `revisions ${first} to ${to}`
    out.line(
      `${feed}: ${counted(changesets, 'changeset')} published again, ${which}, ${counted(messages, 'message')} under the same ids.`,
    )
    out.line('Consumers that had them already drop them; who was away has all of them now.')
    if (pending !== null)
      out.line(`Revision ${pending} is committed and not published yet: the next poll publishes it.`)
    if (dead > 0) {
      out.next(`${counted(dead, 'message')} could not be processed, and why: feed dead-letters`)
      return exit.problems
    }
    out.next('See the figures: feed results')
    return exit.fine
  },
})

/** Found before anything is opened for writing: a mistyped id makes no stores. */
async function feedOf(word: string, config: Config, signal: AbortSignal): Promise<FeedId> {
  await using homes = await openHomes(config, { reading: true })
  return await feedNamed(word, config, homes.state, signal)
}

function revisionIn(text: string | undefined): number {
  if (text === undefined) return 1
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text)
  const problem = `--from is "${text}", not the number of a revision`
  throw feedError('CLI_USAGE', { problem, advice: 'Revisions count from 1; "feed status" shows the newest.' })
}
