import { entry } from '../entry.ts'
import { figure } from '../figure.ts'

export const DECODE_TRAILER_MISSING = entry<{ pattern: string; line: string }>({
  retryable: false,
  message: (d) => `The last line should match "${d.pattern}" and is "${d.line}".`,
  hint: () => 'The download was cut off, or the publisher was still writing. The last good figures stay.',
})
export const DECODE_TRAILER_MISMATCH = entry<{ stated: string; counted: number }>({
  retryable: false,
  message: (d) => `The last line counts ${d.stated} records; there are ${figure(d.counted)}.`,
  hint: () => 'Rows are missing or doubled. Fetch the file by hand and compare; the last good figures stay.',
})
