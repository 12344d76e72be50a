import type { Head } from '../model/head.ts'
import { epochMilliseconds } from '../time/instant.ts'
import type { Acquire, Condition } from './home.ts'

/** Is all that a write relies on still true of the head? */
export function isStillTrue(head: Head, { epoch, version, revision, pending }: Condition): boolean {
  return (
    head.epoch === epoch &&
    (version === undefined || head.version === version) &&
    (revision === undefined || head.revision === revision) &&
    (pending === undefined || head.pending === pending)
  )
}

/**
 * The moments, in milliseconds since 1970, outside which the end of another's lease binds nobody: it has passed, or it is
 * more than two leases away. So far only a clock that is wrong would have put it; if its poll is alive, the fence stops it.
 */
export function bindingEnds({ now, until }: Pick<Acquire, 'now' | 'until'>): {
  readonly after: number
  readonly upTo: number
} {
  const after = millisecondsOf(now)
  return { after, upTo: after + 2 * (millisecondsOf(until) - after) }
}

/** A moment that can not be read has passed. */
export const millisecondsOf = (moment: string): number => epochMilliseconds(moment) ?? 0
