import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { type ContestResults, type ExportFormat, type LiveResult } from '../../export/format.ts'
import { momentOf } from '../../time/moment.ts'
import type { Contents } from './listed.ts'
import { folderOf, wholeIn } from './names.ts'
import type { Exporting } from './ports.ts'
import { type Before, type Made, type MadeFile, putFiles } from './put-files.ts'
import { snapshotLines } from './snapshot.ts'
import { asideIn, bytesOf, spooled } from './spooled.ts'
import { contentsOf } from './whole-state.ts'

/** What is large is written less often: a second passes for each of these. */
const bytesPerSecond = 1_000_000

/**
 * No report is written of more results: 500,000 of four selections are 1.4 GB in each format, three times that beside it while it
 * is written, and minutes of a processor. Contests have theirs all the same, and the snapshot has all.
 */
const mostInReport = 500_000
/** Whether an election that was too large for a report still is. */
const tooLargeSeconds = 300

/** Files of the whole election. */
export const wholeFiles = ['report', 'snapshot'] as const

/**
 * Exports the files of the whole election, if contests have changed since; of one that is too large no report, and none stays. With `now` those only that are due: each is as
 * large as the election, and is written at most every so many seconds as it has megabytes. Answers whether it wrote any.
 */
export async function exportWhole(
  exporting: Exporting,
  { now }: { readonly now: number | undefined },
  signal: AbortSignal,
): Promise<boolean> {
  const partition = wholeIn(exporting.election, exporting.exports.target.place)
  let hasWritten = false
  for (const id of wholeFiles) {
    if (id === 'snapshot' && exporting.standing.isPast) continue
    if (id === 'report' && hasNoReport(exporting)) continue
    const make = async (before: Before | undefined): Promise<Made | undefined> => {
      if (now !== undefined && now < dueOf(before)) return undefined
      const contents = await contentsOf(exporting, id, before?.body, signal)
      const isThere = before?.isSettled === true && before.body.of === contents.of
      if (isThere && !exporting.isThorough) return undefined
      hasWritten = true
      if (id === 'report' && contents.results > (exporting.exports.mostInReport ?? mostInReport))
        return made(contents, [], new AsyncDisposableStack())
      return await (id === 'report' ? reportsOf : snapshotOf)(exporting, contents, signal)
    }
    // oxlint-disable-next-line no-await-in-loop -- one in memory at a time
    await putFiles(exporting, { partition, id }, make, signal)
  }
  return hasWritten
}

/** None of the formats asked for has one: that in others stays as it is. */
export const hasNoReport = ({ exports: { formats, isPartial = false } }: Exporting): boolean =>
  isPartial && formats.every(({ ofElection }) => ofElection === undefined)

/** In milliseconds since 1970. */
function dueOf(before: Before | undefined): number {
  if (before === undefined || !before.isSettled) return 0
  const { files } = before.body
  const bytes = files.reduce((most, file) => Math.max(most, file.bytes), 0)
  const seconds = files.length === 0 ? tooLargeSeconds : bytes / bytesPerSecond
  return momentOf(before.at) + seconds * 1_000
}

async function reportsOf(exporting: Exporting, contents: Contents, signal: AbortSignal): Promise<Made> {
  const { election, exports, desk } = exporting
  await using kept = new AsyncDisposableStack()
  const files: MadeFile[] = []
  for (const format of exports.formats) {
    const { ofElection, name, extension, mediaType } = format
    if (ofElection === undefined) continue
    await using asides = new AsyncDisposableStack()
    const about = desk(election).election
    const texts = ofElection(about, contestsOf(exporting, about, signal), asideIn(asides, signal))
    // oxlint-disable-next-line no-await-in-loop -- one in memory at a time
    const text = kept.use(await spooled(bytesOf(texts, signal)))
    files.push(wholeFile(election, 'report', { name, extension, mediaType }, text))
  }
  return made(contents, files, kept)
}

async function* contestsOf(
  { standing, election }: Exporting,
  about: ContestResults['election'],
  signal: AbortSignal,
): AsyncIterable<ContestResults> {
  for await (const contest of standing.contests(election, signal)) {
    const all = await Array.fromAsync(standing.results(election, contest, signal))
    const results = all.filter((one): one is LiveResult => one.record !== null)
    if (results.length > 0) yield { election: about, contest, results }
  }
}

const packed = { name: 'snapshot', extension: 'ndjson.gz', mediaType: 'application/gzip' } as const

async function snapshotOf(exporting: Exporting, contents: Contents, signal: AbortSignal): Promise<Made> {
  await using kept = new AsyncDisposableStack()
  const gzip = createGzip()
  const [, text] = await Promise.all([
    pipeline(bytesOf(snapshotLines(exporting, signal), signal), gzip),
    spooled(gzip),
  ])
  kept.use(text)
  return made(contents, [wholeFile(exporting.election, 'snapshot', packed, text)], kept)
}

const wholeFile = (
  election: string,
  name: (typeof wholeFiles)[number],
  format: Pick<ExportFormat, 'name' | 'extension' | 'mediaType'>,
  text: MadeFile['text'],
): MadeFile => ({
  format: format.name,
  path: `${folderOf(election)}/${name}.${format.extension}`,
  bodies: `_${name}`,
  extension: format.extension,
  mediaType: format.mediaType,
  text,
})

function made(contents: Contents, files: readonly MadeFile[], kept: AsyncDisposableStack): Made {
  const held = kept.move()
  return { contents, files, gone: [], [Symbol.asyncDispose]: () => held.disposeAsync() }
}
