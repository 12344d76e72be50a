import { payloadName } from '../flow/payload-name.ts'

/** What a compiled source of HTTP asks for. */
export interface HttpSource {
  readonly url?: string
  readonly requests?: Readonly<Record<string, HttpRequestSpec>>
}
type Addresses = readonly (readonly [name: string, address: string])[]
interface HttpRequestSpec {
  readonly url: string
  readonly method?: string
  readonly body?: unknown
  readonly pages?: unknown
  readonly wait?: unknown
  readonly for_each?: { readonly name: string; readonly list?: readonly unknown[] }
}

/**
 * The address of every payload, by its name. Undefined: that hangs on answers which a stand-in does not have, such as
 * values that are carried, or pages.
 */
export function addressesOf({ url, requests = {} }: HttpSource): Addresses | undefined {
  const all: Addresses[] = url === undefined ? [] : [[['main', url]]]
  for (const [request, spec] of Object.entries(requests)) {
    const some = addressesIn(request, spec)
    if (some === undefined) return undefined
    all.push(some)
  }
  return all.flat()
}

function addressesIn(
  request: string,
  { url, method = 'GET', body, pages, wait, for_each: each }: HttpRequestSpec,
): Addresses | undefined {
  if (method !== 'GET' || [body, pages, wait].some((one) => one !== undefined)) return undefined
  if (each === undefined) return url.includes('{') ? undefined : [[request, url]]
  const items = each.list?.map(String)
  const place = `{${each.name}}`
  if (items === undefined || url.replaceAll(place, '').includes('{')) return undefined
  return items.map((item) => [
    payloadName({ request, item }),
    url.replaceAll(place, encodeURIComponent(item)),
  ])
}
