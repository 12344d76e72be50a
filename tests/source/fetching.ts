import { createHash } from 'node:crypto'
import type { Site } from '../../engine/component.ts'
import type { FeedError } from '../../engine/errors/feed-error.ts'
import { bodyOf } from '../../engine/flow/collect.ts'
import { payloadName } from '../../engine/flow/payload-name.ts'
import type { Sha256 } from '../../engine/model/ids.ts'
import type { Cursor, Cursors } from '../../engine/model/payload.ts'
import type { FetchContext, Source } from '../../engine/source/source.ts'
import { manualClock } from '../helpers/manual-clock.ts'

/** A site that keeps what is reported to it; `file` is the spec it pretends to stand in. */
export function collectingSite(file = 'feed.yaml'): Site & { readonly errors: readonly FeedError[] } {
  const errors: FeedError[] = []
  return {
    errors,
    position: (path = []) => ({ file, line: 1 + path.length, column: 1 }),
    report: (error) => errors.push(error),
  }
}

/** What a source gets, with time that passes by itself and room for 1 MB; `secrets` by name. */
export function context({
  secrets = {},
  ...given
}: Partial<FetchContext> & { readonly secrets?: Readonly<Record<string, string>> } = {}): FetchContext {
  return {
    signal: new AbortController().signal,
    clock: manualClock({ auto: true }),
    secret: async (name) => secrets[name] ?? '',
    cursors: {},
    maxBytes: 1_000_000,
    ...given,
  }
}

/** What one request brought, read to its end. */
export type Brought =
  | { readonly request: string; readonly item?: string | undefined; readonly kind: 'unmodified' }
  | { readonly request: string; readonly item: string; readonly kind: 'failed'; readonly code: string }
  | { readonly request: string; readonly kind: 'nothing'; readonly because: string }
  | {
      readonly request: string
      readonly item?: string
      readonly kind: 'payload'
      readonly doubt?: string
      readonly afterUnmodified?: boolean
      readonly origin: string
      readonly contentType: string | undefined
      readonly text: string
    }
/** Fetches everything, reading each body before the next request. `cursors` is what the next poll would be given. */
export async function fetchAll(
  source: Source,
  given: Parameters<typeof context>[0] = {},
): Promise<{
  readonly brought: readonly Brought[]
  readonly cursors: Cursors
  /** The bodies of this fetch and of those before, as an archive has them. */
  readonly archived: NonNullable<FetchContext['archived']>
}> {
  const brought: Brought[] = []
  const bodies = new Map<string, string>()
  const cursors: Record<string, Cursors[string]> = { ...given?.cursors }
  for await (const fetched of source.fetch(context(given))) {
    if (fetched.kind === 'unmodified') {
      brought.push(fetched)
      const name = payloadName(fetched)
      const kept = given?.cursors?.[name]
      if (kept !== undefined) cursors[name] = kept
      continue
    }
    if (fetched.kind === 'failed') {
      const { request, item, error } = fetched
      brought.push({ request, item, kind: 'failed', code: error.code })
      continue
    }
    if (fetched.kind === 'nothing') {
      brought.push({ request: fetched.request, kind: 'nothing', because: fetched.because })
      continue
    }
    const { request, item, origin, contentType, doubt, body } = fetched.payload
    const pieces: Uint8Array[] = []
    for await (const piece of body) pieces.push(piece)
    const text = Buffer.concat(pieces).toString()
    brought.push({
      request,
      ...(item !== undefined && { item }),
      kind: 'payload',
      ...(doubt !== undefined && { doubt }),
      ...(fetched.afterUnmodified === true && { afterUnmodified: true }),
      origin,
      contentType,
      text,
    })
    const sha256 = createHash('sha256').update(text).digest('hex') as Sha256
    const payload = { request, item, origin, contentType, sha256, bytes: text.length }
    bodies.set(sha256, text)
    cursors[payloadName(payload)] = { ...fetched.cursor, payload }
  }
  const archived = (cursor: Cursor): AsyncIterable<Uint8Array> => {
    const text = bodies.get(cursor.payload.sha256)
    return text === undefined && given.archived !== undefined ? given.archived(cursor) : bodyOf(text ?? '')
  }
  return { brought, cursors, archived }
}

/** The texts that were brought, in order. */
export const textsOf = (brought: readonly Brought[]): readonly (string | undefined)[] =>
  brought.map((one) => (one.kind === 'payload' ? one.text : undefined))
