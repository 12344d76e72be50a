import { execFileSync } from 'node:child_process'
import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os'

/** What figures of speed mean nothing without. */
export interface Machine {
  readonly cpu: string
  readonly cores: number
  readonly memoryGigabytes: number
  readonly system: string
  readonly node: string
  readonly java: string | undefined
  /** Processes that wanted to run when the bench began, over the last minute: much more than none makes it slow. */
  readonly load: number
}

export function machine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGigabytes: Math.round(totalmem() / 1e9),
    system: `${type()} ${release()}`,
    node: process.version,
    java: java(),
    load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
  }
}

function java(): string | undefined {
  try {
    return /\d+(\.\d+)*/.exec(execFileSync('java', ['--version'], { encoding: 'utf8' }))?.[0]
  } catch {
    return undefined
  }
}
