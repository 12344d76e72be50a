import type { Archive } from '../../engine/archive/archive.ts'
import type { Log } from '../../engine/log/log.ts'
import type { StateHome } from '../../engine/state/home.ts'

/** What happens at one boundary: before or after one call of a port. */
export interface Boundary {
  readonly index: number
  readonly call: string
  readonly when: 'before' | 'after'
}

/** The process is gone: nothing that it would still do reaches a port. */
export class Crash extends Error {}

/** Everything that a poll writes to. */
export interface Stores {
  readonly home: StateHome
  readonly archive: Archive
  readonly log: Log
}

/**
 * Stores that call `at` around every call that reaches them. What `at` throws is what the poller sees; after a Crash
 * every further call crashes too, as nothing runs on in a dead process.
 */
export function boundaries(stores: Stores, at: (boundary: Boundary) => Promise<void> | void): Stores {
  let index = 0
  let dead = false
  const pass = async (call: string, when: 'before' | 'after'): Promise<void> => {
    if (dead) throw new Crash(call)
    try {
      await at({ index: index++, call, when })
    } catch (error) {
      if (error instanceof Crash) dead = true
      throw error
    }
  }
  const wrapped = <Port extends object>(port: Port, name: string): Port =>
    new Proxy(port, {
      get(target, property, receiver) {
        const member: unknown = Reflect.get(target, property, receiver)
        if (typeof member !== 'function' || typeof property === 'symbol') return member
        const call = `${name}.${property}`
        return (...args: unknown[]) => {
          const made = (): unknown => (member as (...args: unknown[]) => unknown).apply(target, args)
          return isListing(property) ? listed(made, call) : answered(made, call)
        }
      },
    })
  const answered = async (made: () => unknown, call: string): Promise<unknown> => {
    await pass(call, 'before')
    const answer = await made()
    await pass(call, 'after')
    return answer
  }
  async function* listed(made: () => unknown, call: string): AsyncIterable<unknown> {
    await pass(call, 'before')
    yield* made() as AsyncIterable<unknown>
  }
  const { home, archive, log } = stores
  return { home: wrapped(home, 'state'), archive: wrapped(archive, 'archive'), log: wrapped(log, 'log') }
}

const isListing = (name: string): boolean =>
  ['get', 'captures', 'revisions', 'feeds', 'itemNames'].includes(name)
