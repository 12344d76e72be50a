import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { slug } from '../flow/slug.ts'
import type { Payload } from '../model/payload.ts'
import type { Plan } from '../plan/plan.ts'
import type { Clock } from '../time/clock.ts'

/** What asking a source takes. */
export interface Fetching {
  readonly clock: Clock
  readonly secret: (name: string) => Promise<string>
  /** Is told of every piece of a body as it comes in. */
  readonly received?: (payload: Payload, bytes: number) => void
  readonly signal: AbortSignal
}

export interface FetchedFile {
  readonly request: string
  readonly origin: string
  readonly contentType?: string | undefined
  /** Its name in the folder. */
  readonly file: string
  readonly bytes: number
}

/** Asks a feed's source for everything, as its first poll would, and keeps the bodies as files of a folder. */
export async function fetchFiles(
  plan: Plan,
  folder: string,
  { clock, secret, received, signal }: Fetching,
): Promise<readonly FetchedFile[]> {
  const files: FetchedFile[] = []
  const context = { signal, clock, secret, cursors: {}, maxBytes: plan.limits.bytes }
  for await (const fetched of plan.source.fetch(context)) {
    if (fetched.kind === 'unmodified') throw new Error(`"${fetched.request}" was asked without a condition`)
    const { payload } = fetched
    const { request, origin, contentType } = payload
    const file = fileName(payload, plan.source.requests.length > 1)
    let bytes = 0
    const counted = async function* () {
      for await (const piece of payload.body) {
        bytes += piece.byteLength
        received?.(payload, bytes)
        yield piece
      }
    }
    await pipeline(Readable.from(counted()), createWriteStream(join(folder, file), { flags: 'wx' }), {
      signal,
    })
    files.push({ request, origin, contentType, file, bytes })
  }
  return files
}

/** Of several requests each names its file; of one, the last name of the origin does, if it is a plain one. */
function fileName({ request, origin }: Payload, several: boolean): string {
  const last =
    origin
      .replace(/[?#].*$/, '')
      .split(/[/\\]/)
      .at(-1) ?? ''
  const [, stem = '', ending = ''] = /^(.*?)(\.[A-Za-z0-9]{1,8})?$/.exec(last) ?? []
  const name = `${several ? request : slug(stem) || 'body'}${ending.toLowerCase()}`
  return name === 'capture.yaml' ? 'body.yaml' : name
}
