import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { feedError } from '../errors/feed-error.ts'
import { slug } from '../flow/slug.ts'
import type { FailedItem, Payload } from '../model/payload.ts'
import type { Plan } from '../plan/plan.ts'
import { failedItem, type Surroundings } from '../source/source.ts'
import type { Clock } from '../time/clock.ts'

/** What asking a source takes. */
export interface Fetching {
  readonly clock: Clock
  /** What this environment says to sources. */
  readonly surroundings?: Surroundings
  readonly secret: (name: string) => Promise<string>
  /** Is told of every piece of a body as it comes in. */
  readonly received?: (payload: Payload, bytes: number) => void
  readonly signal: AbortSignal
}

export interface FetchedFile extends Omit<Payload, 'body'> {
  /** Its name in the folder. */
  readonly file: string
  readonly bytes: number
}

/** What a source brought, and what it could not have brought. */
export interface FetchedFiles {
  readonly files: readonly FetchedFile[]
  readonly failed: readonly FailedItem[]
}

/** Asks a feed's source for everything, as its first poll would, and keeps the bodies as files of a folder. */
export async function fetchFiles(
  plan: Plan,
  folder: string,
  { clock, surroundings, secret, received, signal }: Fetching,
): Promise<FetchedFiles> {
  const files: FetchedFile[] = []
  const failed: FailedItem[] = []
  const named = new Set<string>()
  const context = { ...surroundings, signal, clock, secret, cursors: {}, maxBytes: plan.limits.bytes }
  for await (const fetched of plan.source.fetch(context)) {
    if (fetched.kind === 'unmodified') throw new Error(`"${fetched.request}" was asked without a condition`)
    if (fetched.kind === 'failed') {
      failed.push(failedItem(fetched))
      continue
    }
    if (fetched.kind === 'nothing') {
      const { origin, because } = fetched
      throw feedError('SOURCE_NOTHING_YET', { origin, because })
    }
    const { payload } = fetched
    const { body: _read, ...described } = payload
    const file = unusedName(fileName(payload, plan.source.requests.length > 1), named)
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
    files.push({ ...described, file, bytes })
  }
  return { files, failed }
}

/** Items name their files. Of several requests each names its file; of one, the last name of the origin does, if it is a plain one. */
function fileName({ request, item, origin }: Payload, several: boolean): string {
  const last =
    origin
      .replace(/[?#].*$/, '')
      .split(/[/\\]/)
      .at(-1) ?? ''
  const [, stem = '', ending = ''] = /^(.*?)(\.[A-Za-z0-9]{1,8})?$/.exec(last) ?? []
  const own = item === undefined ? undefined : `${request}-${slug(item).slice(0, 80) || 'item'}`
  const name = `${own ?? (several ? request : slug(stem) || 'body')}${ending.toLowerCase()}`
  return name === 'capture.yaml' ? 'body.yaml' : name
}

/** Items that are written alike are numbered. */
function unusedName(name: string, used: Set<string>): string {
  const [, stem = '', ending = ''] = /^(.*?)(\.[a-z0-9]{1,8})?$/.exec(name) ?? []
  let unused = name
  for (let number = 2; used.has(unused); number += 1) unused = `${stem}-${number}${ending}`
  used.add(unused)
  return unused
}
