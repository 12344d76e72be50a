import { existsSync, readdirSync, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fetchFiles } from '../capture/fetch-files.ts'
import { captureFromFiles, type RecordedCapture, recordedCapture } from '../capture/recorded.ts'
import { feedError } from '../errors/feed-error.ts'
import { captureOf } from '../flow/capture-of.ts'
import { environmentSecrets } from '../secrets/environment.ts'
import { epochMilliseconds, zonedTime } from '../time/zone.ts'
import type { Call } from './command.ts'
import type { FoundFeed } from './feeds.ts'
import { withinLimits } from './within-limits.ts'
import { sized } from './words.ts'

/** A capture to judge; disposing removes what was fetched for it. */
export interface FoundCapture extends RecordedCapture, AsyncDisposable {
  readonly from: 'recorded' | 'file' | 'live'
}
type Around = Pick<Call, 'config' | 'out' | 'clock' | 'signal'>

/**
 * What a person means by --capture: a folder that was recorded, the name of one of the feed's fixtures, a folder with a
 * file called like each request, a file, a file per request; nothing means the source as it is now. CAPTURE_*, CLI_USAGE.
 */
export async function captureFor(
  { plan, folder }: FoundFeed,
  { capture, at }: { readonly capture: readonly string[]; readonly at: string | undefined },
  around: Around,
): Promise<FoundCapture> {
  const { requests } = plan.source
  const capturedAt = at === undefined ? undefined : momentOf(at, plan.timezone)
  const [first] = capture
  if (first === undefined) return live({ plan, folder, path: '' }, capturedAt, around)
  const parts = capture.map((word) => /^([^=/\\]+)=(.+)$/s.exec(word))
  const [only] = requests
  const found = [first, join(folder, 'fixtures', first)].find((path) => existsSync(path)) ?? first
  const named = capture.length === 1 && parts[0] === null ? filesNamedFor(requests, found) : undefined
  if (capture.length === 1 && parts[0] === null && !isFile(found) && named === undefined) {
    const recorded = await recordedCapture(found)
    assertComplete(recorded, requests)
    return kept({ ...recorded, capturedAt: capturedAt ?? recorded.capturedAt }, 'recorded')
  }
  const files =
    named ??
    Object.fromEntries(
      capture.map((word, index) => {
        const [, request, path] = parts[index] ?? []
        if (request !== undefined && path !== undefined && requests.includes(request)) return [request, path]
        if (capture.length === 1 && requests.length === 1 && isFile(word)) return [only, word]
        throw feedError('CAPTURE_REQUESTS', { given: [request ?? word], wanted: requests })
      }),
    )
  const ordered = Object.fromEntries(
    requests.flatMap((name) => (files[name] === undefined ? [] : [[name, files[name]]])),
  )
  const taken = await captureFromFiles(ordered, capturedAt ?? around.clock.now().toISOString())
  assertComplete(taken, requests)
  return kept(taken, 'file')
}

async function live(
  { plan }: FoundFeed,
  at: string | undefined,
  { config, out, clock, signal }: Around,
): Promise<FoundCapture> {
  const folder = await mkdtemp(join(tmpdir(), 'feed-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    const secrets = environmentSecrets(config.environment)
    const files = await withinLimits(plan, signal, (bounded) =>
      fetchFiles(plan, folder, {
        clock,
        secret: (name) => secrets.get(name, bounded),
        received: ({ origin }, bytes) => out.progress(`fetching ${origin} … ${sized(bytes)}`),
        signal: bounded,
      }),
    )
    const paths = Object.fromEntries(files.map(({ request, file }) => [request, join(folder, file)]))
    const taken = await captureFromFiles(paths, at ?? clock.now().toISOString())
    // The origins are those of the source, so that the capture has the hash that a poll would give it.
    const payloads = taken.capture.payloads.map((payload) => {
      const { origin = '', contentType } = files.find(({ request }) => request === payload.request) ?? {}
      return { ...payload, origin, contentType }
    })
    const open = (request: string) => ({
      ...taken.open(request),
      ...payloads.find((payload) => payload.request === request),
    })
    return { ...taken, capture: captureOf(payloads), open, from: 'live', [Symbol.asyncDispose]: remove }
  } catch (error) {
    await remove()
    throw error
  }
}

const kept = (capture: RecordedCapture, from: FoundCapture['from']): FoundCapture => ({
  ...capture,
  from,
  [Symbol.asyncDispose]: async () => undefined,
})

const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile()

/** The files of a folder that are called like the requests; undefined where it is a recorded capture or one is missing. */
function filesNamedFor(
  requests: readonly string[],
  folder: string,
): Readonly<Record<string, string>> | undefined {
  if (!existsSync(folder) || isFile(folder) || existsSync(join(folder, 'capture.yaml'))) return undefined
  const names = readdirSync(folder).toSorted()
  const files = requests.flatMap((request) => {
    const name = names.find((one) => one === request || one.startsWith(`${request}.`))
    return name === undefined ? [] : [[request, join(folder, name)] as const]
  })
  return files.length === requests.length ? Object.fromEntries(files) : undefined
}

function assertComplete({ capture }: RecordedCapture, wanted: readonly string[]): void {
  const given = capture.payloads.map(({ request }) => request)
  if (wanted.every((request) => given.includes(request))) return
  throw feedError('CAPTURE_REQUESTS', { given, wanted })
}

/** An ISO 8601 time with offset, or a local time in the zone of the feed; as a poll writes it. */
function momentOf(text: string, timezone: string): string {
  const moment = epochMilliseconds(text) ?? epochMilliseconds(zonedTime(text, timezone) ?? '')
  if (moment !== undefined) return new Date(moment).toISOString()
  const advice = 'Write 2024-11-05T21:00:00-05:00, or 2024-11-05 21:00 for the zone of the feed.'
  throw feedError('CLI_USAGE', { problem: `--at "${text}" is no time`, advice })
}
