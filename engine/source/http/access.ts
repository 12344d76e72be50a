import { Type } from 'typebox'
import type { Site } from '../../component.ts'
import { blockedAddresses } from '../address-policy.ts'
import { type HttpAgent, openAgent } from '../http-agent.ts'
import type { Timeouts } from '../http-failure.ts'
import type { FetchContext } from '../source.ts'
import { type TlsOptions as Tls, TlsOptions, tlsIdentity } from '../tls-identity.ts'
import { AuthenticationOptions, authenticatorOf } from './authentication.ts'
import { below } from './below.ts'
import { budgeted } from './budgeted.ts'
import { withCookies } from './cookies.ts'
import { type Exchange, exchangeOver } from './exchange.ts'
import { type ProxyOptions as ProxyGiven, ProxyOptions, proxyOf } from './proxy-options.ts'

/** What a spec says about the way to a publisher and into it. */
export const AccessOptions = {
  authentication: AuthenticationOptions,
  tls: Type.Optional(TlsOptions),
  proxy: Type.Optional(ProxyOptions),
}
export interface AccessGiven {
  readonly authentication?: unknown
  readonly tls?: Tls
  readonly proxy?: ProxyGiven
  readonly allow_private?: boolean
}
/** The connections of one poll, with login and cookies around them. Disposing cuts what is still open. */
export interface OpenAccess extends AsyncDisposable {
  readonly exchange: Exchange
}
export interface Access {
  /** The secrets that speak for us, by name. */
  readonly secrets: readonly string[]
  /** The statuses by which a publisher refuses us. Empty: nothing speaks for us. */
  readonly refusals: ReadonlySet<number>
  /** Headers that the login sets, by lower-case name. */
  readonly sets: readonly string[]
  /** `hosts`: those that the spec names, as they stand in addresses; our certificate is shown to no other. */
  open(context: FetchContext, timeouts: Timeouts, hosts: ReadonlySet<string>): Promise<OpenAccess>
}

/** Some servers answer 400 where a certificate is wrong or missing. */
const ofCertificates = [400, 401, 403, 495, 496]

/** What is wrong is reported. `remember`: is told of what we are given to prove who we are, which nothing may repeat. */
export function accessOf(
  spec: AccessGiven,
  site: Site,
  remember: (value: string, what: string) => void,
): Access {
  const allowPrivate = spec.allow_private ?? false
  const login = authenticatorOf(spec.authentication, below(site, 'authentication'))
  const identity = spec.tls && tlsIdentity(spec.tls, below(site, 'tls'))
  const proxy = spec.proxy && proxyOf(spec.proxy, allowPrivate, below(site, 'proxy'))
  return {
    secrets: [...(login?.secrets ?? []), ...(identity?.secrets ?? [])],
    refusals: new Set([
      ...(login === undefined ? [] : [401, 403]),
      ...(spec.tls?.certificate ? ofCertificates : []),
    ]),
    sets: login?.sets ?? [],
    async open(context, timeouts, hosts) {
      const { signal, route, clock } = context
      const secret = (name: string): Promise<string> => context.secret(name)
      const agent: HttpAgent = await openAgent({
        blocked: blockedAddresses(allowPrivate),
        timeouts,
        signal,
        route,
        proxy: (await proxy?.({ secret })) ?? (await context.proxy?.(secret)),
        identity: identity && { context: await identity.context(secret), hosts },
      })
      const { parseCookie } = await import('../undici.ts')
      const plain = withCookies(budgeted(exchangeOver(agent.dispatcher), context.budget), parseCookie, clock)
      return {
        exchange: login?.wrap(plain, { secret, clock, remember }) ?? plain,
        [Symbol.asyncDispose]: () => agent[Symbol.asyncDispose](),
      }
    },
  }
}
