import { feedError } from '../errors/feed-error.ts'
import { jsonBytes } from '../flow/json-bytes.ts'
import { heldMessage } from '../log/held-message.ts'
import type { Log, Outgoing } from '../log/log.ts'
import { messageBytes } from '../log/message-bytes.ts'
import type { Change, Changeset } from '../model/changeset.ts'
import { type Message, topics } from '../model/envelope.ts'
import { type ChangeBytes, envelopesOf, putChange } from './change-bytes.ts'
import type { Written } from './changeset.ts'

/**
 * A changeset as messages: the same, byte for byte, in every attempt. Each is made when it is asked for: those of a first
 * poll are more than the file it comes from. `written`: its changes, where somebody has made them.
 */
export function* messagesOf(changeset: Changeset, written: Written = []): Iterable<Message> {
  for (const message of lentMessages(changeset, written)) yield heldMessage(message)
}

/** The same, their values as bytes that are lent until the next is asked for. */
export function* lentMessages(changeset: Changeset, written: Written): Iterable<Outgoing> {
  const messageOf = messagesIn(changeset)
  const { changes } = changeset
  for (let at = 0; at < changes.length; at++) yield messageOf(changes[at] as Change, written[at])
}

function messagesIn(changeset: Changeset): (change: Change, written?: ChangeBytes) => Outgoing {
  const { feed, revision } = changeset
  const envelopeOf = envelopesOf(changeset)
  const text = String(revision)
  const beginning = `${feed}/${text}/`
  const headersOf = new Map<string, Message['headers']>()
  const out = jsonBytes(4_096)
  return (change, written) => {
    const { key, kind } = change
    const id = beginning + key
    const headers = headersOf.get(kind) ?? { feed, revision: text, kind }
    headersOf.set(kind, headers)
    out.length = 0
    const { bytes, length } = envelopeOf(change, id, written ?? putChange(out, change))
    return { key, id, value: bytes.subarray(0, length), headers }
  }
}

/**
 * What the log would refuse is found before anything is committed: called with each change and its bytes, it throws
 * RECORD_TOO_LARGE.
 */
export function assertPublishable(
  changeset: Changeset,
  { maxMessageBytes: limit }: Pick<Log, 'maxMessageBytes'>,
): (change: Change, bytes: number) => void {
  const messageOf = messagesIn(changeset)
  const shared = messageBytes(messageOf(empty))
  return (change, bytes) => {
    // A message is its change, what all share, and its key three times more: once it may be written in escapes.
    if (shared + bytes + 12 * change.key.length <= limit) return
    const message = messageOf(change)
    const size = messageBytes(message)
    if (size > limit) throw feedError('RECORD_TOO_LARGE', { key: message.key, bytes: size, limit })
  }
}

const empty = {
  kind: 'withdrawn',
  key: '',
  previous: null,
  before: null,
  record: null,
  digest: null,
  locators: [],
} as unknown as Change

/** Puts messages into the log, in order, so many `atOnce`; before each batch `stillMine` may throw. */
export async function publish(
  log: Log,
  messages: Iterable<Outgoing>,
  stillMine: () => void,
  signal: AbortSignal,
  atOnce = 4_000,
): Promise<void> {
  for (const batch of inBatches(messages, atOnce)) {
    stillMine()
    // oxlint-disable-next-line no-await-in-loop -- in order
    await log.publish(topics.changes, batch, signal)
  }
}

/** So many at a time, each made when it is asked for: what is made all at once is out of reach of the processor again. */
function* inBatches(messages: Iterable<Outgoing>, most: number): Iterable<Iterable<Outgoing>> {
  const all = messages[Symbol.iterator]()
  let next = all.next()
  let left = most
  function* batch(): Iterable<Outgoing> {
    while (left > 0 && next.done !== true) {
      try {
        yield next.value
      } finally {
        next = all.next()
        left -= 1
      }
    }
  }
  for (; next.done !== true; left = most) {
    yield batch()
    // Whoever asked for fewer has had the others, too.
    for (const _ of batch()) continue
  }
}
