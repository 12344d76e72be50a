/** Where a host that a spec names is really to be found. */
export interface Detour {
  readonly host: string
  readonly port: number
  /** It speaks plain HTTP, also where the address says https. */
  readonly plain?: boolean
  /** Fingerprints of the host key it shows, `SHA256:…`, in place of those that the spec pins. */
  readonly hostKeys?: readonly string[]
}

/**
 * Where the environment says that a host is; undefined: where its name says. Only the environment can give one (a
 * rehearsal, a test bench): a spec stays as it is, and so do its plan hash and the origins of its payloads.
 */
export type Route = (host: string, port: number) => Detour | undefined
