import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { guard } from './reaper.ts'

/** A machine that much else runs on takes more than a minute for what takes two seconds alone. */
const startSeconds = 120
const stopSeconds = 15
const linesKept = 40

export interface ServerCommand {
  /** For messages: `kafka`. */
  readonly name: string
  readonly program: string
  readonly args: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  readonly folder?: string
  /** What goes with it: when it has ended, and also where it does not start. */
  readonly scratch?: AsyncDisposable
  /** Is it ready? Asked again and again until it says yes; what it throws counts as no. */
  readonly ready: (said: readonly string[]) => boolean | Promise<boolean>
}

/** A server that runs; disposing ends it as its operator would, and hard if that takes long. */
export interface Server extends AsyncDisposable {
  readonly pid: number
  /** Without a warning. */
  kill(): Promise<void>
}

/** Starts a server and waits until it is ready. Throws with its last words if it ends before, or is not ready in time. */
export async function startServer(command: ServerCommand): Promise<Server> {
  try {
    return await started(command)
  } catch (error) {
    // Its folder would be said to be left behind, and hide why.
    await command.scratch?.[Symbol.asyncDispose]()
    throw error
  }
}

async function started(command: ServerCommand): Promise<Server> {
  const { name, program, args, environment, folder } = command
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
    ...(folder === undefined ? {} : { cwd: folder }),
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const silent = new Promise<void>((resolve) => child.once('close', () => resolve()))
  await once(child, 'spawn')
  const pid = child.pid as number
  void ended.then(guard(pid))
  const said = lastWords(child)
  const server: Server = {
    pid,
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM')
      if (!(await settles(ended, stopSeconds))) await server.kill()
      await command.scratch?.[Symbol.asyncDispose]()
    },
  }
  const until = performance.now() + startSeconds * 1_000
  while (!(await isReady(command, said))) {
    const late = performance.now() > until
    if (late) await server.kill()
    if (late || hasEnded(child)) {
      await settles(silent, 1)
      throw new Error(
        `${name} ${late ? `was not ready in ${startSeconds} s` : 'ended at once'}: ${said.join('\n')}`,
      )
    }
    await pause(50)
  }
  return server
}

/** A folder that is removed when disposed of, or when this process dies. */
export async function scratchFolder(name: string): Promise<{ readonly path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), `canvass-${name}-`))
  const release = guard(path)
  return {
    path,
    async [Symbol.asyncDispose]() {
      await rm(path, { recursive: true, force: true })
      release()
    },
  }
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null

async function isReady({ ready }: ServerCommand, said: readonly string[]): Promise<boolean> {
  try {
    return await ready(said)
  } catch {
    return false
  }
}

function lastWords(child: ChildProcess): string[] {
  const said: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue
    createInterface({ input: stream }).on('line', (line) => {
      said.push(line)
      if (said.length > linesKept) said.shift()
    })
  }
  return said
}

async function settles(ended: Promise<void>, seconds: number): Promise<boolean> {
  const patience = new AbortController()
  const late = pause(seconds * 1_000, false, { signal: patience.signal }).catch(() => false)
  const won = await Promise.race([ended.then(() => true), late])
  patience.abort()
  return won
}
