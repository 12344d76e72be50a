/** What befalls one request on its way to a server and back. */
export type Fault =
  /** Carried out, later. */
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** The connection is reset before anything reaches the server. */
  | { readonly kind: 'refuse' }
  /** Half of the request reaches the server, then both connections are gone. */
  | { readonly kind: 'cut request' }
  /** Carried out; half of the answer comes back, then the connection is gone. */
  | { readonly kind: 'cut answer' }
  /** Carried out; the connection is gone when the answer comes. */
  | { readonly kind: 'lost answer' }
  /** HTTP only: not carried out, and answered with this error as the service words it. */
  | { readonly kind: 'error'; readonly name: ServiceError }
  /** HTTP only: half of a batch for Kinesis is carried out, the rest is answered as failed. Other requests pass. */
  | { readonly kind: 'partial' }

export const serviceErrors = {
  ProvisionedThroughputExceededException: 400,
  ThrottlingException: 400,
  UnrecognizedClientException: 400,
  RequestLimitExceeded: 400,
  InternalServerError: 500,
  SlowDown: 503,
} as const
export type ServiceError = keyof typeof serviceErrors

/** What is known of a request when its fault is chosen. */
export interface ProxiedRequest {
  /** From 1. */
  readonly number: number
  /** `PutItem`, `PutRecords` (their target), `PUT` (a method), `produce`, `fetch` (of Kafka). */
  readonly call: string
  /** What it is about: the path of an HTTP request, the client's id of one to Kafka. */
  readonly of: string
  readonly bytes: number
}
export type Rule = (request: ProxiedRequest) => Fault | undefined

/** How a proxy is told what to do; without a word it passes everything on. */
export interface FaultRules {
  /** The next request, or so many of them, meet this fault. What was said first comes first. */
  next(fault: Fault, times?: number): void
  /** Asked for every request that no `next` is for. Only one rule at a time; undefined: none. */
  when(rule: Rule | undefined): void
  /** Forgets every fault that has not happened. */
  calm(): void
  /** Every request so far, with the fault that it met. */
  readonly seen: readonly (ProxiedRequest & { readonly fault?: Fault })[]
}

export interface ChoosingRules extends FaultRules {
  choose(request: Omit<ProxiedRequest, 'number'>): Fault | undefined
}

export function faultRules(): ChoosingRules {
  const seen: (ProxiedRequest & { readonly fault?: Fault })[] = []
  const queue: Fault[] = []
  let current: Rule | undefined
  return {
    seen,
    next: (fault, times = 1) => queue.push(...Array.from({ length: times }, () => fault)),
    when(rule) {
      current = rule
    },
    calm() {
      queue.length = 0
      current = undefined
    },
    choose(request) {
      const numbered = { ...request, number: seen.length + 1 }
      const fault = queue.shift() ?? current?.(numbered)
      seen.push(fault === undefined ? numbered : { ...numbered, fault })
      return fault
    },
  }
}
