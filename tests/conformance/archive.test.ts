import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { folderArchive } from '../../engine/archive/folder.ts'
import { archiveConformance } from './archive.ts'

archiveConformance('the folder archive', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'canvass-archive-'))
  return {
    archive: folderArchive(directory),
    reopen: async () => folderArchive(directory),
    close: async () => rmSync(directory, { recursive: true }),
  }
})
