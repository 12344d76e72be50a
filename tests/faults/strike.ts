import { setImmediate } from 'node:timers/promises'
import { FeedError } from '../../engine/errors/feed-error.ts'
import { type Boundary, Crash } from '../crash/faults.ts'
import { crashPlan, feed } from '../crash/plan.ts'
import type { Poller, World } from '../crash/world.ts'
import { type Model, newestRevision } from './model.ts'
import type { PollFault, Said } from './story.ts'

const { signal } = new AbortController()

export const pastTheLease = 120_000

/** What surroundings can do that a world alone can not. */
export interface Surroundings {
  /** The disk is full, or has room again. */
  readonly fill?: (isFull: boolean) => void
  /** Tells the servers' proxies to misbehave, and answers with what makes them good again. */
  readonly misbehave?: (what: string, from: number, requests: number) => Promise<() => Promise<void>>
  /** What a mutant does at a boundary. */
  readonly strike?: (world: World) => Promise<void>
  /** A turn of a race, if not one of the event loop. */
  readonly turn?: () => Promise<void>
  /** A process of its own says and polls these, and is killed. Answers with how far its clock had moved. */
  readonly life?: (world: World, said: readonly Said[], killedAfter: number) => Promise<number>
}

export interface Playing {
  readonly world: World
  readonly model: Model
  readonly surroundings: Surroundings
  /** Faults of polls and consumers that were drawn, and those that came before these had ended. */
  readonly strikes: { drawn: number; struck: number }
}

/** Figures as the source's file has them. */
export const textOf = (said: Said): string =>
  said === 'odd' ? 'U' : typeof said === 'string' ? said : JSON.stringify(said)

/** The deployment before this one. */
export function oldDeployment(world: World): Poller {
  const build = world.build - 1
  return { build, plan: { ...world.plan, ...planOf(world, build) } }
}
export const planOf = (world: World, build: number, gate?: string) =>
  crashPlan(world.sourceFile, { hash: `plan-${build}`, more: build, ...(gate === undefined ? {} : { gate }) })

export async function placeHold({ world, model }: Playing, unit?: string): Promise<void> {
  const scope =
    unit === undefined
      ? {}
      : { units: [`ocd-division/country:us/state:xx/county:${unit}`], contests: ['xx/contest'] }
  const placed = await world.placeHold(scope)
  const from = Math.max(placed.revision, await newestRevision(world))
  model.holds.set(placed.id, { unit, from, until: undefined })
}

/** A person releases one of what is held; that it is gone by then is told, and no more. */
export async function releaseOne({ world, model }: Playing, nth: number): Promise<void> {
  const holds = await world.holds()
  const hold = holds[nth % Math.max(1, holds.length)]
  if (hold === undefined) return
  const until = await world.revision()
  try {
    await world.release(hold.id)
  } catch (error) {
    if (error instanceof FeedError && error.code === 'ORDER_REFUSED') return
    throw error
  }
  const mine = model.holds.get(hold.id)
  if (mine === undefined) return
  model.holds.delete(hold.id)
  model.ended.push({ ...mine, until })
}

/** One poll that meets a fault. */
export async function pollStruck(playing: Playing, fault: PollFault | undefined): Promise<void> {
  const { world, surroundings } = playing
  if (fault === undefined) return void (await world.poll())
  const at = fault.at
  playing.strikes.drawn += 1
  let struck = false
  const strikes = (): void => {
    if (!struck) playing.strikes.struck += 1
    struck = true
  }
  /** Runs once, when the poll comes there. */
  const once =
    (what: () => Promise<void> | void) =>
    ({ index }: Boundary): Promise<void> | void => {
      if (index !== at) return
      strikes()
      return what()
    }
  switch (fault.kind) {
    case 'killed':
      return void (await world.poll(once(() => Promise.reject(new Crash('killed')))))
    case 'lost answer':
      return void (await world.poll(once(() => Promise.reject(new Error('connection reset')))))
    case 'failing':
      return void (await world.poll(({ index, when }) => {
        if (when !== 'before' || index < at || index >= at + 2 * fault.calls) return
        strikes()
        throw new Error('no connection')
      }))
    case 'asleep':
      return void (await world.poll(
        once(() => overtaken(world, fault)),
        { notices: fault.notices },
      ))
    case 'race':
      return race(world, fault, surroundings, strikes)
    case 'person':
      return void (await world.poll(
        once(() => (fault.order === 'hold' ? placeHold(playing, fault.unit) : releaseOne(playing, at))),
      ))
    case 'old build':
      await world.poll(
        once(async () => {
          if (at % 2 === 0) world.clock.move(pastTheLease)
          await world.poll(undefined, oldDeployment(world))
        }),
      )
      return void (await world.poll(undefined, oldDeployment(world)))
    case 'skew':
      return void (await world.poll(
        once(async () => {
          if (fault.dies) throw new Crash('killed')
          await world.poll()
        }),
        { ahead: fault.ahead },
      ))
    case 'full': {
      let isOver = false
      try {
        await world.poll(({ index }) => {
          // A call that the poll did not wait for comes when the disk is another story's.
          if (isOver) return
          if (index === at) {
            strikes()
            surroundings.fill?.(true)
          }
          if (index === at + 2 * fault.calls) surroundings.fill?.(false)
        })
      } finally {
        isOver = true
        surroundings.fill?.(false)
      }
      return
    }
    case 'items gone':
      strikes()
      return withoutItems(world)
    case 'of the mutant':
      return void (await world.poll(once(() => surroundings.strike?.(world))))
    case 'servers': {
      // Counted as one that came: the proxies alone know.
      strikes()
      const calm = await surroundings.misbehave?.(fault.what, at, fault.requests)
      try {
        await world.poll()
      } finally {
        await calm?.()
      }
    }
  }
}

/** One poll while what the head lists is not there. */
async function withoutItems(world: World): Promise<void> {
  const { home } = world.stores
  const { base = [], deltas = [] } = (await home.head(feed, signal))?.items ?? {}
  const names = [...base, ...deltas]
  const kept = await Promise.all(
    names.map(async (name) => ({ name, bytes: await home.getItem(name, signal) })),
  )
  for (const name of names) await home.deleteItem(name, signal)
  await world.poll()
  for (const { name, bytes } of kept) if (bytes !== undefined) await home.putItem({ name, bytes }, signal)
}

async function overtaken(
  world: World,
  { said, dies }: Extract<PollFault, { readonly kind: 'asleep' }>,
): Promise<void> {
  const before = world.said()
  world.clock.move(pastTheLease)
  if (said !== undefined) world.say(textOf(said))
  let written = false
  await world.poll(({ call }) => {
    written ||= call === 'state.putItem'
    if (dies && written && call === 'log.publish') throw new Crash('killed')
  })
  world.say(before)
}

/** At their boundaries each waits so many turns of the loop. */
async function race(
  world: World,
  { at, others, turns }: Extract<PollFault, { readonly kind: 'race' }>,
  { turn = () => setImmediate() }: Surroundings,
  strikes: () => void,
): Promise<void> {
  let drawn = 0
  const wait = async (): Promise<void> => {
    for (let left = turns[drawn++ % turns.length] ?? 0; left > 0; left--) await turn()
  }
  const running: Promise<unknown>[] = []
  running.push(
    world.poll(async ({ index }) => {
      if (index === at) {
        strikes()
        world.clock.move(pastTheLease)
        for (let nth = 0; nth < others; nth++) running.push(world.poll(wait))
      }
      if (index >= at) await wait()
    }),
  )
  // Others are pushed while the first one runs.
  for (let nth = 0; nth < running.length; nth++) await running[nth]
}
