import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { samples } from './samples.ts'

const writer = fileURLToPath(new URL('./children/write-sample.ts', import.meta.url))
const reader = fileURLToPath(new URL('./children/read-sample.ts', import.meta.url))

/** What decoding one format costs, in a process of its own. */
export interface FormatLine {
  readonly format: string
  readonly rows: number
  readonly megabytes: number
  readonly seconds: number
  /** Megabytes that the process held at most, beyond what the engine itself takes. */
  readonly peak: number
}

/** What a format gave, round by round: every round in a process of its own. */
export interface FormatLines {
  readonly format: string
  readonly lines: readonly FormatLine[]
}

const largest = 1_000_000_000

/** Decodes a large file of every format, several times; `rows` bounds them all. */
export function* measuredFormats({
  rows,
  rounds,
}: {
  readonly rows?: number
  readonly rounds: number
}): Iterable<FormatLines> {
  for (const [format, sample] of Object.entries(samples)) {
    const written = sampleOf(format, rows ?? sample.rows)
    yield { format, lines: Array.from({ length: rounds }, () => decoded(format, written)) }
  }
}

/** Decodes so many rows of one format; `heap` is what the process may hold, in megabytes. */
export function measured(format: string, rows: number, heap?: number): FormatLine {
  return decoded(format, sampleOf(format, rows), heap)
}

const sampleOf = (format: string, rows: number): Buffer =>
  execFileSync(process.execPath, [writer, format, String(rows)], { maxBuffer: largest })

function decoded(format: string, sample: Buffer, heap?: number): FormatLine {
  const bounds = heap === undefined ? [] : [`--max-old-space-size=${heap}`]
  const said = execFileSync(process.execPath, [...bounds, reader, format], {
    encoding: 'utf8',
    input: sample,
  })
  return JSON.parse(said) as FormatLine
}
