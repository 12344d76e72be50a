import type { Head } from '../model/head.ts'
import type { Condition } from './home.ts'

/** Is all that a write relies on still true of the head? */
export function holds(head: Head, { epoch, version, revision, pending }: Condition): boolean {
  return (
    head.epoch === epoch &&
    (version === undefined || head.version === version) &&
    (revision === undefined || head.revision === revision) &&
    (pending === undefined || head.pending === pending)
  )
}
