import { type Homes, openHomes } from '../entry/homes.ts'
import type { FeedId } from '../model/ids.ts'
import { currentElections } from '../register/current-entries.ts'
import { type Call, command } from './command.ts'
import { showCurrentResults } from './current-results.ts'
import { type ResultsOptions, showFeedResults } from './feed-results.ts'
import { planOf } from './plan-of.ts'
import { timeOfNight } from './time-meant.ts'

export const results = command({
  arguments: {},
  options: {
    feed: { value: 'FEED', about: 'what one feed says, whatever is current: its id' },
    election: { value: 'ELECTION', about: 'of one election: its id' },
    contest: { value: 'CONTEST', about: 'of one contest: its id, the end of it, or its name' },
    unit: { value: 'UNIT', about: 'of one unit: its id, the end of it, or its name' },
    at: { value: 'TIME', about: 'as they stood: 21:47 in the night there, or a time with its offset' },
    all: { about: 'all rows of a table, however many' },
    figures: { about: 'one figure per line, as "feed why" takes it' },
    csv: { about: 'one selection per line, as CSV' },
  },
  examples: [
    'feed results',
    'feed results --contest us-president --unit harbor',
    'feed results --at 21:47',
    'feed results --feed us-zz-harbor --at 2024-11-05T22:00:00-05:00 --csv',
  ],
  async run({ options, ...call }) {
    const { config, clock, signal } = call
    await using homes = await openHomes(config, { clock, reading: true })
    const elections = await Array.fromAsync(currentElections(homes.register, signal))
    if (options.feed === undefined && (elections.length > 0 || options.election !== undefined))
      return await showCurrentResults(options, options.at, elections, homes, call)
    return await showFeedResults(options, momentOfFeed(options, call, homes), homes, call)
  },
})

/** On the clocks of the election that the feed is of. */
function momentOfFeed(
  { feed, at }: ResultsOptions & { readonly at: string | undefined },
  { config }: Pick<Call, 'config'>,
  homes: Homes,
): string | undefined {
  if (at === undefined) return undefined
  const election = feed === undefined ? undefined : planOf(feed as FeedId, config)?.election
  const timezone = election && homes.desk(election.id).timezone
  return timeOfNight(at, { date: election?.date ?? '', timezone }).at
}
