import type { ExportBody } from './listed.ts'
import { contestPath, exportsIn, folderOf, wholeIn } from './names.ts'
import type { Exporting } from './ports.ts'

/**
 * Removes bodies that nothing lists, left by exports that were interrupted or refused. Their names hold the guard that
 * was read before: where the entry's is higher, no write with that one can succeed any more.
 */
export async function sweepBodies(
  { register, election, exports: { target } }: Exporting,
  signal: AbortSignal,
): Promise<void> {
  const start = `${folderOf(election)}/bodies/`
  const paths = await Array.fromAsync(target.list(start, signal))
  const kept = new Set<string>()
  const guards = new Map<string, number>()
  const partitions = [exportsIn(election, target.place), wholeIn(election, target.place)]
  for (const [at, partition] of partitions.entries())
    for await (const { id, guard, body } of register.list(partition, {}, signal)) {
      const { files = [], retired = [] } = body as Partial<ExportBody>
      for (const one of [...files, ...retired]) kept.add(one.body)
      guards.set(at === 0 ? contestPath(id) : `_${id}`, guard)
    }
  for (const path of paths) {
    const slash = path.lastIndexOf('/')
    const guard = guards.get(path.slice(start.length, slash)) ?? 0
    const from = /^(\d+)-[0-9a-f]{16}\./.exec(path.slice(slash + 1))?.[1]
    if (from === undefined || Number(from) >= guard || kept.has(path)) continue
    // oxlint-disable-next-line no-await-in-loop -- few
    await target.remove(path, signal)
  }
}
