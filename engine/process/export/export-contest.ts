import { type LiveResult, updatedOf } from '../../export/format.ts'
import { contestPath, exportsIn, folderOf } from './names.ts'
import type { Exporting } from './ports.ts'
import { type Made, type MadeFile, putFiles } from './put-files.ts'
import { bytesOf, spooled } from './spooled.ts'

/** Exports what stands of one contest, in every format. Where nothing of it stands any more, its files go. */
export async function exportContest(
  exporting: Exporting,
  contest: string,
  signal: AbortSignal,
): Promise<void> {
  const { election, exports } = exporting
  const listing = { partition: exportsIn(election, exports.target.place), id: contest }
  await putFiles(exporting, listing, () => makeContest(exporting, contest, signal), signal)
}

/** The files of one contest as it stands. */
export async function makeContest(
  { election, desk, standing, exports: { formats } }: Exporting,
  contest: string,
  signal: AbortSignal,
): Promise<Made> {
  const path = (extension: string): string =>
    `${folderOf(election)}/contests/${contestPath(contest)}.${extension}`
  const all = await Array.fromAsync(standing.results(election, contest, signal))
  const results = all.filter((one): one is LiveResult => one.record !== null)
  await using kept = new AsyncDisposableStack()
  const files: MadeFile[] = []
  for (const { name, extension, mediaType, ofContest } of results.length === 0 ? [] : formats) {
    const texts = ofContest({ election: desk(election).election, contest, results })
    // oxlint-disable-next-line no-await-in-loop -- one in memory at a time
    const text = kept.use(await spooled(bytesOf(texts, signal)))
    const bodies = contestPath(contest)
    files.push({ format: name, path: path(extension), bodies, extension, mediaType, text })
  }
  const held = kept.move()
  return {
    contents: {
      name: results[0]?.record.contest.name ?? '',
      results: results.length,
      stale: results.filter(({ stale }) => stale.length > 0).length,
      updated: updatedOf(results),
    },
    files,
    gone: files.length > 0 ? [] : formats.map(({ extension }) => path(extension)),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  }
}
