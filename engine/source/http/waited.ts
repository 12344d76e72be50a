import { feedError } from '../../errors/feed-error.ts'
import type { Clock } from '../../time/clock.ts'
import type { Call } from './call.ts'
import { collected, type Got, type Sending } from './send.ts'
import type { Wait } from './wait.ts'

/** The answer with which a job is done. SOURCE_JOB_FAILED, SOURCE_JOB_UNFINISHED. */
export async function waited(wait: Wait, call: Call, sending: Sending, clock: Clock): Promise<Got> {
  for (let attempt = 1; attempt <= wait.attempts; attempt += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one question after the other
    const got = await collected(call, {}, sending, { mayBeEmpty: true })
    if (got.kind !== 'payload') return got
    wait.assertAlive(got.answer)
    if (wait.isDone(got.answer)) return got
    // oxlint-disable-next-line no-await-in-loop -- nothing else to do meanwhile
    if (attempt < wait.attempts) await clock.sleep(wait.pause(attempt), sending.base.signal)
  }
  throw feedError('SOURCE_JOB_UNFINISHED', { origin: call.origin, attempts: wait.attempts })
}
