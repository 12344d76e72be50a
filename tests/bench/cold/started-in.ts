import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const path = (below: string): string => fileURLToPath(new URL(`../../../${below}`, import.meta.url))

/** What is started, by its name in the table. */
const starts: Readonly<Record<string, readonly string[]>> = {
  'node alone': ['--eval', '0'],
  'feed --version': [path('engine/cli/feed.js'), '--version'],
}

/** Milliseconds from the start of a process to its end, in turns. */
export function startedIn(
  rounds: number,
): readonly { readonly name: string; readonly milliseconds: readonly number[] }[] {
  const found = Object.entries(starts).map(([name, given]) => ({ name, given, milliseconds: [] as number[] }))
  // The first of each reads files that the others find in memory.
  for (let round = -1; round < rounds; round += 1) {
    for (const { given, milliseconds } of found) {
      const began = performance.now()
      execFileSync(process.execPath, given, { stdio: ['ignore', 'ignore', 'inherit'] })
      if (round >= 0) milliseconds.push(performance.now() - began)
    }
  }
  return found
}
