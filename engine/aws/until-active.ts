import type { Clock } from '../time/clock.ts'

const pollMilliseconds = 500
/** A table or a stream is there after seconds; one with many indexes after a minute. */
const longestWait = 120_000

/** Looks at a thing that is being made until it can be used, for two minutes at most: then it is an error that says how it is. */
export async function untilActive<Thing>(
  describe: () => Promise<Thing | undefined>,
  statusOf: (thing: Thing) => string | undefined,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<Thing> {
  const until = clock.elapsed() + longestWait
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- until it is so
    const thing = await describe()
    const status = thing && statusOf(thing)
    if (thing !== undefined && (status === 'ACTIVE' || status === 'UPDATING')) return thing
    if (clock.elapsed() > until) throw new Error(`it is ${status ?? 'not there'} for two minutes`)
    // oxlint-disable-next-line no-await-in-loop -- until it is so
    await clock.sleep(pollMilliseconds, signal)
  }
}
