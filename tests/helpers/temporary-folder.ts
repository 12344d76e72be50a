import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/**
 * A new folder that is gone when the test is over; for what is not made within a test, `madeFolder` is. A test that runs
 * beside others of its file gives the `onTestFinished` of its own.
 */
export function temporaryFolder(name: string, where?: string, whenOver = onTestFinished): string {
  const folder = madeFolder(name, where)
  whenOver(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A new folder that whoever made it removes; a run that leaves one behind fails. */
export const madeFolder = (name: string, where: string = tmpdir()): string =>
  mkdtempSync(join(where, `canvass-${name}-`))

/** Durability has tests of its own; in others memory is as good, and quicker. */
export const inMemory = (): string => process.env['TEST_MEMORY'] ?? tmpdir()
