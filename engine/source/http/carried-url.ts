import { feedError } from '../../errors/feed-error.ts'
import { isConfidentialName } from '../../flow/confidential.ts'
import { isNonPublicAddress } from '../address-policy.ts'
import { sameHost } from '../redirects.ts'
import type { Answer } from './answer.ts'

export interface Carrying {
  readonly name: string
  readonly answer: Pick<Answer, 'origin' | 'url'>
  /** Hosts beside that of the answer. */
  readonly hosts: readonly string[]
  readonly allowPrivate: boolean
}

/** An address that an answer gives, if we may go there; SOURCE_VALUE_REFUSED otherwise. */
export function carriedUrl(text: string, { name, answer, hosts, allowPrivate }: Carrying): URL {
  const url = URL.parse(text.trim(), answer.url.href)
  const refuse = (problem: string): Error => {
    const seen = url === null ? JSON.stringify(text.slice(0, 80)) : `"${shownUrl(url).slice(0, 200)}"`
    return feedError('SOURCE_VALUE_REFUSED', { origin: answer.origin, name, seen, problem })
  }
  if (url === null) throw refuse('it is no address')
  url.hash = ''
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw refuse('only http and https can be fetched')
  if (url.username !== '' || url.password !== '')
    throw refuse('an address with a user or password is not followed')
  if (answer.url.protocol === 'https:' && url.protocol === 'http:')
    throw refuse('figures that are announced safely would come unprotected')
  if (!sameHost(answer.url, url) && !hosts.includes(url.host)) throw refuse('that is another host')
  if (!allowPrivate && isNonPublicAddress(url.hostname)) throw refuse('that is not a public address')
  return url
}

/** An address as it may be kept: without what opens a door, which some servers write into addresses that they give. */
export function shownUrl(url: URL): string {
  const shown = new URL(url)
  for (const name of new Set(shown.searchParams.keys()))
    if (isConfidentialName(name)) shown.searchParams.set(name, '***')
  return shown.href
}
