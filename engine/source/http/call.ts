import { feedError } from '../../errors/feed-error.ts'
import { payloadName } from '../../flow/payload-name.ts'
import { type Headers, resolveHeaders } from '../http-headers.ts'
import { sameHost } from '../redirects.ts'
import { shownUrl } from './carried-url.ts'
import type { Method } from './exchange.ts'
import { keptNames, type Request } from './request.ts'
import { textSecret } from './secret-text.ts'
import { type Values, valueOf } from './template.ts'

/** A request as it is made: every value in its place. */
export interface Call {
  readonly request: string
  readonly item: string | undefined
  readonly method: Method
  readonly url: URL
  /** The host that may see our secrets. */
  readonly home: URL
  readonly headers: Headers
  readonly body: string | undefined
  /** Statuses that are answers beside 200. */
  readonly accept: readonly number[]
  /** The address as it is kept. No other payload of the poll has the same. */
  readonly origin: string
  readonly carried: Readonly<Record<string, string>> | undefined
}

export interface Filling {
  readonly values: Values
  readonly item?: string | undefined
  /** The address of a further page, as the page before gave it. */
  readonly next?: URL | undefined
  /** An address at each host that the spec names. */
  readonly homes: readonly URL[]
  readonly secret: (name: string) => Promise<string>
}

/** SOURCE_VALUE_REFUSED where a value fits nowhere. */
export async function callOf(
  request: Request,
  { values, item, next, homes, secret }: Filling,
): Promise<Call> {
  const { name, method, address, body, templates } = request
  const url = next ?? address.fill(values, name)
  const secrets = new Map<string, string>()
  // oxlint-disable-next-line no-await-in-loop -- they are few, and kept by whoever gives them
  for (const one of body?.secrets ?? []) secrets.set(one, await textSecret(one, secret))
  const { plain, secret: hidden } = await resolveHeaders(request.headers, secret)
  const filled: Record<string, string> = { ...plain }
  for (const [header, template] of templates) {
    const text = template
      .map((part) => (typeof part === 'string' ? part : (valueOf(part, values) ?? '')))
      .join('')
    if (!/^[ -~]*$/.test(text)) throw noHeader(header, text)
    filled[header] = text
  }
  if (body !== undefined) filled['content-type'] ??= body.contentType
  const carried = Object.fromEntries(
    keptNames(request).flatMap((one) => {
      const value = values.get(one)
      return typeof value === 'string' && value.length <= longestKept
        ? [[one, shownText(value, address.home)]]
        : []
    }),
  )
  const isShared =
    method !== 'GET' ||
    (item !== undefined && next === undefined && !address.names.some((one) => isOfItem(one, request)))
  return {
    request: name,
    item,
    method,
    url,
    home: address.home ?? homes.find((one) => sameHost(one, url)) ?? homes[0] ?? url,
    headers: { plain: filled, secret: hidden },
    body: body?.fill(values, secrets),
    accept: acceptedBy(request),
    origin: isShared ? `${shownUrl(url)}#${encodeURI(payloadName({ request: name, item }))}` : shownUrl(url),
    carried: Object.keys(carried).length > 0 ? carried : undefined,
  }
}

/** What a page hides in its form is no fact for a mapping. */
const longestKept = 2_000

/** A whole address is kept as it may be shown. */
const shownText = (value: string, home: URL | undefined): string =>
  home === undefined ? shownUrl(new URL(value)) : value

/** What was submitted may be accepted or made, and what is waited for may not be there yet. */
function acceptedBy({ method, wait, isProbe }: Request): readonly number[] {
  if (wait !== undefined) return [201, 202, 203, 204]
  return method === 'GET' ? [] : isProbe ? [201, 202, 204] : [201, 202]
}

const isOfItem = (name: string, { forEach, pages }: Request): boolean =>
  name === forEach?.name || pages?.names.has(name as 'page') === true

const noHeader = (header: string, text: string): Error =>
  feedError('SOURCE_VALUE_REFUSED', {
    origin: `the header ${header}`,
    name: header,
    seen: JSON.stringify(text.slice(0, 80)),
    problem: 'a header holds printable ASCII characters only',
  })
