import type { Homes } from '../../../engine/entry/homes.ts'
import { pollFeed } from '../../../engine/entry/poll-feed.ts'
import type { Hold } from '../../../engine/model/hold.ts'
import type { FeedId, ResultKey } from '../../../engine/model/ids.ts'
import type { Plan } from '../../../engine/plan/plan.ts'
import { readHeld } from '../../../engine/poll/changeset.ts'
import type { PollOutcome } from '../../../engine/poll/ports.ts'
import { tick } from '../../../engine/process/arbitrate/tick.ts'
import { planOf } from '../../helpers/judged.ts'
import { manualClock } from '../../helpers/manual-clock.ts'
import type { Look } from './looks.ts'
import { type Heard, type Known, member } from './member.ts'
import { type Addresses, startOffice } from './office.ts'
import type { OpenStage, Stage } from './stage.ts'

/** Series that are played on the same stores, through feeds of the project as they are shipped. */
export interface Recorded {
  readonly feeds: readonly PolledFeed[]
  readonly looks: readonly Look[]
  /** Where the requests of the feeds find the streams. */
  readonly addresses: Addresses
  /** What a person says to the holds after a look: those she releases. */
  readonly releases: (moment: Moment) => readonly HoldOf[]
}

export interface PolledFeed {
  /** `us-mn/general-2020`: below feeds/. */
  readonly path: string
  /** Whether it is polled at this look: whoever recorded the series has not kept everything at every moment. Usually it is. */
  readonly when?: (look: Look) => boolean
}

export interface HoldOf {
  readonly feed: FeedId
  readonly hold: Hold
}

/** How things stand after a look: every feed polled once, and everything that follows from it done. */
export interface Moment {
  readonly look: Look
  /** The polls after a release; there are some only where somebody released something. */
  readonly again: boolean
  /** After the last look, what was still open is released. */
  readonly end: boolean
  readonly outcomes: ReadonlyMap<FeedId, PollOutcome>
  readonly holds: readonly HoldOf[]
  /** By feed and result, the holds that keep it back. */
  readonly held: ReadonlyMap<FeedId, ReadonlyMap<ResultKey, readonly Hold[]>>
  readonly known: Known
  readonly heard: Heard
}

export const kim = { who: 'Kim', why: 'the county clerk confirmed the correction' }

/** The longest that a series may take, wherever it is played. */
export const mostMilliseconds = 3_600_000

/** Plays the series from its first look to its last, and then releases what is still open; `done` sees the stage then. */
export async function play(
  recorded: Recorded,
  open: OpenStage,
  done: (stage: Stage, plans: readonly Plan[], signal: AbortSignal) => Promise<void>,
): Promise<readonly Moment[]> {
  const [first] = recorded.looks
  if (first === undefined) throw new Error('there is nothing to see')
  let now = first.files
  const clock = manualClock({ start: first.at, auto: true })
  const until = async (time: number): Promise<void> =>
    clock.advance(Math.max(0, time - clock.now().getTime()))
  const signal = AbortSignal.timeout(mostMilliseconds)
  const feeds = recorded.feeds.map(({ path, when = always }) => {
    const plan: Plan = { ...planOf(`feeds/${path}/feed.yaml`), status: 'live' }
    return { plan, when }
  })
  const plans = feeds.map(({ plan }) => plan)
  await using office = await startOffice(recorded.addresses, () => now)
  const surroundings = { route: () => ({ host: '127.0.0.1', port: office.port, plain: true }) }
  const moments: Moment[] = []
  await using stage = await open({ clock, surroundings })
  const { homes } = stage
  const follow = member(stage)
  const moment = async (look: Look, how: { readonly again: boolean; readonly end: boolean }) => {
    const outcomes = new Map<FeedId, PollOutcome>()
    for (const { plan, when } of feeds) {
      if (when(look)) outcomes.set(plan.feed, await pollFeed(plan, homes, { build: 1 }, signal))
    }
    await stage.processed(signal)
    // What was not polled for long falls silent.
    await tick(homes, clock.now().toISOString(), signal)
    await stage.processed(signal)
    const told = await follow(signal)
    const made: Moment = { look, ...how, outcomes, ...(await heldNow(homes, plans, signal)), ...told }
    moments.push(made)
    return made
  }
  const release = async (wanted: readonly HoldOf[]): Promise<void> => {
    await until(clock.now().getTime() + 2_000)
    const said = { ...kim, at: clock.now().toISOString() }
    for (const { feed, hold } of wanted) await homes.state.releaseHold(feed, hold.id, said, signal)
  }
  for (const look of recorded.looks) {
    await until(Date.parse(look.at))
    now = look.files
    const wanted = recorded.releases(await moment(look, { again: false, end: false }))
    if (wanted.length === 0) continue
    await release(wanted)
    await moment(look, { again: true, end: false })
  }
  const last = moments.at(-1)
  if (last !== undefined && last.holds.length > 0) {
    await release(last.holds)
    await moment(last.look, { again: true, end: true })
  }
  await done(stage, plans, signal)
  return moments
}

const always = (): boolean => true

async function heldNow(
  { state, archive }: Homes,
  plans: readonly Plan[],
  signal: AbortSignal,
): Promise<Pick<Moment, 'holds' | 'held'>> {
  const all = await Promise.all(
    plans.map(async ({ feed }) => {
      const head = await state.peek(feed, signal)
      const holds = head?.holds ?? []
      const kept = await readHeld(archive, head?.held ?? null, signal)
      const held = kept.map(({ key, holds: by }) => [key, holds.filter(({ id }) => by.includes(id))] as const)
      return { feed, holds, held: new Map(held) }
    }),
  )
  return {
    holds: all.flatMap(({ feed, holds }) => holds.map((hold) => ({ feed, hold }))),
    held: new Map(all.map(({ feed, held }) => [feed, held])),
  }
}
