import { hash } from 'node:crypto'
import { textContent } from '../../archive/spool.ts'
import { versionAfter } from '../../register/version-after.ts'
import type { ExportBody, ListedFile } from './listed.ts'
import { exportsIn, folderOf, wholeIn } from './names.ts'
import type { Exporting } from './ports.ts'

const about = { mediaType: 'application/json', isFixed: false } as const

/** `index.json`: what of an election is exported. Paths and bodies are below the folder in which all elections lie. */
export interface ExportIndex {
  readonly election: string
  readonly title: string
  /** Grows with every index that says something else. */
  readonly revision: number
  readonly contests: readonly IndexedFiles[]
  readonly whole: readonly IndexedFiles[]
}
export interface IndexedFiles {
  readonly id: string
  readonly name: string
  /** Grows with every other content. */
  readonly revision: number
  readonly updated: string
  readonly results: number
  readonly stale: number
  readonly files: readonly ListedFile[]
}

export const indexPath = (election: string): string => `${folderOf(election)}/index.json`

/**
 * Writes the index, the one file from which everything else is found: whoever reads it and then the bodies that it names
 * has the state of one moment. The newest index wins as the newest file does (`put-files.ts`).
 */
export async function writeIndex(exporting: Exporting, signal: AbortSignal): Promise<void> {
  const { register, election, clock, isThorough } = exporting
  const { target } = exporting.exports
  const [partition, id] = [wholeIn(election, target.place), 'index'] as const
  const path = indexPath(election)
  for (;;) {
    const entry = await register.get(partition, id, signal)
    const contents = await indexOf(exporting, signal)
    const of = hash('sha256', JSON.stringify(contents))
    const write = { id, from: entry?.guard ?? 0, at: clock.now().toISOString(), body: { of } }
    if ((await register.put(partition, [write], signal)).length > 0) continue
    const version = versionAfter(entry, write.body)
    const { title, ...rest } = contents
    const text = `${JSON.stringify({ election, title, revision: version, ...rest }, null, 1)}\n`
    const isNews = version !== entry?.version && !isThorough
    if (isNews || (await target.look(path, signal)) !== hash('sha256', text))
      await target.write(path, textContent(text), about, signal)
    const after = await register.get(partition, id, signal)
    if (after?.version !== version) continue
    if (after.told < version) await register.tell(partition, [{ id, version }], signal)
    return
  }
}

async function indexOf(
  { register, election, desk, exports: { target } }: Exporting,
  signal: AbortSignal,
): Promise<Omit<ExportIndex, 'revision' | 'election'>> {
  const listed = async (partition: string): Promise<readonly IndexedFiles[]> => {
    const found: IndexedFiles[] = []
    for await (const { id, body } of register.list(partition, {}, signal)) {
      if (body === null || !('files' in (body as object))) continue
      const { name, revision, updated, results, stale, files } = body as ExportBody
      if (files.length > 0) found.push({ id, name, revision, updated, results, stale, files })
    }
    return found
  }
  return {
    title: desk(election).election.title,
    contests: await listed(exportsIn(election, target.place)),
    whole: await listed(wholeIn(election, target.place)),
  }
}
