import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A new folder that is gone when the test is over; `where` if not among the temporary files of this system. */
export function temporaryFolder(name: string, where: string = tmpdir()): string {
  const folder = mkdtempSync(join(where, `canvass-${name}-`))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
