import { NodeHttpHandler } from '@smithy/node-http-handler'
import type { AwsSettings, Service } from './settings.ts'

const connectionMilliseconds = 3_000
/** Until an answer begins, the request's body included. */
const usualRequestMilliseconds = 10_000
/** Without a byte in either direction. */
const silentMilliseconds = 20_000
/** The SDK's own tries of one call: throttling, broken connections and errors of the service. */
const attempts = 5

/**
 * What every client is made with: limits in time, tries that end, and HTTP/1.1, since the stand-ins of a test speak no
 * HTTP/2 (Kinesis would use it).
 */
export function clientOptions(
  { region, credentials, endpoints }: AwsSettings,
  service: Service,
  { requestMilliseconds = usualRequestMilliseconds }: { readonly requestMilliseconds?: number } = {},
) {
  const endpoint = endpoints[service]
  return {
    region,
    maxAttempts: attempts,
    requestHandler: new NodeHttpHandler({
      connectionTimeout: connectionMilliseconds,
      requestTimeout: requestMilliseconds,
      socketTimeout: silentMilliseconds,
      throwOnRequestTimeout: true,
    }),
    ...(credentials === undefined ? {} : { credentials }),
    ...(endpoint === undefined ? {} : { endpoint }),
  }
}
