import { FeedError, feedError } from '../errors/feed-error.ts'
import { secretForms } from '../flow/secret-forms.ts'
import { watchedBytes } from '../flow/watched-bytes.ts'
import type { FetchContext, Fetched, Source } from './source.ts'

/** What a fetch says, without the secrets that were used: servers write them into what they answer. */
export interface Masking {
  /** The context to fetch with: it remembers the secrets that it gives out. */
  readonly context: FetchContext
  readonly masked: (fetched: AsyncIterable<Fetched>) => AsyncIterable<Fetched>
}

/** What is done about a body that repeats a secret. */
export type Echoed = 'refuse' | 'mask'

/** The values that a source has used as long as it lives, and what each is: a token may outlast the poll that asked for it. */
export type Used = Map<
  string,
  { readonly what: string; readonly isGiven: boolean; readonly forms: readonly string[] }
>

/** Of what publishers have given us the last: what was good before opens no door any more. */
const mostGiven = 8

/** From here on nothing that is said or kept holds this value. `isGiven`: a publisher gave it to us. */
export function remember(used: Used, value: string, what: string, isGiven = false): void {
  const forms = used.get(value)?.forms ?? secretForms(value)
  if (forms.length === 0) return
  used.delete(value)
  used.set(value, { what, isGiven, forms })
  const given = [...used].filter(([, one]) => one.isGiven).map(([key]) => key)
  for (const oldest of given.slice(0, -mostGiven)) used.delete(oldest)
}

/**
 * Covers addresses, carried values and errors. A body that repeats a secret is refused while it comes in
 * (SOURCE_SECRET_ECHOED), since an archive, a fixture and an explanation may be shared; `mask`: it is written over.
 */
export function masking(given: FetchContext, used: Used, echoed: Echoed = 'refuse'): Masking {
  const context: FetchContext = {
    ...given,
    async secret(name) {
      const value = await given.secret(name)
      remember(used, value, `the secret "${name}"`)
      return value
    },
  }
  const mask = (text: string): string =>
    [...used.values()]
      .flatMap(({ forms }) => forms)
      .reduce((seen, form) => seen.replaceAll(form, '***'), text)
  const maskedError = (error: unknown): unknown => {
    if (!(error instanceof FeedError)) return error
    const { code, message, hint, retryable, at, place, cause } = error
    if (mask(message + hint + (place ?? '')) === message + hint + (place ?? '')) return error
    const where = { at, place: place === undefined ? undefined : mask(place), cause: maskedError(cause) }
    return new FeedError(code, mask(message), mask(hint), retryable, where)
  }
  const watched = (body: AsyncIterable<Uint8Array>, origin: string): AsyncIterable<Uint8Array> => {
    const wanted = new Map([...used.values()].flatMap(({ what, forms }) => forms.map((form) => [form, what])))
    return watchedBytes(body, wanted, (what) => {
      if (echoed === 'refuse') throw feedError('SOURCE_SECRET_ECHOED', { origin, what })
    })
  }
  return {
    context,
    masked: async function* (fetched) {
      try {
        for await (const one of fetched) yield maskedIn(one, { mask, maskedError, watched })
      } catch (error) {
        throw maskedError(error)
      }
    },
  }
}

/** The same source, with all of this around each fetch. */
export const withoutSecrets = (source: Source): Source => ({
  ...source,
  fetch(given) {
    const { context, masked } = masking(given, new Map())
    return masked(source.fetch(context))
  },
})

interface Masks {
  readonly mask: (text: string) => string
  readonly maskedError: (error: unknown) => unknown
  readonly watched: (body: AsyncIterable<Uint8Array>, origin: string) => AsyncIterable<Uint8Array>
}

function maskedIn(one: Fetched, { mask, maskedError, watched }: Masks): Fetched {
  if (one.kind === 'unmodified') return one
  if (one.kind === 'nothing') return { ...one, origin: mask(one.origin) }
  if (one.kind === 'failed')
    return { ...one, origin: mask(one.origin), error: maskedError(one.error) as FeedError }
  const { carried, body } = one.payload
  const origin = mask(one.payload.origin)
  const payload = {
    ...one.payload,
    origin,
    body: maskedBody(watched(body, origin), maskedError),
    ...(carried !== undefined && {
      carried: Object.fromEntries(Object.entries(carried).map(([name, value]) => [name, mask(value)])),
    }),
  }
  return { ...one, payload }
}

async function* maskedBody(
  body: AsyncIterable<Uint8Array>,
  maskedError: (error: unknown) => unknown,
): AsyncIterable<Uint8Array> {
  try {
    yield* body
  } catch (error) {
    throw maskedError(error)
  }
}
