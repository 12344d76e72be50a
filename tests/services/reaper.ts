import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const script = fileURLToPath(new URL('reaper.sh', import.meta.url))

/** What would stay behind if this process were killed now. */
const guarded = new Set<number | string>()
let reaper: ChildProcess | undefined

/**
 * A server (its process id) or a folder that must not outlive this process, not even after SIGKILL: a small process of
 * its own then ends the one and removes the other. Call what is returned when it is gone.
 */
export function guard(what: number | string): () => void {
  guarded.add(what)
  tell(typeof what === 'number' ? `+ ${what}` : `/ ${what}`)
  return () => {
    guarded.delete(what)
    if (typeof what === 'number') tell(`- ${what}`)
    if (guarded.size > 0) return
    reaper?.stdin?.end()
    reaper = undefined
  }
}

function tell(line: string): void {
  reaper ??= start()
  reaper.stdin?.write(`${line}\n`)
}

function start(): ChildProcess {
  // A session of its own: what is sent to the whole group of this process does not reach it.
  const started = spawn('sh', [script], { stdio: ['pipe', 'ignore', 'ignore'], detached: true })
  // It does not keep this process alive; that this process ends is what it waits for.
  started.unref()
  started.stdin.on('error', () => {})
  return started
}
