/**
 * Throws as JSONata does while it evaluates: a plain object with a code of its own, and index, value and the like. Calls
 * further out note position and token on it.
 */
export function fail(code: string, details?: Readonly<Record<string, unknown>>): never {
  // oxlint-disable-next-line no-throw-literal
  throw { code, ...details }
}
