import type { ProcessorPorts } from '../../../engine/process/processor.ts'

/** Something around each call of a port: what it is, and how it is made. */
export type Around = <Answer>(name: string, step: () => Promise<Answer>) => Promise<Answer>

/** The ports with something around every call of the ledger, the register and the log. */
export function stepwise(ports: ProcessorPorts, around: Around): ProcessorPorts {
  const { results, register, log } = ports
  return {
    ...ports,
    results: {
      ...results,
      apply: (...given) => around('apply', () => results.apply(...given)),
      get: (...given) => around('get', () => results.get(...given)),
      at: (...given) => around('at', () => results.at(...given)),
      parts: (...given) => around('parts', () => results.parts(...given)),
      derived: (...given) => around('derived', () => results.derived(...given)),
      derive: (...given) => around('derive', () => results.derive(...given)),
      history: (...given) => listed('history', around, results.history(...given)),
      list: (...given) => listed('list', around, results.list(...given)),
    },
    register: {
      ...register,
      get: (...given) => around('register.get', () => register.get(...given)),
      put: (...given) => around('register.put', () => register.put(...given)),
      tell: (...given) => around('register.tell', () => register.tell(...given)),
      list: (...given) => listed('register.list', around, register.list(...given)),
    },
    log: { ...log, publish: (...given) => around('publish', () => log.publish(...given)) },
  }
}

/** A list is one step: it is read as it was at one moment. */
async function* listed<One>(name: string, around: Around, list: AsyncIterable<One>): AsyncIterable<One> {
  yield* await around(name, () => Array.fromAsync(list))
}
