import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'

/** A process of its own that runs one of our scripts. */
export interface Child {
  /** What it printed, line by line, as it prints it. A line that death cut off is none. */
  readonly lines: AsyncIterable<string>
  /** At once, without a chance to tidy up. */
  kill(): void
  /** Asks it to end in good order. */
  terminate(): void
  /** How it ended, and what it complained of. */
  readonly ended: Promise<{ readonly code: number | null; readonly complaint: string }>
}

export function startChild(script: URL, ...args: readonly (string | number)[]): Child {
  const child = spawn(process.execPath, [script.pathname, ...args.map(String)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const complaint = text(child.stderr)
  return {
    lines: wholeLines(child.stdout.setEncoding('utf8')),
    kill: () => void child.kill('SIGKILL'),
    terminate: () => void child.kill('SIGTERM'),
    ended: once(child, 'close').then(async ([code]: (number | null)[]) => ({
      code: code ?? null,
      complaint: await complaint,
    })),
  }
}

async function* wholeLines(output: AsyncIterable<string>): AsyncIterable<string> {
  let rest = ''
  for await (const piece of output) {
    const lines = (rest + piece).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
}

/** Numbers from 0 to 1 that look random and are the same every time. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/**
 * Lets a child run until it has printed some lines, kills it a moment later, and answers with every whole line:
 * what it had acknowledged before it died.
 */
export async function killAtRandom(child: Child, random: () => number): Promise<readonly string[]> {
  const after = 1 + Math.floor(random() * 12)
  const turns = Math.floor(random() * 40)
  const lines: string[] = []
  for await (const line of child.lines) {
    lines.push(line)
    if (lines.length === after) void countDown(turns).then(() => child.kill())
  }
  const { complaint } = await child.ended
  if (complaint !== '') throw new Error(complaint)
  return lines
}

async function countDown(turns: number): Promise<void> {
  for (let left = turns; left > 0; left--) await new Promise((resolve) => setImmediate(resolve))
}
