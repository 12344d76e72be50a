import { hash } from 'node:crypto'
import { assertFits } from './bounded-messages.ts'
import type { Outgoing } from './log.ts'
import { isWithin } from './message-bytes.ts'
import { type Gathered, nothing, type Packed, pack, putMessage } from './sqlite-batch.ts'
import { batchBounds } from './sqlite-layout.ts'

/** Messages of one partition that lie together. */
export interface Batch extends Packed {
  readonly partition: number
  readonly count: number
  readonly size: number
}

interface Open extends Gathered {
  readonly partition: number
  count: number
  size: number
}

/**
 * Packs messages as they come, those of each partition in their order, in groups of so many bytes at most. Fails with
 * RECORD_TOO_LARGE. Where they are put together is kept for the next call: memory that is new each time costs as much as
 * what is put there.
 */
export function batching(
  partitions: number,
  most: { readonly messageBytes: number; readonly groupBytes: number },
): (messages: Iterable<Outgoing>) => readonly (readonly Batch[])[] {
  const all: readonly Open[] = Array.from({ length: partitions }, (_, partition) => ({
    ...nothing(),
    partition,
    count: 0,
    size: 0,
  }))
  return (messages) => {
    // The last call may have failed.
    for (const one of all) empty(one)
    let group: Batch[] = []
    const groups: Batch[][] = []
    let bytes = 0
    for (const message of messages) {
      assertFits(message, most.messageBytes)
      if (bytes > 0 && !isWithin(message, most.groupBytes - bytes)) {
        for (const one of all) close(one, group)
        groups.push(group)
        group = []
        bytes = 0
      }
      const open = all[partitionOf(message.key, partitions)] as Open
      if (open.count === batchBounds.count || !isWithin(message, batchBounds.bytes - open.size))
        close(open, group)
      const size = putMessage(open, message)
      open.count += 1
      open.size += size
      bytes += size
    }
    for (const one of all) close(one, group)
    if (group.length > 0) groups.push(group)
    return groups
  }
}

function close(open: Open, group: Batch[]): void {
  const { partition, count, size } = open
  if (count > 0) group.push({ partition, count, size, ...pack(open) })
  empty(open)
}

function empty(open: Open): void {
  open.length = 0
  open.count = 0
  open.size = 0
}

/** Of a key, always the same: that is what keeps its messages in order. */
const partitionOf = (key: string, partitions: number): number =>
  Number.parseInt(hash('sha256', key).slice(0, 8), 16) % partitions
