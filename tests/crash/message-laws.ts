import { canonicalJson } from '../../engine/flow/canonical-json.ts'
import type { Envelope } from '../../engine/model/envelope.ts'

export type Votes = Readonly<Record<string, number>>

export const shortName = (key: string): string => key.slice(key.lastIndexOf(':') + 1)

/** What a member holds who keeps, per key, the highest revision (withdrawals as tombstones). */
export function consumed(envelopes: readonly Envelope[], tombstones = true): Votes {
  const held = new Map<string, { revision: number; votes: number | undefined }>()
  for (const { key, revision, record } of envelopes) {
    if (revision <= (held.get(key)?.revision ?? 0)) continue
    const votes = record?.selections[0]?.votes.total
    if (votes === undefined && !tombstones) held.delete(key)
    else held.set(key, { revision, votes })
  }
  const live = [...held].flatMap(([key, { votes }]) =>
    votes === undefined ? [] : [[shortName(key), votes] as const],
  )
  return Object.fromEntries(live)
}

/** One id, one content; in order per key at first sight; each names the one before; and members end with what stands. */
export function brokenMessages(
  envelopes: readonly Envelope[],
  wanted: string,
  tombstones: boolean,
): readonly string[] {
  const broken: string[] = []
  const contents = new Map<string, string>()
  for (const envelope of envelopes) {
    const text = canonicalJson(envelope)
    const first = contents.get(envelope.id) ?? text
    if (first !== text) broken.push(`two messages have the id ${envelope.id} and differ`)
    contents.set(envelope.id, first)
  }

  const newest = new Map<string, number>()
  const seen = new Set<string>()
  for (const { id, key, revision, previous } of envelopes) {
    if (seen.has(id)) continue
    seen.add(id)
    const before = newest.get(key) ?? null
    if (before !== null && revision < before)
      broken.push(`${id} was first published after revision ${before}`)
    if (previous !== before)
      broken.push(`${id} names ${previous} as its key's previous revision, it is ${before}`)
    newest.set(key, revision)
  }

  // A member may be sent back to any offset, at any time: of a long topic some of them.
  const step = Math.max(1, Math.floor(envelopes.length / 60))
  for (let upTo = 1; upTo <= envelopes.length; upTo += step) {
    for (let back = 0; back < upTo; back += step) {
      const seenTwice = [...envelopes.slice(0, upTo), ...envelopes.slice(back)]
      const got = canonicalJson(consumed(seenTwice, tombstones))
      if (got !== wanted)
        broken.push(`read to ${upTo}, back to ${back}: members hold ${got}, ${wanted} stands`)
    }
  }
  if (envelopes.length === 0 && wanted !== '{}') broken.push(`nothing was published, ${wanted} stands`)
  return broken
}
