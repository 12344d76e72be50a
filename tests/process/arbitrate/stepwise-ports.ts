import type { Ports } from '../../../engine/process/arbitrate/read-keys.ts'
import type { Entry, Register } from '../../../engine/register/register.ts'
import { stepwise } from '../tally/tallying.ts'

type Around = <Answer>(step: () => Promise<Answer>) => Promise<Answer>

/** Ports with something around each step that reads or writes. */
export const stepwisePorts = (ports: Ports, around: Around): Ports => ({
  ...ports,
  results: {
    ...stepwise(ports.results, around),
    get: (...given) => around(() => ports.results.get(...given)),
    status: (...given) => around(() => ports.results.status(...given)),
  },
  register: stepwiseRegister(ports.register, around),
  log: { ...ports.log, publish: (...given) => around(() => ports.log.publish(...given)) },
})

const stepwiseRegister = (register: Register, around: Around): Register => ({
  ...register,
  get: (...given) => around(() => register.get(...given)),
  put: (...given) => around(() => register.put(...given)),
  tell: (...given) => around(() => register.tell(...given)),
  async *list(...given): AsyncIterable<Entry> {
    yield* await around(() => Array.fromAsync(register.list(...given)))
  },
})
