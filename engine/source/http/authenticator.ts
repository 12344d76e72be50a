import type { FetchContext } from '../source.ts'
import type { Exchange } from './exchange.ts'

/** What a login may use of the poll. Values of secrets are used and forgotten. */
export interface LoginContext extends Pick<FetchContext, 'secret' | 'clock'> {
  /** From here on nothing that is said or kept holds this value, a token or a cookie that we were given; `what`: for people. */
  remember(value: string, what: string): void
}

/** How a source proves to a publisher who it is. It shows itself to the hosts that the spec names, and to no other. */
export interface Authenticator {
  /** The names of the secrets that it uses: where to look when the publisher refuses them. */
  readonly secrets: readonly string[]
  /** The headers that it sets, by lower-case name: a spec may not set them, too. */
  readonly sets: readonly string[]
  /** Around the exchange of one poll. What it sends for itself is not meant for the archive. */
  wrap(inner: Exchange, context: LoginContext): Exchange
}
