/** What was found of a thing that homes lie in, and what was done about it. */
export interface Finding {
  /** `missing` only when nothing was to be made. */
  readonly is: 'there' | 'made' | 'missing'
  /** What was switched on in one that was there. */
  readonly added: readonly string[]
  /** What is not as it should be. It is not changed: a person may have meant it. */
  readonly differs: readonly Difference[]
}
export interface Difference {
  readonly setting: string
  readonly has: string
  readonly wants: string
}

/** Settings of which the wish is not met. */
export const differences = (
  has: Readonly<Record<string, string>>,
  wants: Readonly<Record<string, string>>,
): readonly Difference[] =>
  Object.entries(wants).flatMap(([setting, wish]) =>
    has[setting] === wish ? [] : [{ setting, has: has[setting] ?? 'nothing', wants: wish }],
  )

export const missing: Finding = { is: 'missing', added: [], differs: [] }

/** Names of an error that means: this stand-in of the service does not know such a call. */
const unknown: ReadonlySet<string> = new Set([
  'UnknownOperationException',
  'NotImplemented',
  'NotImplementedException',
  'UnsupportedOperationException',
])
export const isUnknownCall = (thrown: unknown): boolean => thrown instanceof Error && unknown.has(thrown.name)
export const isNamed = (thrown: unknown, ...names: readonly string[]): boolean =>
  thrown instanceof Error && names.includes(thrown.name)
