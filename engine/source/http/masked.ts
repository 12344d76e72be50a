import { FeedError } from '../../errors/feed-error.ts'
import type { FetchContext, Fetched } from '../source.ts'

/** Shorter values occur by chance. */
const shortest = 8

/** What a fetch says, without the secrets that were used: servers write them into what they answer. */
export interface Masking {
  /** The context to fetch with: it remembers the secrets that it gives out. */
  readonly context: FetchContext
  readonly masked: (fetched: AsyncIterable<Fetched>) => AsyncIterable<Fetched>
}

/** The forms of all values that a source has used, as long as it lives: a token may outlast the poll that asked for it. */
export type Used = Set<string>

/** From here on nothing that is said holds this value. */
export function remember(used: Used, value: string): void {
  if (value.length < shortest) return
  for (const form of [value, encodeURIComponent(value), encodeURI(value), formEncoded(value)]) used.add(form)
}

/** Covers addresses, carried values and errors; bodies stay what they are. */
export function masking(given: FetchContext, used: Used): Masking {
  const context: FetchContext = {
    ...given,
    async secret(name) {
      const value = await given.secret(name)
      remember(used, value)
      return value
    },
  }
  const mask = (text: string): string => [...used].reduce((seen, form) => seen.replaceAll(form, '***'), text)
  const maskedError = (error: unknown): unknown => {
    if (!(error instanceof FeedError)) return error
    const { code, message, hint, retryable, at, place, cause } = error
    if (mask(message + hint + (place ?? '')) === message + hint + (place ?? '')) return error
    const where = { at, place: place === undefined ? undefined : mask(place), cause: maskedError(cause) }
    return new FeedError(code, mask(message), mask(hint), retryable, where)
  }
  return {
    context,
    masked: async function* (fetched) {
      try {
        for await (const one of fetched) yield maskedIn(one, mask, maskedError)
      } catch (error) {
        throw maskedError(error)
      }
    },
  }
}

function maskedIn(
  one: Fetched,
  mask: (text: string) => string,
  maskedError: (error: unknown) => unknown,
): Fetched {
  if (one.kind === 'unmodified') return one
  if (one.kind === 'nothing') return { ...one, origin: mask(one.origin) }
  if (one.kind === 'failed')
    return { ...one, origin: mask(one.origin), error: maskedError(one.error) as FeedError }
  const { origin, carried } = one.payload
  const payload = {
    ...one.payload,
    origin: mask(origin),
    body: maskedBody(one.payload.body, maskedError),
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

const formEncoded = (value: string): string => new URLSearchParams([['', value]]).toString().slice(1)
