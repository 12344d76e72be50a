import type { Homes } from '../entry/homes.ts'
import { openHomes } from '../entry/homes.ts'
import { giveHold } from '../entry/orders.ts'
import { scopeOf } from '../entry/scope.ts'
import { feedError } from '../errors/feed-error.ts'
import type { Scope } from '../model/hold.ts'
import type { FeedId } from '../model/ids.ts'
import { readHeld } from '../poll/changeset.ts'
import { command, exit } from './command.ts'
import { feedNamed, orderOptions, saidIn } from './orders.ts'
import { counted } from './words.ts'

export const hold = command({
  arguments: {
    feed: { about: 'the id of a feed, or the path of its feed.yaml' },
    result: {
      about: 'CONTEST, UNIT or CONTEST/UNIT; a unit stands for all in it; none: the whole feed',
      optional: true,
      many: true,
    },
  },
  options: orderOptions,
  examples: [
    'feed hold us-ga-general-2020 --why "the office asked us to wait"',
    'feed hold us-ga-general-2020 county:fulton --who Kim --why "a test deck"',
  ],
  async run({ args, options, config, out, clock, signal }) {
    await using homes = openHomes(config, { clock })
    const feed = await feedNamed(args.feed, config, homes.state, signal)
    const scopes = await scopesOf(feed, args.result, homes, signal)
    const said = await saidIn(options, { config, out, signal })
    const holds = []
    for (const scope of scopes) {
      const placed = await giveHold(feed, scope, said, homes, signal)
      holds.push({ hold: placed.id, scope, results: placed.results })
      const what = placed.group === '*' ? 'everything' : placed.group
      out.line(`${placed.id}  ${feed}: ${what} is held, ${counted(placed.results, 'standing result')}.`)
    }
    out.data({ feed, holds })
    out.line(
      'Their figures stay as they are, marked stale, whatever the source says, until you release them.',
    )
    out.next(`To lift it: feed release ${holds.map(({ hold: id }) => id).join(' ')} --why "…"`)
    return exit.fine
  },
})

async function scopesOf(
  feed: FeedId,
  words: readonly string[],
  { state, archive }: Homes,
  signal: AbortSignal,
): Promise<readonly Scope[]> {
  if (words.length === 0) return [{}]
  const head = await state.peek(feed, signal)
  if (head === undefined) throw feedError('CLI_FEED_NEVER_POLLED', { feed, near: undefined })
  const keys = new Set((await state.load(feed, head, signal)).keys())
  for (const { key } of await readHeld(archive, head.held, signal)) keys.add(key)
  return words.map((word) => scopeOf(word, feed, keys))
}
