import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { captureFromFiles, type RecordedCapture, recordedCapture } from '../capture/recorded.ts'
import { feedError } from '../errors/feed-error.ts'
import { near } from '../flow/near.ts'
import { namedPayload } from '../flow/payload-name.ts'
import { epochMilliseconds } from '../time/instant.ts'
import { zonedTime } from '../time/zone.ts'
import type { Call } from './command.ts'
import type { FoundFeed } from './feeds.ts'
import { liveCapture } from './live-capture.ts'

/** A capture to judge; disposing removes what was fetched for it. */
export interface FoundCapture extends RecordedCapture, AsyncDisposable {
  readonly from: 'recorded' | 'file' | 'live'
}

/**
 * What a person means by --capture: a folder that was recorded, the name of one of the feed's fixtures, a folder with a
 * file called like each request, a file, a file per request; nothing means the source as it is now.
 * A file that a poll would refuse is refused here. CAPTURE_*, CLI_*, SOURCE_TOO_LARGE.
 */
export async function captureFor(
  feed: FoundFeed,
  { capture, at }: { readonly capture: readonly string[]; readonly at: string | undefined },
  around: Pick<Call, 'config' | 'out' | 'clock' | 'signal'>,
): Promise<FoundCapture> {
  const { plan } = feed
  const { requests } = plan.source
  const moment = at === undefined ? undefined : momentOf(at, plan.timezone)
  const [first] = capture
  if (first === undefined) return { ...(await liveCapture(plan, moment, around)), from: 'live' }
  const named =
    capture.length === 1 && !isNamed(first, requests)
      ? filesAt(pathOf(first, feed), requests)
      : filesByRequest(capture, requests)
  if (typeof named === 'string') {
    const recorded = await recordedCapture(named, plan.limits)
    assertComplete(recorded, requests)
    return kept({ ...recorded, capturedAt: moment ?? recorded.capturedAt }, 'recorded')
  }
  const ordered = requests.flatMap((request) =>
    Object.entries(named).filter(([name]) => namedPayload(name).request === request),
  )
  const taken = await captureFromFiles(
    Object.fromEntries(ordered),
    moment ?? around.clock.now().toISOString(),
    plan.limits,
  )
  assertComplete(taken, requests)
  return kept(taken, 'file')
}

function pathOf(word: string, { folder }: FoundFeed): string {
  const fixtures = join(folder, 'fixtures')
  const found = [word, join(fixtures, word)].find((path) => existsSync(path))
  if (found !== undefined) return found
  const known = existsSync(fixtures) ? readdirSync(fixtures).toSorted() : []
  throw feedError('CLI_CAPTURE_UNKNOWN', { name: word, near: near(basename(word), known), known })
}

/** `REQUEST=FILE` or `REQUEST/ITEM=FILE`; a path may have such signs too. */
function isNamed(word: string, requests: readonly string[]): boolean {
  const [, name = ''] = /^([^=]+)=/.exec(word) ?? []
  return /^[^=/\\]+=/.test(word) || requests.includes(namedPayload(name).request)
}

type Files = Readonly<Record<string, string>>

/** The file of the one request, the files of a folder that are called like the requests, or the folder of a recording. */
function filesAt(path: string, requests: readonly string[]): Files | string {
  if (statSync(path).isFile()) {
    const [only] = requests
    if (only !== undefined && requests.length === 1) return { [only]: path }
    throw feedError('CAPTURE_REQUESTS', { given: [path], wanted: requests })
  }
  if (existsSync(join(path, 'capture.yaml'))) return path
  const names = readdirSync(path).toSorted()
  const files = requests.flatMap((request) => {
    const name = names.find((one) => one === request || one.startsWith(`${request}.`))
    return name === undefined ? [] : [[request, join(path, name)] as const]
  })
  if (files.length === requests.length) return Object.fromEntries(files)
  const found = files.map(([request]) => request)
  const missing = requests.filter((request) => !found.includes(request))
  throw feedError('CAPTURE_MISSING', { path, looked: lookedFor(missing, names) })
}

const listed = 12

/** What a folder of files would have had, and what it has. */
function lookedFor(missing: readonly string[], names: readonly string[]): string {
  const more = names.length > listed ? ', …' : ''
  const has = names.length === 0 ? 'It is empty' : `It has ${names.slice(0, listed).join(', ')}${more}`
  return `${has}; there is no capture.yaml and no ${missing.map((name) => `${name}.*`).join(', ')}.`
}

function filesByRequest(words: readonly string[], requests: readonly string[]): Files {
  const files = words.map((word) => {
    const [, request, path] = /^([^=]+)=(.+)$/s.exec(word) ?? []
    if (request !== undefined && path !== undefined && requests.includes(namedPayload(request).request))
      return [request, path] as const
    throw feedError('CAPTURE_REQUESTS', { given: [request ?? word], wanted: requests })
  })
  return Object.fromEntries(files)
}

const kept = (capture: RecordedCapture, from: FoundCapture['from']): FoundCapture => ({
  ...capture,
  from,
  [Symbol.asyncDispose]: async () => undefined,
})

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
