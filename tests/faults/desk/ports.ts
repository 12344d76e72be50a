import type { ConsumeHomes } from '../../../engine/entry/consume.ts'
import { feedError } from '../../../engine/errors/feed-error.ts'
import { Crash } from '../../crash/faults.ts'
import type { Gates } from './gates.ts'
import type { Strikes } from './strikes.ts'

/** One process: what it calls waits for its turn, and meets what is drawn for it. */
export interface Process {
  /** Its number among those that share the partitions. */
  readonly at: number
  readonly name: string
  /** Aborted when it is killed: nothing that it would still do reaches anything. */
  readonly life: AbortController
  /** Waits until it is time to look again whether there is something to do. */
  look(): Promise<void>
}

type Ports = Pick<ConsumeHomes, 'results' | 'register' | 'log'>

/** The ports of one process, every call of which is a step. */
export function portsOf(ports: Ports, process: Process, gates: Gates, strikes: Strikes): Ports {
  const step = stepOf(process, gates, strikes)
  return {
    results: stepwise(ports.results, 'results', step),
    register: stepwise(ports.register, 'register', step),
    log: stepwise(ports.log, 'log', step),
  }
}

export type Step = <Answer>(call: string, made: () => Promise<Answer>) => Promise<Answer>

/** Makes a call when its turn comes, unless something befalls it. */
export function stepOf(process: Process, gates: Gates, strikes: Strikes): Step {
  const { signal } = process.life
  const alive = async (call: string): Promise<void> => {
    if (signal.aborted) throw new Crash(call)
  }
  const die = (call: string): void => process.life.abort(new Crash(call))
  return async (call, made) => {
    const turn = { process: process.name, call }
    await alive(call)
    const slept = await gates.pass('work', turn, async () => {
      await alive(call)
      const kind = strikes.draw(turn)
      if (kind === 'asleep') return undefined
      if (kind === 'throttled') throw failed(call, 'ThrottlingException: slow down')
      if (kind === 'killed') die(call)
      await alive(call)
      const answer = await made()
      if (kind === 'killed after') die(call)
      await alive(call)
      if (kind === 'answer lost') throw failed(call, 'TimeoutError: the answer did not come')
      return { answer }
    })
    if (slept !== undefined) return slept.answer
    await gates.pass('rest', turn, async () => undefined)
    return gates.pass('work', turn, async () => {
      await alive(call)
      return made()
    })
  }
}

const failed = (call: string, why: string): Error =>
  call.startsWith('invoke.')
    ? feedError('INVOKE_TIMED_OUT', { processor: call.slice('invoke.'.length), seconds: 60 })
    : feedError('AWS_FAILED', { service: 'dynamodb', call, of: 'a table', why })

/** What a listing answers is read as a whole, when its turn comes. */
const listings: ReadonlySet<string> = new Set(['list', 'history'])

/** A port with something around every call of it. */
export function stepwise<Port extends object>(port: Port, name: string, step: Step): Port {
  return new Proxy(port, {
    get(target, property, receiver) {
      const member: unknown = Reflect.get(target, property, receiver)
      if (typeof member !== 'function' || typeof property === 'symbol') return member
      const made = (given: readonly unknown[]): unknown =>
        (member as (...given: unknown[]) => unknown).apply(target, [...given])
      const call = `${name}.${property}`
      return listings.has(property)
        ? (...given: unknown[]) => listed(() => made(given) as AsyncIterable<unknown>, call, step)
        : (...given: unknown[]) => step(call, async () => made(given))
    },
  })
}

async function* listed(made: () => AsyncIterable<unknown>, call: string, step: Step): AsyncIterable<unknown> {
  yield* await step(call, () => Array.fromAsync(made()))
}

/** A port of which some calls are others. */
export const inherited = <Port extends object>(port: Port, others: Partial<Port>): Port =>
  new Proxy(port, {
    get: (target, property, receiver) =>
      Object.hasOwn(others, property)
        ? Reflect.get(others, property)
        : Reflect.get(target, property, receiver),
  })
