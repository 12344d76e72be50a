import { type Static, Type } from 'typebox'
import { component, type Path, type Site } from '../component.ts'
import { feedError } from '../errors/feed-error.ts'
import type { Cursors } from '../model/payload.ts'
import type { Clock } from '../time/clock.ts'
import { milliseconds } from '../time/duration.ts'
import type { RetryOptions } from '../time/retry.ts'
import { AllowPrivate, Attempts, duration, RequestName } from './connection-options.ts'
import { type Access, AccessOptions, accessOf } from './http/access.ts'
import { AnswersOptions, answerRules } from './http/answers.ts'
import { AuditOptions, auditOf } from './http/audit.ts'
import { below } from './http/below.ts'
import { perform } from './http/perform.ts'
import { keptNames, type Request, requestAt } from './http/request.ts'
import { type RequestGiven, RequestOptions, Url } from './http/request-options.ts'
import type { Known } from './http/template.ts'
import { reportUnprotected, UnprotectedOptions } from './http/unprotected.ts'
import { reportUnused } from './http/unused.ts'
import type { Timeouts } from './http-failure.ts'
import { checkHeaders, HeaderOptions, secretsIn } from './http-headers.ts'
import { masking, remember, type Used } from './masked.ts'
import type { RedirectPolicy } from './redirects.ts'
import type { Fetched, Source } from './source.ts'

