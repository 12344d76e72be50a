import { createHash, hash as hashOf } from 'node:crypto'
import type { Archive } from '../archive/archive.ts'
import { wholeBody } from '../archive/whole-body.ts'
import { canonicalJson } from '../flow/canonical-json.ts'
import { collect } from '../flow/collect.ts'
import { type JsonBytes, jsonBytes, putByte, putText } from '../flow/json-bytes.ts'
import type { Change, Changeset } from '../model/changeset.ts'
import type { HeldResult } from '../model/hold.ts'
import type { Sha256 } from '../model/ids.ts'
import type { Plan } from '../plan/plan.ts'
import { type ChangeBytes, putChange } from './change-bytes.ts'
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
  const bytes = Buffer.concat([...piecesOf(changeset, () => true)])
  return { text: bytes.toString('utf8'), hash: createHash('sha256').update(bytes).digest('hex') as Sha256 }
}

/** Changes as they were archived, by their place in the changeset. Undefined: make it again. */
export type Written = readonly (ChangeBytes | undefined)[]

/** Of the bytes of changes so many are held until they are published: those of a first poll are more than the file it comes from. */
const mostHeld = 8_000_000

/**
 * Archives a changeset, piece by piece. `look` sees every change and how many bytes it takes, and when it throws, nothing is
 * archived.
 */
export async function archiveChangeset(
  archive: Archive,
  changeset: Changeset,
  look: Look,
  signal: AbortSignal,
): Promise<{ readonly hash: Sha256; readonly written: Written }> {
  const written: (ChangeBytes | undefined)[] = []
  let held = 0
  function isHeld(change: Change, bytes: number, one: ChangeBytes | undefined): boolean {
    look(change, bytes)
    held += bytes
    if (held <= mostHeld) written.push(one)
    return held <= mostHeld
  }
  const pieces = piecesOf(changeset, isHeld)
  const first = pieces.next()
  const second = pieces.next()
  async function* body(): AsyncIterable<Uint8Array> {
    if (first.done !== true) yield first.value
    if (second.done !== true) yield second.value
    yield* pieces
  }
  const isWhole = first.done !== true && second.done === true
  const { sha256 } = await archive.put(isWhole ? wholeBody(first.value) : body(), signal)
  return { hash: sha256, written }
}

/** So many bytes at one time, about: to hand over smaller pieces takes as long as to make them. */
const pieceBytes = 262_144
/** Of the first piece: few changes are archived at once. */
const firstBytes = 4_194_304
/** What the last change of a piece may be longer. */
const roomBeyond = 16_384
/** More than most changes have. */
const roomOfChange = 2_048

type Look = (change: Change, bytes: number) => void

/**
 * The canonical JSON of a changeset. A piece of which nothing is held is good until the next one is asked for; the first one
 * is for ever.
 */
function* piecesOf(
  { changes, ...rest }: Changeset,
  isHeld: (change: Change, bytes: number, written: ChangeBytes | undefined) => boolean,
): Generator<Uint8Array, void> {
  const { capture, capturedAt, ...behind } = rest
  let most = firstBytes
  let out = jsonBytes(Math.min(most, roomOfChange * changes.length) + roomBeyond)
  let holds = true
  putText(out, `${canonicalJson({ capture, capturedAt }).slice(0, -1)},"changes":[`)
  for (let at = 0; at < changes.length; at++) {
    const change = changes[at] as Change
    if (at > 0) putByte(out, comma)
    const start = out.length
    const written = putChange(out, change)
    holds = isHeld(change, out.length - start, written) || holds
    if (out.length < most) continue
    yield piece(out)
    most = pieceBytes
    if (holds) out = jsonBytes(most + roomBeyond)
    else out.length = 0
    holds = false
  }
  putText(out, `],${canonicalJson(behind).slice(1)}`)
  yield piece(out)
}

const comma = 44

const piece = ({ bytes, length }: JsonBytes): Uint8Array => bytes.subarray(0, length)

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

/** Archives what is held back, unless it is what the head `has` already: this poll has read it from the archive. */
export async function archiveHeld(
  archive: Archive,
  held: readonly HeldResult[],
  has: Sha256 | null,
  signal: AbortSignal,
): Promise<Sha256 | null> {
  if (held.length === 0) return null
  const body = Buffer.from(canonicalJson(held))
  if (has !== null && hashOf('sha256', body) === has) return has
  return (await archive.put(wholeBody(body), signal)).sha256
}

async function readJson(archive: Archive, hash: Sha256, signal: AbortSignal): Promise<unknown> {
  const bytes = await collect(archive.get(hash, signal), Number.POSITIVE_INFINITY, never)
  return JSON.parse(Buffer.from(bytes).toString('utf8'))
}

function never(): never {
  throw new Error('unreachable: there is no limit')
}
