import { feedError } from '../../errors/feed-error.ts'
import { bodyOf, collect } from '../../flow/collect.ts'
import type { Cursor } from '../../model/payload.ts'
import type { HttpRequest } from '../http-request.ts'
import type { FetchContext, Fetched } from '../source.ts'
import type { Answer } from './answer.ts'
import type { Call } from './call.ts'
import type { Request } from './request.ts'
import { type Collected, collected, type Got, type Sending } from './send.ts'
import { type Values, valueOf } from './template.ts'
import { waited } from './waited.ts'

/** What all requests of one poll go out with. */
export interface Line {
  readonly context: FetchContext
  /** An address at each host that the spec names: the others see no secrets. */
  readonly homes: readonly URL[]
  readonly allowPrivate: boolean
  sending(signal: AbortSignal): Sending
}

/** The answer to a request, read to its end; that of a job once it is done. */
export const asked = (
  { wait, body, isProbe }: Request,
  call: Call,
  validators: HttpRequest['cursor'],
  sending: Sending,
  { clock }: FetchContext,
): Promise<Got> =>
  wait === undefined
    ? collected(call, validators, sending, { isGraphql: body?.isGraphql === true, mayBeEmpty: isProbe })
    : waited(wait, call, sending, clock)

/** What a request is made conditional with. Of another address nothing is believed. */
export function validatorsFor(
  { method, wait }: Request,
  call: Call,
  known: Cursor | undefined,
): HttpRequest['cursor'] {
  if (method !== 'GET' || wait !== undefined || known?.payload.origin !== call.origin) return {}
  return known
}

/** An element of a fan-out with fields decides by all of them. */
const textFor = (name: string, values: Values): string => {
  const value = values.get(name)
  if (typeof value === 'object') return JSON.stringify(value)
  return valueOf({ name, field: undefined }, values) ?? ''
}

/** The values by which a request is made again or not, for the next poll. */
export const seenIn = ({ whenChanged }: Request, values: Values): Pick<Cursor, 'values'> =>
  whenChanged.length === 0
    ? {}
    : { values: Object.fromEntries(whenChanged.map((name) => [name, textFor(name, values)])) }

/** Are all of them as they were when this was fetched? */
export const isSame = ({ whenChanged }: Request, { values: before }: Cursor, values: Values): boolean =>
  whenChanged.length > 0 && whenChanged.every((name) => before?.[name] === textFor(name, values))

/** An answer that was not sent again, as it was archived. */
export async function archivedAnswer(
  cursor: Cursor,
  { archived, maxBytes }: FetchContext,
): Promise<Answer | undefined> {
  if (archived === undefined) return undefined
  const { origin } = cursor.payload
  const body = await collect(archived(cursor), maxBytes, () => {
    throw feedError('SOURCE_TOO_LARGE', { origin, limit: maxBytes })
  })
  return { origin, url: new URL(origin), status: undefined, headers: {}, body }
}

/** What came, for the archive. Without `body`: what was read of it. */
export function payloadOf(
  { request, item, origin, carried }: Call,
  got: Pick<Collected, 'contentType' | 'doubt' | 'cursor' | 'afterUnmodified'> & { readonly answer?: Answer },
  body: AsyncIterable<Uint8Array> = bodyOf(got.answer?.body ?? ''),
  more: Partial<Cursor> = {},
): Fetched {
  const { contentType, doubt, cursor, afterUnmodified } = got
  const payload = { request, item, origin, contentType, carried, doubt, body }
  return { kind: 'payload', payload, cursor: { ...cursor, ...more }, afterUnmodified }
}
