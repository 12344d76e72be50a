import { feedError } from '../errors/feed-error.ts'

export type RedirectPolicy = 'same-host' | 'any' | 'none'
/** Answers that lead elsewhere (RFC 9110 §15.4). */
export const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])
const mostHops = 5

export interface Hop {
  /** The address that was asked for at first. */
  readonly origin: string
  readonly from: URL
  /** What the answer gives as `Location`. */
  readonly location: string | undefined
  readonly policy: RedirectPolicy
  /** Every address of this request so far, `from` included. */
  readonly visited: readonly string[]
}

/** Where a redirect leads, if we may go there; SOURCE_REDIRECT_REFUSED otherwise. */
export function redirectTarget(hop: Hop): URL {
  const { origin, from, location, policy, visited } = hop
  const target = URL.parse(location ?? '', from.href)
  const refuse = (problem: string, advice: string) =>
    feedError('SOURCE_REDIRECT_REFUSED', { origin, to: shown(target, location), problem, advice })
  const moved = `Open ${origin} in a browser, see where it ends and write that address into the spec`

  if (location === undefined || target === null) throw refuse('that is no address', moved)
  target.hash = ''
  if (target.protocol !== 'https:' && target.protocol !== 'http:')
    throw refuse('only http and https can be fetched', moved)
  if (target.username !== '' || target.password !== '')
    throw refuse('an address with a user or password is not followed', moved)
  if (from.protocol === 'https:' && target.protocol === 'http:')
    throw refuse('figures that came safely would come unprotected', 'Ask the publisher for an https address')
  if (policy === 'none') throw refuse('the spec allows no redirects', `${moved}, or set redirects: same-host`)
  if (policy === 'same-host' && !sameHost(from, target))
    throw refuse(
      'that is another host',
      `${moved}, or set redirects: any if the publisher uses several hosts`,
    )
  if (visited.includes(target.href)) throw refuse('we have been there already', moved)
  if (visited.length > mostHops) throw refuse(`that would be redirect number ${visited.length}`, moved)
  return target
}

/** Same name and port; the step from http to https on the usual ports stays on the host. */
export function sameHost(one: URL, other: URL): boolean {
  return (
    one.hostname === other.hostname && (one.port === other.port || (one.port === '' && other.port === ''))
  )
}

/** Without query, which may hold a token of the server's. */
function shown(target: URL | null, location: string | undefined): string {
  if (target === null) return `"${(location ?? '').slice(0, 200)}"`
  return `${target.protocol}//${target.host}${target.pathname}`.slice(0, 500)
}
