import { execFileSync } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  rmdirSync,
  rmSync,
  truncateSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A file system of a few megabytes that can be filled to the last byte. */
export interface SmallDisk extends Disposable {
  readonly directory: string
  fill(isFull: boolean): void
}

const programs = { mount: 'mount', unmount: 'umount' }
/** Room for the stores of one story, and for files of others that are deleted and not collected yet. */
const megabytes = 96

/** A string where this machine does not let us have one: why. */
export function smallDisk(): SmallDisk | string {
  const directory = mkdtempSync(join(tmpdir(), 'canvass-disk-'))
  try {
    execFileSync(programs.mount, ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'canvass-disk', directory], {
      stdio: 'pipe',
    })
  } catch (error) {
    rmdirSync(directory)
    const said = error instanceof Error ? (error.message.split('\n').at(-2) ?? error.message) : String(error)
    return `no file system can be mounted here (${said})`
  }
  const ballast = join(directory, 'ballast')
  return {
    directory,
    fill(isFull) {
      if (isFull) fillUp(ballast)
      else if (existsSync(ballast)) {
        // Emptied first: a process that another test is about to start has the file open until it begins, and keeps what is in it.
        truncateSync(ballast)
        rmSync(ballast)
      }
    },
    [Symbol.dispose]() {
      // Lazily: a file that a poll left open closes when it is collected.
      execFileSync(programs.unmount, ['--lazy', directory])
      rmdirSync(directory)
    },
  }
}

/** Large pieces first, then what is left of the last page. */
function fillUp(file: string): void {
  const handle = openSync(file, 'a')
  try {
    for (const bytes of [1_048_576, 4_096]) {
      const piece = Buffer.alloc(bytes)
      try {
        for (;;) writeSync(handle, piece)
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
      }
    }
  } finally {
    closeSync(handle)
  }
}
