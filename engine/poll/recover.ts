import type { Lease } from '../state/store.ts'
import { readChangeset } from './changeset.ts'
import type { PollPorts } from './ports.ts'
import { messagesOf, publish } from './publish.ts'
import type { Tell } from './tell.ts'

/**
 * A committed changeset that may not be in the log is published again, with the same ids, before anything else is done.
 * Undefined: the lease was lost. What fails here throws: a poll never fetches past a pending changeset.
 */
export async function recover(
  lease: Lease,
  {
    state,
    archive,
    log,
    clock,
    messagesAtOnce,
  }: Pick<PollPorts, 'state' | 'archive' | 'log' | 'clock' | 'messagesAtOnce'>,
  stillMine: () => void,
  tell: Tell,
  signal: AbortSignal,
): Promise<Lease | undefined> {
  const { pending } = lease.head
  if (pending === null) return lease
  const began = clock.elapsed()
  const changeset = await readChangeset(archive, pending, signal)
  await archive.recordRevision(changeset.feed, changeset.revision, pending, signal)
  await publish(log, messagesOf(changeset), stillMine, signal, messagesAtOnce)
  const written = await state.clearPending(lease, signal)
  if (written.kind === 'lost') return undefined
  const ms = Math.round(clock.elapsed() - began)
  tell({ event: 'changeset.recovered', revision: changeset.revision, messages: changeset.changes.length, ms })
  return written.lease
}
