import { type Homes, openHomes } from '../entry/homes.ts'
import { outlived } from '../entry/outlived.ts'
import {
  allOverrides,
  assertEnd,
  endOverride,
  giveOverride,
  resultMeant,
  selectionsOf,
  votesMeant,
} from '../entry/overrides.ts'
import { feedError } from '../errors/feed-error.ts'
import type { Override } from '../model/current.ts'
import { recompute } from '../process/arbitrate/recompute.ts'
import { currentEntry } from '../register/current-entries.ts'
import { type Call, command, type Exit, exit } from './command.ts'
import { decideOverdue, followThrough } from './follow-through.ts'
import { orderOptions, saidIn } from './orders.ts'
import { listOverrides, showSet } from './overrides-shown.ts'
import { nextTime } from './time-meant.ts'

export const override = command({
  arguments: {
    result: { about: 'CONTEST/UNIT of a current result; of the unit the last word may do', optional: true },
    votes: { about: 'SELECTION=VOTES, total votes; the others stay as they are', optional: true, many: true },
  },
  options: {
    ...orderOptions,
    until: { value: 'TIME', about: 'when it ends by itself: 07:00 there, or a time with its offset' },
    list: { about: 'those in force, and those that have ended' },
    end: { value: 'OVERRIDE', about: 'end one now: its id' },
  },
  examples: [
    'feed override zz/governor/county:harbor smith=1234 jones=980 --until 07:00 --why "read to us by the office"',
    'feed override --list',
    'feed override --end o-1a2b3c4d --why "the county has it now"',
  ],
  async run(call) {
    const { args, options } = call
    const isSetting = args.result !== undefined
    if ([isSetting, options.list, options.end !== undefined].filter(Boolean).length !== 1)
      throw usage('Give either CONTEST/UNIT with votes, or --list, or --end OVERRIDE')
    if (options.list) return await list(call)
    if (options.end !== undefined) return await end(options.end, options, call)
    return await set(args.result ?? '', args.votes, options, call)
  },
})

type OverrideCall = Pick<Call, 'config' | 'out' | 'clock' | 'signal'>
interface Given {
  readonly who: string | undefined
  readonly why: string | undefined
  readonly until: string | undefined
}

async function list({ config, out, clock, signal }: OverrideCall): Promise<Exit> {
  await using homes = await openHomes(config, { clock, reading: true })
  const all: Override[] = []
  for await (const one of allOverrides(homes.register, signal)) all.push(one.override)
  const now = clock.now().toISOString()
  const still = new Set((await outlived(homes.register, now, signal)).map(({ id }) => id))
  listOverrides(all, still, now, out)
  return exit.fine
}

/** What is meant is found before anybody is asked, and before anything is opened for writing. */
async function set(
  word: string,
  votes: readonly string[],
  given: Given,
  { config, out, clock, signal }: OverrideCall,
): Promise<Exit> {
  const { until, set: figures } = await meant(word, votes, given.until, { config, clock, signal })
  const said = await saidIn(given, { config, out, signal })
  await using homes = await openHomes(config, { clock })
  await decideOverdue(homes, { out, signal })
  const result = await resultMeant(word, homes.register, signal)
  const now = clock.now().toISOString()
  const about = { result, votes: figures, said, until: until.at, now }
  const done = await giveOverride(about, homes.register, signal)
  const after = await makeCurrent(done.override, homes, signal)
  await followThrough(homes, { config, out, signal })
  showSet({ before: result, ...done, after, until: until.words }, out)
  return exit.fine
}

async function meant(
  word: string,
  votes: readonly string[],
  until: string | undefined,
  { config, clock, signal }: Pick<Call, 'config' | 'clock' | 'signal'>,
) {
  await using homes = await openHomes(config, { clock, reading: true })
  const result = await resultMeant(word, homes.register, signal)
  const known = await selectionsOf(result, homes, signal)
  if (votes.length === 0)
    throw usage(`What is ${word} set to? Give SELECTION=VOTES: ${known[0] ?? 'smith'}=1234`)
  const figures = votesMeant(votes, result, known)
  if (until === undefined) throw usage('When does it end? Give --until TIME')
  const { election, timezone } = homes.desk(result.election)
  const ends = nextTime(until, { date: election.date, timezone }, clock.now())
  assertEnd(ends.at, clock.now().toISOString())
  return { until: ends, set: figures }
}

async function end(id: string, given: Given, { config, out, clock, signal }: OverrideCall): Promise<Exit> {
  const said = await saidIn(given, { config, out, signal })
  await using homes = await openHomes(config, { clock })
  await decideOverdue(homes, { out, signal })
  const now = clock.now().toISOString()
  const { override: ended, wasInForce } = await endOverride(id, said, now, homes.register, signal)
  const after = await makeCurrent(ended, homes, signal)
  await followThrough(homes, { config, out, signal })
  out.data({ override: ended, wasInForce, source: after?.envelope.source ?? null })
  out.line(wasInForce ? `${id} is ended by ${said.who}.` : `${id} had ended already; nothing is changed.`)
  if (after !== undefined) out.line(after.envelope.because)
  out.next(`What stands now: feed results --contest ${ended.key.split('|')[0] ?? ''}`)
  return exit.fine
}

/** Written first, computed then: a crash between is healed by "feed run", or by the same command again. */
async function makeCurrent({ election, key }: Override, homes: Homes, signal: AbortSignal) {
  await recompute(homes, election, [key], signal)
  return await currentEntry(homes.register, election, key, signal)
}

const usage = (problem: string): Error =>
  feedError('CLI_USAGE', { problem, advice: 'See "feed override --help".' })
