import type { Config } from '../config.ts'
import type { Homes } from '../entry/homes.ts'
import { openHomes } from '../entry/homes.ts'
import { giveHold, standingKeys } from '../entry/orders.ts'
import { type ScopeFound, scopeOf } from '../entry/scope.ts'
import type { FeedId } from '../model/ids.ts'
import { readHeld } from '../poll/changeset.ts'
import { command, exit } from './command.ts'
import { feedNamed, orderOptions, saidIn } from './orders.ts'
import { planOf } from './plan-of.ts'
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
    'feed hold us-zz-harbor --why "the office asked us to wait"',
    'feed hold us-zz-harbor county:harbor --who Kim --why "a test deck"',
  ],
  async run({ args, options, config, out, clock, signal }) {
    const { feed, scopes } = await meant(args, config, signal)
    const said = await saidIn(options, { config, out, signal })
    await using homes = await openHomes(config, { clock })
    const holds = []
    for (const { scope, unchecked } of scopes) {
      const placed = await giveHold(feed, scope, said, homes, signal)
      holds.push({ hold: placed.id, scope, results: placed.results, checked: unchecked === undefined })
      const what = placed.group === '*' ? 'everything' : placed.group
      out.line(`${placed.id}  ${feed}: ${what} is held, ${counted(placed.results, 'standing result')}.`)
      if (unchecked !== undefined) out.line(out.style('yellow', notChecked(unchecked.near)))
    }
    out.data({ feed, holds })
    out.line(
      'From the next poll on the feed publishes nothing new of it, until you release it. What is current stays, marked stale,',
    )
    out.line('or another source takes over, where one is fit to be used.')
    out.next(`To lift it: feed release ${holds.map(({ hold: id }) => id).join(' ')} --why "…"`)
    return exit.fine
  },
})

const notChecked = (near: string | undefined): string =>
  `  No result of the feed is in it yet: it is held as written, and that the feed writes it so is not checked.${
    near === undefined ? '' : ` Did you mean ${near}?`
  }`

/** Found before anything is opened for writing: a mistyped id makes no stores. */
async function meant(
  { feed: word, result }: { readonly feed: string; readonly result: readonly string[] },
  config: Config,
  signal: AbortSignal,
): Promise<{ readonly feed: FeedId; readonly scopes: readonly ScopeFound[] }> {
  await using homes = await openHomes(config, { reading: true })
  const feed = await feedNamed(word, config, homes.state, signal)
  return { feed, scopes: await scopesOf(feed, result, homes, config, signal) }
}

/** None: the whole feed, which needs no look at its results. */
async function scopesOf(
  feed: FeedId,
  words: readonly string[],
  { state, archive }: Homes,
  config: Config,
  signal: AbortSignal,
): Promise<readonly ScopeFound[]> {
  if (words.length === 0) return [{ scope: {} }]
  const head = await state.peek(feed, signal)
  const keys = new Set(head && (await standingKeys(feed, head, state, signal)))
  for (const { key } of await readHeld(archive, head?.held ?? null, signal)) keys.add(key)
  const plan = planOf(feed, config)
  const contests = plan?.election.contests.map(({ id }) => id) ?? []
  return words.map((word) => scopeOf(word, feed, { keys, contests, feedUnit: plan?.unit }))
}
