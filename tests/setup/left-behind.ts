import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { TestProject } from 'vitest/node'

const patienceMilliseconds = 10_000
const mark = 'TEST_RUN'

/** Fails a run that leaves a process behind, and with it a port: everything that it starts, however deep, carries its mark. */
export function setup(project: TestProject): void {
  markRun()
  project.vitest.onClose(async () => {
    const left = await leftBehind(String(process.pid))
    if (left.length > 0) throw new Error(`the tests left processes behind:\n${left.join('\n')}`)
  })
}

/** Marks what is started from now on. */
export function markRun(): void {
  process.env[mark] = String(process.pid)
}

/** The processes of a run that are still there after some patience; each by its number and command. Without /proc: none. */
export async function leftBehind(run: string, patience = patienceMilliseconds): Promise<readonly string[]> {
  const until = performance.now() + patience
  for (;;) {
    const left = marked(run)
    if (left.length === 0 || performance.now() > until) return left
    await pause(100)
  }
}

function marked(run: string): readonly string[] {
  return processes().flatMap((pid) => {
    const environment = textOf(`/proc/${pid}/environ`)?.split('\0') ?? []
    if (pid === process.pid || !environment.includes(`${mark}=${run}`)) return []
    return [`${pid} ${textOf(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ').trim() ?? ''}`]
  })
}

function processes(): readonly number[] {
  try {
    return readdirSync('/proc')
      .map(Number)
      .filter((pid) => pid > 0)
  } catch {
    return []
  }
}

/** Undefined: it ended meanwhile, or is none of ours. */
function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
