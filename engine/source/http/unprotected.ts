import { Type } from 'typebox'
import type { Path, Site } from '../../component.ts'
import { feedError } from '../../errors/feed-error.ts'
import { secretsIn } from '../http-headers.ts'
import type { Request } from './request.ts'

export const UnprotectedOptions = {
  insecure: Type.Optional(
    Type.Boolean({
      description:
        'Set it to true where a publisher takes secrets over http alone: whoever is on the way can read them. Default: false.',
    }),
  ),
}
export interface UnprotectedGiven {
  readonly insecure?: boolean
  readonly allow_private?: boolean
  readonly authentication?: unknown
}

/**
 * Reports secrets that would travel over http in clear, at the address that they would go to (SOURCE_SECRET_UNPROTECTED).
 * The password of digest does not travel; in a private network there is often nothing else.
 */
export function reportUnprotected(
  { insecure = false, allow_private = false, authentication = {} }: UnprotectedGiven,
  login: readonly string[],
  requests: readonly (readonly [path: Path, request: Request])[],
  site: Site,
): void {
  if (insecure || allow_private) return
  const report = (url: URL | undefined, secrets: readonly string[], path: Path): void => {
    if (url?.protocol !== 'http:' || secrets.length === 0) return
    const details = { host: url.host, secrets: [...new Set(secrets)] }
    site.report(feedError('SOURCE_SECRET_UNPROTECTED', details, { at: site.position(path) }))
  }
  const travels = Object.hasOwn(authentication as object, 'digest') ? [] : login
  for (const [path, { address, headers, body }] of requests) {
    report(address.home, [...travels, ...secretsIn(headers), ...(body?.secrets ?? [])], [...path, 'url'])
  }
  for (const [path, text] of addressesIn(authentication, ['authentication']))
    report(URL.parse(text) ?? undefined, login, path)
}

/** Where a login is sent to: the keys of all kinds that hold an address. */
function addressesIn(value: unknown, path: Path): readonly (readonly [Path, string])[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    (key === 'url' || key === 'token_url') && typeof inner === 'string'
      ? [[[...path, key], inner] as const]
      : addressesIn(inner, [...path, key]),
  )
}
