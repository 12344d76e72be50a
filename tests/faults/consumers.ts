import { consume } from '../../engine/consume/consumer.ts'
import type { DeadLetter } from '../../engine/consume/dead-letter.ts'
import { FeedError } from '../../engine/errors/feed-error.ts'
import { canonicalJson } from '../../engine/flow/canonical-json.ts'
import { inMemory } from '../../engine/flow/sqlite.ts'
import { inProcessInvoker } from '../../engine/invoke/in-process.ts'
import type { Invoker } from '../../engine/invoke/invoker.ts'
import { topics } from '../../engine/model/envelope.ts'
import * as table from '../../engine/process/table.ts'
import { sqliteRegister } from '../../engine/register/sqlite.ts'
import type { Applied, ResultStore } from '../../engine/results/store.ts'
import type { TraceEvent } from '../../engine/trace/events.ts'
import { Crash } from '../crash/faults.ts'
import { shortName, type Votes } from '../crash/message-laws.ts'
import { feed } from '../crash/plan.ts'
import type { World } from '../crash/world.ts'
import { stepwise } from '../process/tally/tallying.ts'
import type { ConsumeFault } from './story.ts'
import type { Surroundings } from './strike.ts'

const { signal } = new AbortController()
let groups = 0

/** Consumers as they run, over a store that may be a broken one. */
export interface Consuming {
  readonly world: World
  /** The results store as consumers see it: a mutant breaks a rule of it. */
  readonly mutate: (results: ResultStore, world: World) => ResultStore
  readonly told: TraceEvent[]
  /** Faults of polls and consumers that were drawn, and those that came. */
  readonly strikes: { drawn: number; struck: number }
  /** What was seen to be wrong on the way. */
  readonly broken: string[]
}

/** Hands everything that was published to every processor; `around` comes between the steps at the store. */
export async function consumeAll(
  { world, mutate, told }: Consuming,
  options: { readonly group?: string; readonly around?: Parameters<typeof stepwise>[1] } = {},
): Promise<void> {
  const { group = 'consumers', around = (step) => step() } = options
  const results = oneByOne(stepwise(mutate(world.homes.results(), world), around))
  const trace = { emit: (event: TraceEvent) => void told.push(event), flush: async () => undefined }
  const register = sqliteRegister(inMemory)
  const ports = { results, register, trace, clock: world.clock }
  const makers = [table.tally, table.keepStatus]
  const invoker = inProcessInvoker(Object.fromEntries(makers.map((maker) => [maker.name, maker.make(ports)])))
  const routes = { [topics.changes]: ['tally'], [topics.status]: ['keep-status'] }
  await using reader = world.reader(group)
  const life = new AbortController()
  const mortal: Invoker = {
    async invoke(...given) {
      try {
        return await invoker.invoke(...given)
      } catch (error) {
        if (error instanceof Crash) life.abort(error)
        throw error
      }
    },
  }
  const bury = async ({ error }: DeadLetter): Promise<void> => Promise.reject(error)
  const parts = { group, routes, reader, invoker: mortal, clock: world.clock, bury }
  await consume(parts, { drain: true, signal: life.signal })
}

/** Change by change, so that a consumer may die between two of one batch. */
const oneByOne = (results: ResultStore): ResultStore => ({
  ...results,
  async apply(envelopes, until) {
    const applied: Applied[] = []
    for (const envelope of envelopes) applied.push(...(await results.apply([envelope], until)))
    return applied
  },
})

/** Figures by the last part of their key: own ones, or sums. */
export async function figuresOf({ world }: Pick<Consuming, 'world'>, derived: boolean): Promise<Votes> {
  const listed = await Array.fromAsync(world.homes.results().list({ feed }, signal))
  return Object.fromEntries(
    listed
      .filter((one) => one.derived === derived)
      .map(({ key, record }) => [shortName(key), record.selections[0]?.votes.total ?? -1]),
  )
}

/** What the sums of a feed must be. */
export function sumsOf(own: Votes): Votes {
  const all = Object.values(own)
  return all.length === 0 ? {} : { xx: all.reduce((sum, one) => sum + one, 0) }
}

/** Consumers that meet a fault; what dies is taken up by the next one. Then sums are what their parts give. */
export async function consumeStruck(
  consuming: Consuming,
  fault: ConsumeFault | undefined,
  misbehave: Surroundings['misbehave'],
): Promise<void> {
  if (fault?.kind === 'servers') {
    const calm = await misbehave?.(fault.what, fault.at, fault.requests)
    await consumeAll(consuming).catch((error: unknown) => {
      if (!(error instanceof FeedError && error.retryable)) throw error
    })
    await calm?.()
  } else await struck(consuming, fault)
  await consumeAll(consuming)
  const wanted = canonicalJson(sumsOf(await figuresOf(consuming, false)))
  const sums = canonicalJson(await figuresOf(consuming, true))
  if (sums !== wanted)
    consuming.broken.push(`consumers have the sums ${sums} on the way, the parts give ${wanted}`)
}

async function struck(
  consuming: Consuming,
  fault: Exclude<ConsumeFault, { readonly kind: 'servers' }> | undefined,
): Promise<void> {
  const other = (): string => `others-${(groups += 1)}`
  if (fault === undefined) return consumeAll(consuming)
  let steps = 0
  consuming.strikes.drawn += 1
  const isNow = (): boolean => {
    if (steps++ !== fault.at) return false
    consuming.strikes.struck += 1
    return true
  }
  if (fault.kind !== 'asleep') {
    const dying = consumeAll(consuming, {
      ...(fault.kind === 'again' ? { group: other() } : {}),
      around: (step) => (isNow() ? Promise.reject(new Crash('killed')) : step()),
    })
    return dying.catch((error: unknown) => {
      if (!(error instanceof Crash)) throw error
    })
  }
  const { world } = consuming
  return consumeAll(consuming, {
    group: other(),
    async around(step) {
      if (isNow()) {
        world.say(typeof fault.said === 'string' ? fault.said : JSON.stringify(fault.said))
        world.clock.move(60_000)
        await world.poll()
        await consumeAll(consuming)
      }
      return step()
    },
  })
}
