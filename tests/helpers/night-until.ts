import { systemClock } from '../../engine/time/system-clock.ts'
import type { Around } from './feed-command.ts'

/** A minute of the night in a second, until something is heard. */
export function nightUntil(heard: RegExp): Pick<Around, 'clock' | 'signal' | 'heard'> {
  const speed = 60
  const began = performance.now()
  const start = Date.parse('2024-11-06T02:00:00Z')
  const elapsed = (): number => (performance.now() - began) * speed
  const stop = new AbortController()
  return {
    clock: {
      elapsed,
      now: () => new Date(start + elapsed()),
      sleep: (milliseconds, signal) => systemClock.sleep(milliseconds / speed, signal),
    },
    signal: stop.signal,
    heard: (text) => {
      if (heard.test(text)) stop.abort()
    },
  }
}
