import { createHash } from 'node:crypto'
import { feedError } from '../../errors/feed-error.ts'
import { collect } from '../../flow/collect.ts'
import type { Json, JsonObject } from '../../model/json.ts'
import { type RetryOptions, retry } from '../../time/retry.ts'
import { ask, type HttpAnswer, type HttpRequest } from '../http-request.ts'
import { type Answer, answerJson } from './answer.ts'
import type { Call } from './call.ts'

/** What all requests of a poll share. */
export interface Sending {
  readonly base: Omit<HttpRequest, 'origin' | 'headers' | 'cursor' | 'maxBytes'>
  readonly maxBytes: number
  /** The seed spreads the pauses. */
  retries(seed: string): RetryOptions
}
type Validators = HttpRequest['cursor']
type Brought = Extract<HttpAnswer, { kind: 'payload' }>
export interface Collected
  extends Pick<Brought, 'kind' | 'contentType' | 'doubt' | 'cursor' | 'afterUnmodified'> {
  readonly answer: Answer
}
export type Got = Collected | Exclude<HttpAnswer, Brought>

/** An answer whose body is still to be read. */
export const streamed = (call: Call, validators: Validators, sending: Sending): Promise<HttpAnswer> =>
  retry((attempt) => ask(httpRequest(call, validators, sending), attempt), sending.retries(call.url.href))

/** An answer that was read to its end, within one attempt. */
export function collected(
  call: Call,
  validators: Validators,
  sending: Sending,
  { maxBytes = sending.maxBytes, isGraphql = false, mayBeEmpty = false } = {},
): Promise<Got> {
  const request = { ...httpRequest(call, validators, sending), maxBytes, mayBeEmpty }
  return retry(async (attempt) => {
    const got = await ask(request, attempt)
    if (got.kind !== 'payload') return got
    try {
      const body = await collect(got.body, maxBytes, () => {
        throw feedError('SOURCE_TOO_LARGE', { origin: call.origin, limit: maxBytes })
      })
      const { kind, status, headers, url, contentType, doubt, cursor, afterUnmodified } = got
      const answer = { origin: call.origin, url, status, headers, body }
      if (isGraphql && doubt === undefined) assertNoErrors(answer)
      return { kind, answer, contentType, doubt, cursor, afterUnmodified }
    } finally {
      got.discard()
    }
  }, sending.retries(call.url.href))
}

function httpRequest(call: Call, validators: Validators, { base, maxBytes }: Sending): HttpRequest {
  const { method, url, home, headers, body, origin, accept } = call
  return { ...base, method, url, home, headers, body, origin, accept, cursor: validators, maxBytes }
}

/** An answer to a query that lists errors is one, whatever its status says. */
function assertNoErrors(answer: Answer): void {
  const errors = memberOf(answerJson(answer), 'errors')
  if (errors === undefined || errors === null || (Array.isArray(errors) && errors.length === 0)) return
  const listed = (Array.isArray(errors) ? errors : [errors]) as readonly Json[]
  const [one] = listed
  const message = memberOf(one, 'message')
  const first = (typeof message === 'string' ? message : JSON.stringify(one)).slice(0, 200).replace(/\.$/, '')
  const details = { origin: answer.origin, errors: listed.length, first }
  throw feedError('SOURCE_GRAPHQL_ERRORS', details, { place: '$.errors' })
}

function memberOf(value: Json | undefined, name: string): Json | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return (value as JsonObject)[name]
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
