import { feedError } from '../errors/feed-error.ts'
import type { Log } from '../log/log.ts'
import { messageBytes } from '../log/message-bytes.ts'
import type { Changeset } from '../model/changeset.ts'
import { type Message, topics } from '../model/envelope.ts'
import { envelopeTexts } from './change-text.ts'

/** A changeset as messages: the same, byte for byte, in every attempt. */
export function messagesOf(changeset: Changeset): readonly Message[] {
  const { feed, revision } = changeset
  const valueOf = envelopeTexts(changeset)
  const text = String(revision)
  return changeset.changes.map((change) => {
    const { key, kind } = change
    const id = `${feed}/${revision}/${key}`
    return { key, id, value: valueOf(change, id), headers: { feed, revision: text, kind } }
  })
}

/** What the log would refuse is found before anything is committed. */
export function assertPublishable(messages: readonly Message[], log: Pick<Log, 'maxMessageBytes'>): void {
  for (const message of messages) {
    const bytes = messageBytes(message)
    if (bytes > log.maxMessageBytes) {
      throw feedError('RECORD_TOO_LARGE', { key: message.key, bytes, limit: log.maxMessageBytes })
    }
  }
}

/** Puts messages into the log, in order, so many `atOnce`; before each batch `stillMine` may throw. */
export async function publish(
  log: Log,
  messages: readonly Message[],
  stillMine: () => void,
  signal: AbortSignal,
  atOnce = 4_000,
): Promise<void> {
  for (let from = 0; from < messages.length; from += atOnce) {
    stillMine()
    await log.publish(topics.changes, messages.slice(from, from + atOnce), signal)
  }
}
