import { NodeHttpHandler } from '@smithy/node-http-handler'
import type { AwsSettings, Service } from './settings.ts'

const connectionMilliseconds = 3_000
interface Limits {
  /** Until an answer begins, the request's body included. */
  readonly requestTimeout: number
  /** Without a byte in either direction. The SDK looks for it from the fourth second of a request on. */
  readonly socketTimeout: number
}
/** Of what answers within milliseconds, or not at all. */
const usual: Limits = { requestTimeout: 3_000, socketTimeout: 20_000 }
/** In milliseconds. A body of many megabytes may take its time, as long as it moves. */
const limits: Readonly<Partial<Record<Service, Limits>>> = {
  s3: { ...usual, requestTimeout: 10 * 60 * 1_000 },
  kinesis: { ...usual, requestTimeout: 10_000 },
  // Who asks a function says how long it may take; it answers nothing before its answer.
  lambda: { requestTimeout: 15 * 60 * 1_000, socketTimeout: 15 * 60 * 1_000 },
}
/** The SDK's own tries of one call: throttling, broken connections and errors of the service. */
const attempts = 5

/**
 * What every client is made with: limits in time, tries that end, and HTTP/1.1, since the stand-ins of a test speak no
 * HTTP/2 (Kinesis would use it). `isPrompt`: for calls that are answered within milliseconds whatever the service.
 */
export function clientOptions(
  { region, credentials, endpoints }: AwsSettings,
  service: Service,
  { isPrompt = false }: { readonly isPrompt?: boolean } = {},
) {
  const endpoint = endpoints[service]
  return {
    region,
    maxAttempts: attempts,
    requestHandler: new NodeHttpHandler({
      connectionTimeout: connectionMilliseconds,
      ...((isPrompt ? undefined : limits[service]) ?? usual),
      throwOnRequestTimeout: true,
    }),
    ...(credentials === undefined ? {} : { credentials }),
    ...(endpoint === undefined ? {} : { endpoint }),
  }
}
