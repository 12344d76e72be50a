import type { Entry, Register, Write } from '../../engine/register/register.ts'

export interface OpenRegister {
  readonly register: Register
  /** The same register as another process would see it. Closed with the rest. */
  readonly reopen: () => Promise<Register>
  /** How many schedules a law is tried with; 100 if not said. */
  readonly runs?: number
  close(): Promise<void>
}

export const { signal } = new AbortController()
export const partition = 'current|us-2024-11-05-general|nc/us-president'
export const id = 'ocd-division/country:us/state:nc/county:wake'

/** A minute of the night. */
export const minute = (at: number): string => new Date(Date.UTC(2024, 10, 6, 0, at)).toISOString()

/** A write over the guard `from`; unless it says otherwise in the minute after it, with `from` as its body. */
export const write = (from: number, more: Partial<Write> = {}): Write => ({
  id,
  from,
  at: minute(from + 1),
  body: { votes: from },
  ...more,
})

export const listed = (
  register: Register,
  of: string,
  options: { readonly group?: string } = {},
): Promise<Entry[]> => Array.fromAsync(register.list(of, options, signal))
export const historyOf = (register: Register, of: string, one: string): Promise<Entry[]> =>
  Array.fromAsync(register.history(of, one, signal))

export const byBytes = (one: string, other: string): number =>
  Buffer.compare(Buffer.from(one), Buffer.from(other))
