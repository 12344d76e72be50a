import { currentAt, currentContests, currentEntries } from '../../register/current-entries.ts'
import type { Register } from '../../register/register.ts'
import type { Standing } from './ports.ts'

/** What stands now. */
export const standingNow = (register: Register): Standing => ({
  isPast: false,
  contests: (election, signal) => currentContests(register, election, signal),
  async *results(election, contest, signal) {
    for await (const { envelope } of currentEntries(register, election, contest, undefined, signal))
      yield envelope
  },
})

/** What stood at a moment (ISO 8601). */
export const standingAt = (register: Register, time: string): Standing => ({
  isPast: true,
  contests: (election, signal) => currentContests(register, election, signal),
  async *results(election, contest, signal) {
    for await (const { envelope } of currentEntries(register, election, contest, undefined, signal)) {
      const then = await currentAt(register, election, envelope.key, time, signal)
      if (then !== undefined) yield then.envelope
    }
  },
})
