import { posix } from 'node:path'
import { feedError } from '../errors/feed-error.ts'
import type { Plan } from '../plan/plan.ts'
import { addressesOf, type HttpSource } from './addresses.ts'
import type { Night, Stream } from './night.ts'

/** What a feed asks of an HTTP server, and the stream that answers. */
export interface WantedUrl {
  readonly kind: 'http'
  readonly url: URL
  readonly stream: Stream
}
/** What a feed looks for on an SFTP server. */
export interface WantedFile {
  readonly kind: 'sftp'
  readonly directory: string
  readonly pattern: string
  readonly stream: Stream
}
export type Wanted = WantedUrl | WantedFile

/** The parts of a compiled `source` that a stand-in must know. */
export interface SftpSource {
  readonly host: string
  readonly port?: number
  readonly user: string
  readonly password?: { readonly secret: string }
  readonly private_key?: { readonly secret: string }
  readonly directory?: string
  readonly pattern?: string
  readonly files?: Readonly<Record<string, { readonly directory: string; readonly pattern: string }>>
}
export interface ResolvedSource {
  readonly http?: HttpSource
  readonly sftp?: SftpSource
}
/** The source as the spec has it, profile and defaults in place. */
export const sourceOf = (plan: Plan): ResolvedSource =>
  (plan.resolved?.['source'] ?? {}) as unknown as ResolvedSource

/** Each request of a feed with its stream. REHEARSE_SOURCE, REHEARSE_NO_STREAM. */
export function wantedOf(plan: Plan, night: Night): readonly Wanted[] {
  const { http, sftp } = sourceOf(plan)
  if (http !== undefined) {
    const addresses = addressesOf(http)
    if (addresses === undefined) {
      const problem = 'what it asks for hangs on answers, which a stand-in does not have'
      throw feedError('REHEARSE_SOURCE', { feed: plan.feed, problem })
    }
    return addresses.map(([request, address]) => {
      const url = new URL(address)
      return { kind: 'http', url, stream: streamFor(plan, request, url.pathname, night) }
    })
  }
  if (sftp !== undefined) {
    return files(sftp).map(([request, { directory, pattern }]) => {
      const stream = streamFor(plan, request, directory, night)
      return { kind: 'sftp', directory, pattern, stream }
    })
  }
  throw feedError('REHEARSE_SOURCE', {
    feed: plan.feed,
    problem: 'it reads files of a machine, which no server shows',
  })
}

/** Does the night have a stream for every request of the feed? */
export function isPlayable(plan: Plan, night: Night): boolean {
  try {
    wantedOf(plan, night)
    return true
  } catch {
    return false
  }
}

const files = ({ directory, pattern, files: several = {} }: SftpSource) => [
  ...(directory === undefined || pattern === undefined ? [] : [['main', { directory, pattern }] as const]),
  ...Object.entries(several),
]

/** By what the night says, else by the last part of the address without its ending. */
function streamFor(plan: Plan, request: string, path: string, night: Night): Stream {
  const name = night.served[plan.feed]?.[request] ?? posix.basename(path).replace(/\.\w+$/, '')
  const stream = night.streams.get(name)
  if (stream !== undefined) return stream
  const known = [...night.streams.keys()]
  throw feedError('REHEARSE_NO_STREAM', { feed: plan.feed, request, stream: name, known })
}
