import { createInterface } from 'node:readline/promises'
import { styleText } from 'node:util'
import { readConfig } from '../config.ts'
import { systemClock } from '../time/system-clock.ts'
import { commandLine } from './command-line.ts'
import type { Terminal } from './output.ts'

const { stdin, stdout, stderr } = process

const terminal: Terminal = {
  stdout: (text) => void stdout.write(text),
  stderr: (text) => void stderr.write(text),
  live: stderr.isTTY,
  width: stdout.isTTY && stdout.columns > 0 ? stdout.columns : undefined,
  style: (style, text) => styleText(style, text, { stream: stdout }),
  async ask(question, signal) {
    if (!stdin.isTTY) return undefined
    const lines = createInterface({ input: stdin, output: stderr })
    try {
      return (await lines.question(`${question} `, { signal })).trim()
    } finally {
      lines.close()
    }
  },
}

/** The first Ctrl-C asks the command to stop in good order, the second does not wait for it. */
const stop = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    if (stop.signal.aborted) process.exit(130)
    stop.abort()
  })
}
// Whoever reads the output may have seen enough: `feed results | head`.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
})

try {
  process.exitCode = await commandLine(process.argv.slice(2), {
    terminal,
    config: (home) => readConfig(process.env, home),
    settings: process.env['CANVASS_ENV_FILE'],
    // npm says so to whatever it starts, and only there is "feed" no word of the shell.
    called: process.env['npm_command'] === undefined ? 'feed' : 'npx feed',
    clock: systemClock,
    signal: stop.signal,
  })
} catch (error) {
  stderr.write(
    'feed failed in a way that it does not know. This is a defect of the engine: report what follows.\n',
  )
  throw error
}
