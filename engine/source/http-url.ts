import type { Path, Site } from '../component.ts'
import { feedError } from '../errors/feed-error.ts'
import { isConfidentialName } from '../flow/confidential.ts'
import { isNonPublicAddress } from './address-policy.ts'

/**
 * An address of a spec in its normal form, without fragment. Addresses are part of plans, captures and messages: what
 * opens a door has no place in them. What is wrong with it is reported, never its password.
 */
export function checkedUrl(text: string, allowPrivate: boolean, site: Site, path: Path): string {
  const at = site.position(path)
  const url = URL.parse(text)
  const invalid = (shown: string, problem: string) =>
    site.report(feedError('SOURCE_URL_INVALID', { url: shown, problem }, { at }))
  if (url === null) {
    // Something before an @ may be a password even where the rest is no address.
    invalid(text.replace(/[^/\s]*@/, '***@'), 'it is no whole address')
    return text
  }
  const { username, password } = url
  url.username = ''
  url.password = ''
  url.hash = ''
  const [secret] = [...url.searchParams.keys()].filter(isConfidentialName)
  if (secret !== undefined) {
    for (const name of new Set(url.searchParams.keys()))
      if (isConfidentialName(name)) url.searchParams.set(name, '***')
    invalid(url.href, `its "${secret}" looks like a secret, which belongs into a header`)
  } else if (username !== '' || password !== '') invalid(url.href, 'it holds a user or a password')
  else if (url.protocol !== 'https:' && url.protocol !== 'http:')
    invalid(url.href, `"${url.protocol}" is not fetched here`)
  else if (!allowPrivate && isNonPublicAddress(url.hostname)) {
    const host = url.hostname.replace(/^\[|\]$/g, '')
    site.report(feedError('SOURCE_ADDRESS_PRIVATE', { host, address: host }, { at }))
  }
  return url.href
}
