import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { guard } from './reaper.ts'

export interface ProgramOptions {
  readonly command: readonly [string, ...string[]]
  readonly environment: Readonly<Record<string, string>>
  readonly folder?: string
  readonly user?: { readonly uid: number; readonly gid: number } | undefined
}

export interface EndedProgram {
  readonly code: number | null
  readonly killedBy: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** A program that runs beside a test. Disposing kills it. */
export interface Program extends AsyncDisposable {
  readonly pid: number
  readonly isRunning: () => boolean
  /** Sends a signal, and waits for the end. */
  end(by: NodeJS.Signals): Promise<EndedProgram>
}

export function startProgram({
  command: [program, ...args],
  environment,
  folder,
  user,
}: ProgramOptions): Program {
  const env = { ...environment, TEST_RUN: process.env['TEST_RUN'] }
  const child = spawn(program, args, { cwd: folder, env, ...user, stdio: ['ignore', 'pipe', 'pipe'] })
  const pid = child.pid
  if (pid === undefined) throw new Error(`${program} can not be started`)
  const release = guard(pid)
  const output = Promise.all([text(child.stdout), text(child.stderr)])
  const exit = new Promise<readonly [number | null, NodeJS.Signals | null]>((ended) =>
    child.once('exit', (...how) => ended(how)),
  )
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null
  async function end(by: NodeJS.Signals): Promise<EndedProgram> {
    if (isRunning()) child.kill(by)
    const [code, killedBy] = await exit
    const [stdout, stderr] = await output
    release()
    return { code, killedBy, stdout, stderr }
  }
  return {
    pid,
    isRunning,
    end,
    async [Symbol.asyncDispose]() {
      await end('SIGKILL')
    },
  }
}
