import type { Cookie } from 'undici'
import type { Clock } from '../../time/clock.ts'
import type { Exchange } from './exchange.ts'

interface Kept {
  readonly name: string
  readonly value: string
  readonly path: string
  /** On the clock that never jumps. Undefined: as long as the poll. */
  readonly until: number | undefined
}
const mostCookies = 50
const mostCharacters = 4_096

/**
 * Keeps the cookies of one poll (RFC 6265) and gives each back to where it came from: the same scheme, host and port, and
 * the paths that it is for. What a server says of further hosts is not believed.
 */
export function withCookies(inner: Exchange, parse: (text: string) => Cookie | null, clock: Clock): Exchange {
  const jars = new Map<string, Map<string, Kept>>()

  const keep = (url: URL, texts: string | readonly string[] | undefined): void => {
    for (const text of [texts ?? []].flat()) {
      const cookie = text.length > mostCharacters ? null : parse(text)
      if (cookie === null || (cookie.secure === true && url.protocol !== 'https:')) continue
      const path = cookie.path?.startsWith('/') === true ? cookie.path : folderOf(url.pathname)
      const jar = jars.get(url.origin) ?? new Map<string, Kept>()
      const key = `${cookie.name};${path}`
      const until = endOf(cookie, clock)
      jar.delete(key)
      if (until === undefined || until > clock.elapsed()) {
        jar.set(key, { name: cookie.name, value: cookie.value, path, until })
        for (const [oldest] of jar) if (jar.size > mostCookies) jar.delete(oldest)
      }
      jars.set(url.origin, jar)
    }
  }

  const cookiesFor = (url: URL): string =>
    [...(jars.get(url.origin)?.values() ?? [])]
      .filter(({ until }) => until === undefined || until > clock.elapsed())
      .filter(({ path }) => isBelow(url.pathname, path))
      .toSorted((one, other) => other.path.length - one.path.length)
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ')

  return async (request, circumstances) => {
    const own = request.headers['cookie']
    const cookie = [own ?? [], cookiesFor(request.url) || []].flat().join('; ')
    const headers = cookie === '' ? request.headers : { ...request.headers, cookie }
    const response = await inner({ ...request, headers }, circumstances)
    keep(request.url, response.headers['set-cookie'])
    return response
  }
}

function endOf({ maxAge, expires }: Cookie, clock: Clock): number | undefined {
  if (maxAge !== undefined) return clock.elapsed() + maxAge * 1_000
  if (expires === undefined) return undefined
  return clock.elapsed() + Number(expires) - clock.now().getTime()
}

/** RFC 6265 §5.1.4. */
const folderOf = (pathname: string): string => pathname.slice(0, pathname.lastIndexOf('/')) || '/'

function isBelow(pathname: string, path: string): boolean {
  if (!pathname.startsWith(path)) return false
  return path.endsWith('/') || pathname.length === path.length || pathname[path.length] === '/'
}
