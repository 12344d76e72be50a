import { type Static, Type } from 'typebox'
import { component, type Path, type Site } from '../component.ts'
import { feedError } from '../errors/feed-error.ts'
import { milliseconds } from '../time/duration.ts'
import { retry } from '../time/retry.ts'
import { AllowPrivate, Attempts, duration, RequestName } from './connection-options.ts'
import { AccessOptions, accessOf } from './http/access.ts'
import { AnswersOptions, answerRules } from './http/answers.ts'
import { AuditOptions, auditOf } from './http/audit.ts'
import { below } from './http/below.ts'
import type { Timeouts } from './http-failure.ts'
import { checkHeaders, HeaderOptions, resolveHeaders } from './http-headers.ts'
import { ask } from './http-request.ts'
import { checkedUrl } from './http-url.ts'
import type { RedirectPolicy } from './redirects.ts'
import type { FetchContext, Fetched, Source } from './source.ts'

const Url = Type.String({
  minLength: 1,
  maxLength: 2_000,
  description: 'The whole address, https://… or http://….',
})
const options = Type.Object(
  {
    url: Type.Optional(Url),
    requests: Type.Optional(
      Type.Record(
        RequestName,
        Type.Object(
          { url: Url, headers: Type.Optional(HeaderOptions) },
          { additionalProperties: false, description: 'One file.' },
        ),
        {
          minProperties: 1,
          additionalProperties: false,
          description: 'Several files of one poll, by name; fetched one after the other, in this order.',
        },
      ),
    ),
    headers: Type.Optional(HeaderOptions),
    redirects: Type.Optional(
      Type.Enum(['same-host', 'any', 'none'], {
        description: 'Which redirects to follow; never one from https to http. Default: same-host.',
      }),
    ),
    ...AccessOptions,
    answers: AnswersOptions,
    ...AuditOptions,
    allow_private: AllowPrivate,
    timeouts: Type.Optional(
      Type.Object(
        {
          connect: duration('For the connection. Default: 10s.'),
          headers: duration('From the request to the headers of the answer. Default: 30s.'),
          body: duration('Between two pieces of the body. Default: 30s.'),
          total: duration('For one attempt, body included. Default: 5m.'),
        },
        { additionalProperties: false, description: 'How long to wait for what.' },
      ),
    ),
    retries: Type.Optional(
      Type.Object(
        {
          attempts: Attempts,
          longest_wait: duration(
            'Between two attempts, even if the publisher asks for more (Retry-After). Default: 30s.',
          ),
        },
        { additionalProperties: false, description: 'Trying again after passing failures.' },
      ),
    ),
  },
  { additionalProperties: false },
)
type Options = Static<typeof options>
interface NamedRequest {
  readonly name: string
  readonly url: string
  readonly headers: HeaderOptions
}

/** Requests go out one after the other, on connections of their own; each is conditional where the last poll left an ETag or a time. */
export const http = component({
  type: 'http',
  summary: 'Fetches files over HTTP or HTTPS, and only when they have changed.',
  options,
  create(spec: Options, site): Source {
    const access = accessOf(spec, site)
    const rules = answerRules(spec.answers, below(site, 'answers'))
    const auditEvery = auditOf(spec, site)
    const requests = requestsOf(spec, access.sets, site)
    const timeouts: Timeouts = {
      connect: milliseconds(spec.timeouts?.connect ?? '10s'),
      headers: milliseconds(spec.timeouts?.headers ?? '30s'),
      body: milliseconds(spec.timeouts?.body ?? '30s'),
      total: milliseconds(spec.timeouts?.total ?? '5m'),
    }
    const hosts = new Set(requests.map(({ url }) => URL.parse(url)?.hostname ?? ''))
    return {
      requests: requests.map(({ name }) => name),
      async *fetch(context): AsyncIterable<Fetched> {
        await using line = await access.open(context, timeouts, hosts)
        for (const { name, url, headers } of requests) {
          const request = {
            origin: url,
            headers: await resolveHeaders(headers, (secret) => context.secret(secret)),
            redirects: spec.redirects ?? ('same-host' satisfies RedirectPolicy),
            timeouts,
            cursor: spec.conditional === false ? {} : (context.cursors[name] ?? {}),
            auditEvery,
            rules,
            maxBytes: context.maxBytes,
            exchange: line.exchange,
            secrets: access.secrets,
            clock: context.clock,
            signal: context.signal,
          }
          const answer = await retry((attempt) => ask(request, attempt), retriesOf(spec, url, context))
          if (answer.kind === 'nothing') {
            yield { kind: 'nothing', request: name, origin: url, because: answer.because }
            continue
          }
          if (answer.kind === 'unmodified') {
            yield { kind: 'unmodified', request: name }
            continue
          }
          try {
            const { body, contentType, cursor, doubt, afterUnmodified } = answer
            const payload = { request: name, origin: url, contentType, doubt, body }
            yield { kind: 'payload', payload, cursor, afterUnmodified }
          } finally {
            answer.discard()
          }
        }
      },
    }
  },
})

function retriesOf({ retries }: Options, seed: string, { clock, signal }: FetchContext) {
  const longestWait = milliseconds(retries?.longest_wait ?? '30s')
  return { clock, signal, seed, attempts: retries?.attempts ?? 3, longestWait }
}

/** All problems of addresses and headers are reported; what is returned then is never fetched. */
function requestsOf(spec: Options, login: readonly string[], site: Site): readonly NamedRequest[] {
  const { url, requests, headers: shared = {} } = spec
  if ((url === undefined) === (requests === undefined)) {
    const problem =
      url === undefined ? 'There is nothing to fetch' : 'Both url and requests say what to fetch'
    const advice = 'Give either one url, or several requests, each with a name and a url'
    site.report(feedError('SOURCE_OPTIONS_UNCLEAR', { problem, advice }, { at: site.position() }))
  }
  checkHeaders(shared, ['headers'], site, login)
  const one = (name: string, text: string, path: Path, headers: HeaderOptions): NamedRequest => {
    checkHeaders(headers, [...path, 'headers'], site, login)
    const checked = checkedUrl(text, spec.allow_private ?? false, site, [...path, 'url'])
    return { name, url: checked, headers: overriding(shared, headers) }
  }
  return [
    ...(url === undefined ? [] : [one('main', url, [], {})]),
    ...Object.entries(requests ?? {}).map(([name, request]) =>
      one(name, request.url, ['requests', name], request.headers ?? {}),
    ),
  ]
}

/** A header of a request replaces the shared one of the same name, however it is capitalised. */
function overriding(shared: HeaderOptions, own: HeaderOptions): HeaderOptions {
  const names = new Set(Object.keys(own).map((name) => name.toLowerCase()))
  const kept = Object.entries(shared).filter(([name]) => !names.has(name.toLowerCase()))
  return { ...Object.fromEntries(kept), ...own }
}