const options = Type.Object(
  {
    url: Type.Optional(Url),
    requests: Type.Optional(
      Type.Record(RequestName, RequestOptions, {
        minProperties: 1,
        additionalProperties: false,
        description:
          'Several requests of one poll, by name; made one after the other, in this order. Each can use what those before it carry.',
      }),
    ),
    headers: Type.Optional(HeaderOptions),
    redirects: Type.Optional(
      Type.Enum(['same-host', 'any', 'none'], {
        description: 'Which redirects to follow; never one from https to http. Default: same-host.',
      }),
    ),
    ...AccessOptions,
    answers: AnswersOptions,
    echoed_secrets: Type.Optional(
      Type.Enum(['refuse', 'mask'], {
        description:
          'What to do about an answer that repeats a secret which it was fetched with: the poll fails, or each place is written over with asterisks before anything is kept. Default: refuse.',
      }),
    ),
    ...AuditOptions,
    allow_private: AllowPrivate,
    ...UnprotectedOptions,
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
/** Requests go out one after the other, on connections of their own; each is conditional where the last poll left an ETag or a time. */
export const http = component({
  type: 'http',
  summary: 'Fetches files over HTTP or HTTPS, and only when they have changed.',
  options,
  create(spec: Options, site): Source {
    const used: Used = new Map()
    const access = accessOf(spec, site, (value, what) => remember(used, value, what, true))
    const rules = answerRules(spec.answers, below(site, 'answers'))
    const auditEvery = auditOf(spec, site)
    const requests = requestsOf(spec, access, site)
    const timeouts: Timeouts = {
      connect: milliseconds(spec.timeouts?.connect ?? '10s'),
      headers: milliseconds(spec.timeouts?.headers ?? '30s'),
      body: milliseconds(spec.timeouts?.body ?? '30s'),
      total: milliseconds(spec.timeouts?.total ?? '5m'),
    }
    const homes = requests.flatMap(({ address }) => address.home ?? [])
    const hosts = new Set(homes.map(({ hostname }) => hostname))
    const sent = requests.flatMap(({ body }) => body?.secrets ?? [])
    const speaking = new Set([
      ...access.secrets,
      ...sent,
      ...requests.flatMap(({ headers }) => secretsIn(headers)),
    ])
    const read = requests.filter(({ isProbe }) => !isProbe)
    return {
      requests: read.map(({ name }) => name),
      apart: new Map(
        read.flatMap(({ name, forEach, pages }) =>
          forEach === undefined ? [] : [[name, pages === undefined ? itself : withoutPage] as const],
        ),
      ),
      lookups: requests.flatMap(({ forEach }) => forEach?.lookup ?? []),
      carries: [...new Set(read.flatMap((request) => keptNames(request)))],
      async *fetch(given): AsyncIterable<Fetched> {
        const { context, masked } = masking(given, used, spec.echoed_secrets)
        // The first answer may repeat what only the last request sends.
        for (const name of speaking) await context.secret(name)
        await using opened = await access.open(context, timeouts, hosts)
        const { exchange } = opened
        const cursors = spec.conditional === false ? unconditional(context.cursors) : context.cursors
        const base = {
          redirects: spec.redirects ?? ('same-host' satisfies RedirectPolicy),
          timeouts,
          auditEvery,
          rules,
          exchange,
          secrets: [...new Set([...access.secrets, ...sent])],
          refusals: sent.length === 0 ? access.refusals : new Set([401, 403, ...access.refusals]),
          clock: context.clock,
        }
        const performed = perform(requests, {
          context: { ...context, cursors },
          homes,
          allowPrivate: spec.allow_private ?? false,
          sending: (signal) => ({
            base: { ...base, signal },
            maxBytes: context.maxBytes,
            retries: (seed) => retriesOf(spec, seed, context.clock, signal),
          }),
        })
        yield* masked(performed)
      },
    }
  },
})

function retriesOf({ retries }: Options, seed: string, clock: Clock, signal: AbortSignal): RetryOptions {
  const longestWait = milliseconds(retries?.longest_wait ?? '30s')
  return { clock, signal, seed, attempts: retries?.attempts ?? 3, longestWait }
}

const itself = (item: string): string => item
const withoutPage = (item: string): string => item.replace(/\/\d+$/, '')

/** Without what makes a request conditional; a request that values decide about is still not made again. */
const unconditional = (cursors: Cursors): Cursors =>
  Object.fromEntries(
    Object.entries(cursors).map(([name, { etag: _etag, lastModified: _time, ...rest }]) => [name, rest]),
  )

/** All problems of requests are reported; what is returned then is never made. */
function requestsOf(spec: Options, { sets: login, secrets }: Access, site: Site): readonly Request[] {
  const { url, requests, headers: shared = {} } = spec
  if ((url === undefined) === (requests === undefined)) {
    const problem =
      url === undefined ? 'There is nothing to fetch' : 'Both url and requests say what to fetch'
    const advice = 'Give either one url, or several requests, each with a name and a url'
    site.report(feedError('SOURCE_OPTIONS_UNCLEAR', { problem, advice }, { at: site.position() }))
  }
  checkHeaders(shared, ['headers'], site, login)
  const known = new Map<string, Known>()
  const lists = new Set<string>()
  const one = (name: string, given: RequestGiven, path: Path): Request => {
    const own = given.headers ?? {}
    checkHeaders(own, [...path, 'headers'], site, login)
    const headers = overriding(shared, own)
    const request = requestAt(name, given, headers, { known, lists }, spec.allow_private ?? false, site, path)
    for (const [carried, value] of request.gives) {
      known.set(carried, value)
      if (value.kind === 'list') lists.add(carried)
    }
    return request
  }
  const made = [
    ...(url === undefined ? [] : [one('main', { url }, [])]),
    ...Object.entries(requests ?? {}).map(([name, request]) =>
      one(name, request as RequestGiven, ['requests', name]),
    ),
  ]
  if (requests !== undefined && made.every(({ isProbe }) => isProbe)) {
    const problem = 'All requests are probes'
    const advice = 'Leave out probe where the figures are'
    site.report(feedError('SOURCE_REQUEST_UNCLEAR', { problem, advice }, { at: site.position(['requests']) }))
  }
  reportUnused(made, site)
  const placed = made.map(
    (request) => [url === undefined ? ['requests', request.name] : [], request] as const,
  )
  reportUnprotected(spec, secrets, placed, site)
  return made
}

/** A header of a request replaces the shared one of the same name, however it is capitalised. */
function overriding(shared: HeaderOptions, own: HeaderOptions): HeaderOptions {
  const names = new Set(Object.keys(own).map((name) => name.toLowerCase()))
  const kept = Object.entries(shared).filter(([name]) => !names.has(name.toLowerCase()))
  return { ...Object.fromEntries(kept), ...own }
}
