/** The order of the machine, not of a language: the same everywhere. */
export const byCodeUnits = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
