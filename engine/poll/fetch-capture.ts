import type { Archive } from '../archive/archive.ts'
import { captureOf } from '../flow/capture-of.ts'
import type { ArchivedPayload, Capture, Cursor, Cursors, Payload } from '../model/payload.ts'
import type { Plan } from '../plan/plan.ts'
import type { PollPorts } from './ports.ts'
import type { Tell } from './tell.ts'

export interface FetchedCapture {
  readonly capture: Capture
  readonly cursors: Cursors
}

/**
 * Asks the source, request by request, and archives every body as it comes in. What was not modified takes its place
 * from the cursor: its bytes are in the archive.
 */
export async function fetchCapture(
  plan: Plan,
  cursors: Cursors,
  { archive, secrets, clock, route }: Pick<PollPorts, 'archive' | 'secrets' | 'clock' | 'route'>,
  tell: Tell,
  signal: AbortSignal,
): Promise<FetchedCapture> {
  const payloads: ArchivedPayload[] = []
  const next: Record<string, Cursor> = {}
  const secret = (name: string): Promise<string> => secrets.get(name, signal)
  const context = { signal, clock, secret, cursors, maxBytes: plan.limits.bytes, route }
  let began = clock.elapsed()
  for await (const fetched of plan.source.fetch(context)) {
    if (fetched.kind === 'unmodified') {
      const cursor = cursors[fetched.request]
      if (cursor === undefined)
        throw new Error(`request ${fetched.request} is unmodified, and was never fetched`)
      next[fetched.request] = cursor
      payloads.push(cursor.payload)
      continue
    }
    const { request, origin, contentType, body } = fetched.payload
    const stored = await archive.put(body, signal)
    const payload = { request, origin, ...(contentType === undefined ? {} : { contentType }), ...stored }
    next[request] = { ...fetched.cursor, payload }
    payloads.push(payload)
    tell({
      event: 'payload.fetched',
      request,
      origin,
      bytes: stored.bytes,
      ms: Math.round(clock.elapsed() - began),
    })
    began = clock.elapsed()
  }
  return { capture: captureOf(payloads), cursors: next }
}

/** The bytes of a capture's request, read from the archive. */
export function openFrom(
  archive: Archive,
  capture: Capture,
  signal: AbortSignal,
): (request: string) => Payload {
  return (request) => {
    const found = capture.payloads.find((payload) => payload.request === request)
    if (found === undefined) throw new Error(`the capture ${capture.hash} has no request ${request}`)
    return { ...found, body: archive.get(found.sha256, signal) }
  }
}
