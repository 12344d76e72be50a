import { createHash } from 'node:crypto'
import type { Archive } from '../archive/archive.ts'
import { canonicalJson } from '../flow/canonical-json.ts'
import { bodyOf, collect } from '../flow/collect.ts'
import type { Change, Changeset } from '../model/changeset.ts'
import type { HeldResult } from '../model/hold.ts'
import type { Sha256 } from '../model/ids.ts'
import type { Plan } from '../plan/plan.ts'
import { changeParts, changeText, type PartsOf } from './change-text.ts'
import type { Judged } from './process-capture.ts'

/** All changes of a verdict, as the revision that follows where the feed stands. */
export function changesetOf(
  plan: Plan,
  found: { readonly judged: Judged; readonly capture: Sha256; readonly capturedAt: string },
  stands: { readonly revision: number; readonly last: Sha256 | null },
): Changeset {
  const { judged, capture, capturedAt } = found
  return {
    feed: plan.feed,
    revision: stands.revision + 1,
    predecessor: stands.last,
    plan: plan.hash,
    feedUnit: plan.unit,
    capture,
    capturedAt,
    releases: judged.releases,
    changes: judged.changes,
  }
}

/** A changeset as it is archived, and the hash that everyone knows it by: the same bytes on every machine. */
export function sealed(changeset: Changeset): { readonly text: string; readonly hash: Sha256 } {
  const { changes } = changeset
  const text = [...piecesOf(changeset, (at) => changeParts(changes[at] as Change))].join('')
  return { text, hash: createHash('sha256').update(text).digest('hex') as Sha256 }
}

/**
 * Archives a changeset, piece by piece: that of a first poll is larger than the file it comes from. `partsOf` its changes;
 * `look` sees every change and its text, and when it throws, nothing is archived.
 */
export async function archiveChangeset(
  archive: Archive,
  changeset: Changeset,
  partsOf: PartsOf,
  look: Look,
  signal: AbortSignal,
): Promise<Sha256> {
  async function* body(): AsyncIterable<Uint8Array> {
    for (const piece of piecesOf(changeset, partsOf, look)) yield Buffer.from(piece)
  }
  return (await archive.put(body(), signal)).sha256
}

/** So many characters at one time, about: larger pieces are copied more slowly than they are made. */
const pieceLength = 64_000

type Look = (change: Change, text: string) => void

/** The canonical JSON of a changeset. */
function* piecesOf({ changes, ...rest }: Changeset, partsOf: PartsOf, look?: Look): Iterable<string> {
  const { capture, capturedAt, ...behind } = rest
  let piece = `${canonicalJson({ capture, capturedAt }).slice(0, -1)},"changes":[`
  let comma = ''
  for (const [at, change] of changes.entries()) {
    const text = changeText(change, partsOf(at))
    look?.(change, text)
    piece += comma + text
    comma = ','
    if (piece.length < pieceLength) continue
    yield piece
    piece = ''
  }
  yield `${piece}],${canonicalJson(behind).slice(1)}`
}

export async function readChangeset(archive: Archive, hash: Sha256, signal: AbortSignal): Promise<Changeset> {
  return (await readJson(archive, hash, signal)) as Changeset
}

/** What the holds of a head keep back. */
export async function readHeld(
  archive: Archive,
  held: Sha256 | null,
  signal: AbortSignal,
): Promise<readonly HeldResult[]> {
  return held === null ? [] : ((await readJson(archive, held, signal)) as readonly HeldResult[])
}

export async function archiveHeld(
  archive: Archive,
  held: readonly HeldResult[],
  signal: AbortSignal,
): Promise<Sha256 | null> {
  if (held.length === 0) return null
  return (await archive.put(bodyOf(canonicalJson(held)), signal)).sha256
}

async function readJson(archive: Archive, hash: Sha256, signal: AbortSignal): Promise<unknown> {
  const bytes = await collect(archive.get(hash, signal), Number.POSITIVE_INFINITY, never)
  return JSON.parse(Buffer.from(bytes).toString('utf8'))
}

function never(): never {
  throw new Error('unreachable: there is no limit')
}
