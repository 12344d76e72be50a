import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { samples } from './samples.ts'

/** What decoding one format costs, in a process of its own. */
export interface FormatLine {
  readonly format: string
  readonly rows: number
  readonly megabytes: number
  readonly seconds: number
  /** Megabytes that the process held at most, beyond what the engine itself takes. */
  readonly peak: number
}

/** Decodes a large file of every format; `rows` bounds them all. */
export function* measuredFormats(rows?: number): Iterable<FormatLine> {
  for (const [format, sample] of Object.entries(samples)) yield measured(format, rows ?? sample.rows)
}

function measured(format: string, rows: number): FormatLine {
  const child = join(import.meta.dirname, 'children/read-sample.ts')
  const said = execFileSync(process.execPath, [child, format, String(rows)], { encoding: 'utf8' })
  return JSON.parse(said) as FormatLine
}
