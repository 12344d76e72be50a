import { existsSync, mkdtempSync, readdirSync, readFileSync, statfsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { freemem, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { TestProject } from 'vitest/node'
import { guard } from '../services/reaper.ts'

/** Servers take their time to end, above all where much else runs. */
const patienceMilliseconds = 45_000
const mark = 'TEST_RUN'
/** Where this system keeps files in memory, and how much room is room enough for all that tests write there. */
const memory = '/dev/shm'
const roomy = 4_000_000_000

/**
 * Fails a run that leaves a process behind, and with it a port: everything that it starts, however deep, carries its mark.
 * The same with a folder of ours among the temporary files, of which a run has a place of its own.
 */
export function setup(project: TestProject): void {
  markRun()
  project.vitest.onClose(async () => {
    const left = await leftBehind(String(process.pid))
    // Where tests are chosen by name, files are loaded whose hooks are not run.
    const isWhole = project.vitest.config.testNamePattern === undefined
    const folders = isWhole ? await leftFolders(places()) : []
    // What is still in use is among those that are left.
    for (const place of places()) await rm(place, { recursive: true, force: true }).catch(() => undefined)
    if (left.length > 0) throw new Error(`the tests left processes behind:\n${left.join('\n')}`)
    if (folders.length > 0) throw new Error(`the tests left folders behind:\n${folders.join('\n')}`)
  })
}

/** Marks what is started from now on, and gives it a place for temporary files that no other run has. */
export function markRun(): void {
  if (process.env[mark] === String(process.pid)) return
  // What is compiled serves other runs too.
  process.env['NODE_COMPILE_CACHE'] ??= join(tmpdir(), 'node-compile-cache')
  const inMemory = existsSync(memory) ? mkdtempSync(join(memory, 'canvass-run-')) : undefined
  // What tests commit is then not written to a disk: a third of the time of many, and none of them cuts the power.
  const own = isRoomy() ? inMemory : undefined
  process.env['TMPDIR'] = own ?? mkdtempSync(join(tmpdir(), 'canvass-run-'))
  process.env['TEST_MEMORY'] = inMemory ?? process.env['TMPDIR']
  // Also where this run is killed; who sees to that waits for the end of this process, and so is not marked itself.
  for (const place of places()) guard(place)
  process.env[mark] = String(process.pid)
}

/** Room for all of it, and what lies there can be run. */
function isRoomy(): boolean {
  if (!existsSync(memory) || textOf('/proc/mounts')?.match(/^\S+ \/dev\/shm .*\bnoexec\b/m)) return false
  const { bavail, bsize } = statfsSync(memory)
  return bavail * bsize >= roomy && freemem() >= 2 * roomy
}

const places = (): readonly string[] => [
  ...new Set(['TMPDIR', 'TEST_MEMORY'].flatMap((name) => process.env[name] ?? [])),
]

/** What the tests themselves made and did not remove, after some patience. Caches of tools are none of it. */
async function leftFolders(within: readonly string[]): Promise<readonly string[]> {
  const until = performance.now() + patienceMilliseconds
  for (;;) {
    const left = within
      .filter((place) => existsSync(place))
      .flatMap((place) => readdirSync(place).map((name) => join(place, name)))
      .filter((path) => /[/\\]canvass-[^/\\]+$/.test(path))
    if (left.length === 0 || performance.now() > until) return left
    await pause(100)
  }
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
