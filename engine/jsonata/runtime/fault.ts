/** What JSONata throws while it evaluates: a plain object with a code of its own. */
export interface Fault {
  readonly code: string
  readonly position?: number
  readonly token?: string
  readonly index?: number
  readonly value?: unknown
  readonly [detail: string]: unknown
}

/** Throws as JSONata does. Calls further out note position and token on it. */
export function fail(code: string, details?: Readonly<Record<string, unknown>>): never {
  // oxlint-disable-next-line no-throw-literal
  throw { code, ...details }
}
