import { stdout } from 'node:process'

/**
 * Writes whole lines to the log of a function. Not through the console: Lambda puts what is written there into an object of
 * its own, in which nobody looks for metrics.
 */
export function writeLines(lines: readonly string[]): void {
  if (lines.length > 0) stdout.write(`${lines.join('\n')}\n`)
}
