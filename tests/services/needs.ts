import { inject } from 'vitest'
import type { ServiceName } from './services.ts'

interface Needs<Name extends ServiceName> {
  /** Where the servers are: a URL each, for Kafka `host:port`. Empty texts where one is missing. */
  readonly endpoints: Readonly<Record<Name, string>>
  /** Why a suite that needs them is skipped. Undefined: all are there. */
  readonly missing: string | undefined
  /** The name of a suite; says the reason where it is skipped. */
  readonly named: (name: string) => string
}

/**
 * The servers that a suite needs; throws if one could run here and did not start:
 *
 *     const { endpoints, missing, named } = needs('dynamodb', 's3')
 *     describe.skipIf(missing)(named('a poll on the real homes'), () => { … endpoints.dynamodb … })
 */
export function needs<Name extends ServiceName>(...names: readonly Name[]): Needs<Name> {
  const services = inject('services')
  const endpoints = new Map<string, string>()
  const reasons: string[] = []
  for (const name of names) {
    const place = services[name]
    if ('failed' in place) throw new Error(`${name} did not start: ${place.failed}`)
    if ('missing' in place) reasons.push(place.missing)
    endpoints.set(name, 'endpoint' in place ? place.endpoint : '')
  }
  const missing = reasons.length === 0 ? undefined : reasons.join('; ')
  return {
    endpoints: Object.fromEntries(endpoints) as Record<Name, string>,
    missing,
    named: (name) => (missing === undefined ? name : `${name} (${missing})`),
  }
}
