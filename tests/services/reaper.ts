import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const script = fileURLToPath(new URL('reaper.sh', import.meta.url))

let running: ChildProcess | undefined

/** Tells the small process that outlives this one, so that nothing stays behind even after SIGKILL. */
function tell(line: string): void {
  if (running === undefined || running.exitCode !== null) {
    // A session of its own: what is sent to the whole group of this process does not reach it.
    running = spawn('sh', [script], { stdio: ['pipe', 'ignore', 'ignore'], detached: true })
    running.unref()
    running.stdin?.on('error', () => {})
    ;(running.stdin as { unref?: () => void } | null)?.unref?.()
  }
  running.stdin?.write(`${line}\n`)
}

/** A server that must not outlive this process. */
export const reapServer = (pid: number): void => tell(`+ ${pid}`)

/** It has ended: its number may go to somebody else. */
export const spareServer = (pid: number): void => tell(`- ${pid}`)

/** A folder that must not outlive this process. */
export const reapFolder = (folder: string): void => tell(`/ ${folder}`)
