import { consume } from '../../engine/consume/consumer.ts'
import { inProcessInvoker } from '../../engine/invoke/in-process.ts'
import { topics } from '../../engine/model/envelope.ts'
import * as table from '../../engine/process/table.ts'
import type { ResultStore } from '../../engine/results/store.ts'
import type { TraceEvent } from '../../engine/trace/events.ts'
import { Crash } from '../crash/faults.ts'
import type { World } from '../crash/world.ts'
import { stepwise } from '../process/tally/tallying.ts'
import type { ConsumeFault } from './story.ts'

const signal = AbortSignal.timeout(3_600_000)
let groups = 0

/** Consumers as they run, over a store that may be a broken one. */
export interface Consuming {
  readonly world: World
  /** The results store as consumers see it: a mutant breaks a rule of it. */
  readonly mutate: (results: ResultStore) => ResultStore
  readonly told: TraceEvent[]
}

/** Hands everything that was published to every processor; `around` comes between the steps at the store. */
export async function consumeAll(
  { world, mutate, told }: Consuming,
  options: { readonly group?: string; readonly around?: Parameters<typeof stepwise>[1] } = {},
): Promise<void> {
  const { group = 'consumers', around = (step) => step() } = options
  const results = stepwise(mutate(world.homes.results()), around)
  const trace = { emit: (event: TraceEvent) => void told.push(event), flush: async () => undefined }
  const ports = { results, trace, clock: world.clock }
  const makers = Object.values(table)
  const invoker = inProcessInvoker(Object.fromEntries(makers.map((maker) => [maker.name, maker.make(ports)])))
  const routes = { [topics.changes]: ['tally'], [topics.status]: ['keep-status'] }
  await using reader = world.reader(group)
  await consume(reader, invoker, routes, { drain: true, signal })
}

/** Consumers that meet a fault. What dies is taken up by who consumes next. */
export async function consumeStruck(consuming: Consuming, fault: ConsumeFault | undefined): Promise<void> {
  const other = (): string => `others-${(groups += 1)}`
  if (fault === undefined) return consumeAll(consuming)
  let steps = 0
  const isNow = (): boolean => steps++ === fault.at
  if (fault.kind === 'again') return consumeAll(consuming, { group: other() })
  if (fault.kind === 'killed') {
    const dying = consumeAll(consuming, {
      around: (step) => (isNow() ? Promise.reject(new Crash('killed')) : step()),
    })
    return dying.catch((error: unknown) => {
      if (!(error instanceof Crash)) throw error
    })
  }
  const { world } = consuming
  return consumeAll(consuming, {
    async around(step) {
      if (isNow()) {
        world.say(typeof fault.said === 'string' ? fault.said : JSON.stringify(fault.said))
        world.clock.move(60_000)
        await world.poll()
        await consumeAll(consuming, { group: other() })
      }
      return step()
    },
  })
}
