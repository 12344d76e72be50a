import { chmodSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { textContent } from '../../engine/archive/spool.ts'
import { folderTarget } from '../../engine/export/folder-target.ts'
import { madeFolder, temporaryFolder } from '../helpers/temporary-folder.ts'
import { election, exportThrough, newExporting, signal, stand } from '../process/export/exporting.ts'
import { startChild } from './child.ts'
import { exportTargetConformance } from './export-target.ts'

exportTargetConformance('the folder of exports', async () => {
  const folder = madeFolder('exports')
  return {
    target: folderTarget(join(folder, 'made', 'later')),
    close: async () => rmSync(folder, { recursive: true }),
  }
})

test('a folder that can not be written to says which file could not be written, and why', async () => {
  const folder = temporaryFolder('exports')
  writeFileSync(join(folder, 'us'), 'a file where a folder is wanted')
  chmodSync(join(folder, 'us'), 0o400)
  const writing = folderTarget(folder).write(
    'us/index.json',
    textContent('{}'),
    { mediaType: 'application/json', isFixed: false },
    signal,
  )
  await expect(writing).rejects.toMatchObject({
    code: 'EXPORT_FAILED',
    message: expect.stringContaining('us/index.json'),
  })
})

test('a reader in another process has whole files and one state at any moment', async () => {
  const one = newExporting()
  const reader = startChild(new URL('children/export-reader.ts', import.meta.url), one.folder, election)
  try {
    const seen = reader.lines[Symbol.asyncIterator]()
    const exports = exportThrough(one.ports)
    // The same votes in both contests, in every state that is committed as one.
    const say = async (votes: number): Promise<void> => {
      const messages = await one.say(stand('zz/house', 'oak', votes), stand('zz/senate', 'oak', votes))
      await exports(messages, signal)
    }
    await say(1)
    expect((await seen.next()).value).toBe('reading')
    for (let votes = 2; votes < 60; votes += 1)
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await say(votes)
    reader.terminate()
    const last = JSON.parse(String((await seen.next()).value)) as Record<string, unknown>
    expect(last).toMatchObject({ wrong: [] })
    expect(last['states']).toBeGreaterThan(5)
    expect(await reader.ended).toEqual({ code: 0, complaint: '' })
  } finally {
    reader.kill()
    await one.close()
  }
})
