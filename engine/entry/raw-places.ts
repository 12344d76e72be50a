import type { Archive } from '../archive/archive.ts'
import { isOfTheArchive } from '../archive/is-of-the-archive.ts'
import { FeedError } from '../errors/feed-error.ts'
import { collect } from '../flow/collect.ts'
import type { FeedId, Sha256 } from '../model/ids.ts'
import type { ArchivedPayload, Capture, Payload } from '../model/payload.ts'
import type { Locator } from '../model/result.ts'
import type { Excerpt } from '../model/row.ts'
import type { Part, Plan } from '../plan/plan.ts'
import { unpacked } from '../poll/read-results.ts'

/** A place that a figure was read from, and what stands there. */
export interface RawPlace {
  /** The payload, with the member of an archive: `detail.zip!detail.xml`. */
  readonly origin: string
  readonly place: string
  /** The archived body. */
  readonly payload: ArchivedPayload | undefined
  readonly excerpt: Excerpt | undefined
  /** Why the bytes could not be read: the archive has lost or damaged them. */
  readonly trouble: FeedError | undefined
}

/** So many places of one figure are opened. */
const mostPlaces = 6

/**
 * Where a selection's figures stand in the bytes of a capture. Needs the feed's plan to unpack and to cut out what stands
 * there; without it, or when the spec has changed too much since, places come without excerpts.
 */
export async function rawPlaces(
  locators: readonly Locator[],
  selection: string,
  captured: { readonly feed: FeedId; readonly capture: Sha256 },
  plan: Plan | undefined,
  archive: Archive,
  signal: AbortSignal,
): Promise<readonly RawPlace[]> {
  const capture = await captureOf(captured.feed, captured.capture, archive, signal)
  const opened: RawPlace[] = []
  for (const { origin, places } of locators) {
    const own = (places[selection] ?? []).slice(0, mostPlaces - opened.length)
    if (own.length === 0) continue
    const payload = capture?.payloads.find((one) => isFrom(one, origin))
    const parts = plan?.parts.filter(({ request, map }) => request === payload?.request && map !== undefined)
    const readings = plan && parts && { plan, parts, archive, signal }
    const { part, body } = (readings && payload && (await readBy(payload, origin, readings))) ?? {}
    const trouble = body instanceof FeedError ? body : undefined
    for (const place of own) {
      const excerpt = body instanceof Uint8Array ? await part?.decode.excerpt(body, place) : undefined
      opened.push({ origin, place, payload, excerpt, trouble })
    }
  }
  return opened
}

const isFrom = (payload: ArchivedPayload, origin: string): boolean =>
  origin === payload.origin || origin.startsWith(`${payload.origin}!`)

async function captureOf(
  feed: FeedId,
  hash: Sha256,
  archive: Archive,
  signal: AbortSignal,
): Promise<Capture | undefined> {
  for await (const { capture } of archive.captures(feed, signal)) if (capture.hash === hash) return capture
  return undefined
}

/** The bytes, and the part that reads them: of several readings of one request the first that opens this origin. */
async function readBy(
  payload: ArchivedPayload,
  origin: string,
  {
    parts,
    ...given
  }: {
    readonly plan: Plan
    readonly parts: readonly Part[]
    readonly archive: Archive
    readonly signal: AbortSignal
  },
): Promise<{ readonly part: Part; readonly body: Uint8Array | FeedError } | undefined> {
  for (const part of parts) {
    const body = await bodyOf(payload, origin, { ...given, part })
    if (body !== undefined) return { part, body }
  }
  return undefined
}

/** The bytes that a decoder read: of the payload, or of a member of it. Undefined: the spec unpacks it otherwise by now. */
async function bodyOf(
  payload: ArchivedPayload,
  origin: string,
  {
    plan,
    part,
    archive,
    signal,
  }: {
    readonly plan: Plan
    readonly part: Part
    readonly archive: Archive
    readonly signal: AbortSignal
  },
): Promise<Uint8Array | FeedError | undefined> {
  const raw: Payload = { ...payload, body: archive.get(payload.sha256, signal) }
  try {
    for await (const member of unpacked(raw, part.unpack, plan, signal)) {
      const bytes = await collect(member.body, Number.POSITIVE_INFINITY, unlimited)
      if (member.origin === origin) return bytes
    }
  } catch (error) {
    if (!(error instanceof FeedError)) throw error
    if (isOfTheArchive(error)) return error
    // What this spec can not unpack is only no excerpt.
    if (!error.code.startsWith('UNPACK_')) throw error
  }
  return undefined
}

function unlimited(): never {
  throw new Error('unreachable: there is no limit')
}
