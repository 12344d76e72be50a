import type { Archive } from '../archive/archive.ts'
import { captureOf } from '../flow/capture-of.ts'
import { payloadName } from '../flow/payload-name.ts'
import type { ArchivedPayload, Capture, Cursor, Cursors, FailedItem, Payload } from '../model/payload.ts'
import type { Plan } from '../plan/plan.ts'
import { failedItem, type Surroundings } from '../source/source.ts'
import type { PollPorts } from './ports.ts'
import type { Tell } from './tell.ts'

export interface FetchedCapture {
  readonly capture: Capture
  readonly cursors: Cursors
}

type Fetching = Pick<PollPorts, 'archive' | 'secrets' | 'clock'> & Surroundings

/**
 * Asks the source, request by request, and archives every body as it comes in. What was not modified takes its place
 * from the cursor: its bytes are in the archive. So does an item that failed, from what another plan left (`before`) if
 * it was of the same address.
 */
export async function fetchCapture(
  plan: Plan,
  { cursors, before }: { readonly cursors: Cursors; readonly before: Cursors },
  { archive, secrets, clock, route, proxy, aws, budget }: Fetching,
  tell: Tell,
  signal: AbortSignal,
): Promise<FetchedCapture> {
  const payloads: ArchivedPayload[] = []
  const failed: FailedItem[] = []
  const next: Record<string, Cursor> = {}
  const take = (name: string, cursor: Cursor): void => {
    next[name] = cursor
    payloads.push(cursor.payload)
  }
  const context = {
    signal,
    clock,
    secret: (name: string): Promise<string> => secrets.get(name, signal),
    cursors,
    archived: ({ payload }: Cursor) => archive.get(payload.sha256, signal),
    maxBytes: plan.limits.bytes,
    route,
    proxy,
    aws,
    budget,
  }
  let began = clock.elapsed()
  const elapsed = (): number => Math.round(clock.elapsed() - began)
  for await (const fetched of plan.source.fetch(context)) {
    if (fetched.kind === 'payload') {
      const payload = await archived(fetched.payload, archive, signal)
      const { origin, bytes } = payload
      const name = payloadName(payload)
      take(name, { ...fetched.cursor, payload })
      tell({ event: 'payload.fetched', request: name, origin, bytes, ms: elapsed() })
      began = clock.elapsed()
      continue
    }
    const name = payloadName(fetched)
    if (fetched.kind === 'unmodified') {
      const cursor = cursors[name]
      if (cursor === undefined) throw new Error(`request ${name} is unmodified, and was never fetched`)
      take(name, cursor)
      continue
    }
    const { origin, error } = fetched
    const { code, message } = error
    const earlier = before[name]?.payload.origin === origin ? before[name] : undefined
    const cursor = cursors[name] ?? earlier
    tell({ event: 'payload.failed', request: name, code, message, kept: cursor !== undefined })
    failed.push(failedItem(fetched))
    if (cursor !== undefined) take(name, cursor)
  }
  return { capture: captureOf(payloads, failed), cursors: next }
}

async function archived(
  { request, item, origin, contentType, carried, body }: Payload,
  archive: Archive,
  signal: AbortSignal,
): Promise<ArchivedPayload> {
  const stored = await archive.put(body, signal)
  return {
    request,
    ...(item !== undefined && { item }),
    origin,
    ...(contentType !== undefined && { contentType }),
    ...(carried !== undefined && { carried }),
    ...stored,
  }
}

/** The payloads of a capture's request, each to be read from the archive. */
export function openFrom(
  archive: Archive,
  capture: Capture,
  signal: AbortSignal,
): (request: string) => readonly Payload[] {
  return (request) => {
    const found = capture.payloads.filter((payload) => payload.request === request)
    if (found.length === 0) throw new Error(`the capture ${capture.hash} has no request ${request}`)
    return found.map((payload) => ({ ...payload, body: archive.get(payload.sha256, signal) }))
  }
}
