/** A string that only the right function can make: two kinds of id are never exchanged by accident. */
type Brand<T, Name extends string> = T & { readonly [brand]: Name }
declare const brand: unique symbol

export type FeedId = Brand<string, 'FeedId'>
/** SHA-256 over spec, lookups, election, engine version and record schema, in lower-case hex. */
export type PlanHash = Brand<string, 'PlanHash'>
/** SHA-256 in lower-case hex. */
export type Sha256 = Brand<string, 'Sha256'>
/** `CONTEST|UNIT`: what a result is about, and the key of its messages. */
export type ResultKey = Brand<string, 'ResultKey'>
/** What a result says, its times left out: 32 hex digits. */
export type Digest = Brand<string, 'Digest'>

/** `CONTEST|UNIT`, of ids that hold no bar. */
export const resultKey = (contest: string, unit: string): ResultKey => keyOf(keysOf(contest), unit)

/** How the keys of a contest begin: those that share it are smaller, as long as nobody looks at them. */
export const keysOf = (contest: string): string => `${contest}|`
export const keyOf = (beginning: string, unit: string): ResultKey => `${beginning}${unit}` as ResultKey

/** The two ids a key was made of. Ids never contain the bar (`assemble/ids.ts` sees to it). */
export function contestAndUnit(key: ResultKey): { readonly contest: string; readonly unit: string } {
  const bar = key.indexOf('|')
  return { contest: key.slice(0, bar), unit: key.slice(bar + 1) }
}
