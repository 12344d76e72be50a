import { execFileSync } from 'node:child_process'
import { availableParallelism } from 'node:os'

type Command = readonly [string, ...string[]]

/** A command that has one core for itself, the last, where the system can say so (`taskset`); else as it is. */
export function onOneCore(command: Command): Command {
  if (!canPin()) return command
  return ['taskset', '--cpu-list', String(availableParallelism() - 1), ...command]
}

let found: boolean | undefined
/** Can a process be given one core here? */
export function canPin(): boolean {
  found ??= tried()
  return found
}

function tried(): boolean {
  try {
    execFileSync('taskset', ['--cpu-list', String(availableParallelism() - 1), 'true'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
