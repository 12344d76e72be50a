import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { onOneCore } from './one-core.ts'

/** Runs a script of `children/` in a new process on one core. What it writes, line by line, each as JSON. */
export async function inChild(
  script: string,
  given: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<readonly unknown[]> {
  const path = fileURLToPath(new URL(`./children/${script}`, import.meta.url))
  const [command, ...rest] = onOneCore([process.execPath, path, ...given])
  const running = spawn(command, rest, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...environment },
  })
  const pieces: Buffer[] = []
  running.stdout.on('data', (piece: Buffer) => pieces.push(piece))
  const code = await new Promise<number | null>((ended, failed) => {
    running.once('error', failed)
    running.once('close', ended)
  })
  if (code !== 0) throw new Error(`${script} ended with ${code}`)
  const said = Buffer.concat(pieces).toString('utf8').trim()
  return said.split('\n').map((line) => JSON.parse(line) as unknown)
}
