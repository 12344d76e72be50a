import type { Archive } from '../archive/archive.ts'
import { captureOf } from '../flow/capture-of.ts'
import { payloadName } from '../flow/payload-name.ts'
import type { ArchivedPayload, Capture, Cursor, Cursors, FailedItem, Payload } from '../model/payload.ts'
import type { Plan } from '../plan/plan.ts'
import { countedTurns } from '../source/host-budget.ts'
import { failedItem, type Surroundings } from '../source/source.ts'
import { archivedBody } from './archived-body.ts'
import type { PollPorts } from './ports.ts'
import type { Tell } from './tell.ts'

export interface FetchedCapture {
  readonly capture: Capture
  readonly cursors: Cursors
  /** Requests that have brought nothing yet, now or ever: without them the capture is none. */
  readonly absent: readonly string[]
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
  const absent = new Set<string>()
  const take = (name: string, cursor: Cursor): void => {
    next[name] = cursor
    payloads.push(cursor.payload)
  }
  const turns = countedTurns(budget)
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
    budget: turns.budget,
  }
  let began = clock.elapsed()
  const elapsed = (): number => Math.round(clock.elapsed() - began)
  for await (const fetched of plan.source.fetch(context)) {
    if (fetched.kind === 'payload') {
      const name = payloadName(fetched.payload)
      const known = cursors[name]
      const payload = await archived(fetched.payload, known?.payload, archive, signal)
      const { origin, bytes } = payload
      const isDenied = fetched.afterUnmodified === true && known?.payload.sha256 !== payload.sha256
      if (isDenied && known !== undefined) {
        const hashes = { known: known.payload.sha256, found: payload.sha256 }
        tell({ event: 'payload.denied', request: name, origin, ...hashes })
      }
      const denied = isDenied ? clock.now().toISOString() : known?.denied
      take(name, { ...fetched.cursor, ...(denied !== undefined && { denied }), payload })
      const waited = turns.waited()
      tell({
        event: 'payload.fetched',
        request: name,
        origin,
        bytes,
        ...(waited > 0 && { waited }),
        ms: elapsed(),
      })
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
    const standing = standingFor(fetched, cursors, before)
    const kept = standing.length > 0
    if (fetched.kind === 'nothing') {
      tell({ event: 'payload.absent', request: name, because: fetched.because, kept })
      absent.add(fetched.request)
      for (const [one, cursor] of standing) take(one, cursor)
      continue
    }
    const { code, message } = fetched.error
    tell({ event: 'payload.failed', request: name, code, message, kept })
    failed.push(failedItem(fetched))
    for (const [one, cursor] of standing) take(one, cursor)
  }
  const brought = new Set(payloads.map(({ request }) => request))
  return {
    capture: captureOf(payloads, failed),
    cursors: next,
    absent: [...absent].filter((request) => !brought.has(request)),
  }
}

/** What stands in for an answer that there is not: what was last brought under its name, or its pages. */
function standingFor(
  named: { readonly request: string; readonly item?: string | undefined; readonly origin: string },
  cursors: Cursors,
  before: Cursors,
): readonly (readonly [name: string, cursor: Cursor])[] {
  const name = payloadName(named)
  const known = cursors[name]
  if (known !== undefined) return [[name, known]]
  const pages = Object.entries(cursors).filter(
    ([one]) => one.startsWith(`${name}/`) && /^\d+$/.test(one.slice(name.length + 1)),
  )
  if (pages.length > 0) return pages
  const earlier = before[name]
  return earlier?.payload.origin === named.origin ? [[name, earlier]] : []
}

async function archived(
  { request, item, origin, contentType, carried, doubt, body }: Payload,
  known: ArchivedPayload | undefined,
  archive: Archive,
  signal: AbortSignal,
): Promise<ArchivedPayload> {
  return {
    request,
    ...(item !== undefined && { item }),
    origin,
    ...(contentType !== undefined && { contentType }),
    ...(carried !== undefined && { carried }),
    ...(doubt !== undefined && { doubt }),
    ...(await archivedBody(body, known, archive, signal)),
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
