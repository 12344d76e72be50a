import { inParallel } from '../../flow/in-parallel.ts'
import { versionAfter } from '../../register/version-after.ts'
import { momentOf } from '../../time/moment.ts'
import type { Contents, ExportBody, ListedFile } from './listed.ts'
import { folderOf } from './names.ts'
import type { Exporting } from './ports.ts'
import type { Spooled } from './spooled.ts'

/** So long a body can be read after the index has left it. */
const graceMilliseconds = 60 * 60 * 1_000
const filesAtOnce = 4

export interface MadeFile {
  readonly format: string
  readonly path: string
  /** The folder of its bodies below that of all bodies, and what their names end in. */
  readonly bodies: string
  readonly extension: string
  readonly mediaType: string
  readonly text: Spooled
}
export interface Made extends AsyncDisposable {
  readonly contents: Contents
  readonly files: readonly MadeFile[]
  /** Names that nothing has any more. */
  readonly gone: readonly string[]
}

/** What was put there before. `isSettled`: and all of it lies under its names. */
export interface Before {
  readonly body: ExportBody
  readonly at: string
  readonly isSettled: boolean
}

/** Which entry the files are listed in. */
export interface Listing {
  readonly partition: string
  readonly id: string
}

/**
 * Makes files and puts them where readers find them: bodies under names that are never used again, then the entry that lists
 * them, then the names under which the newest lies. The entry's guard is read before what files are made of, so that an
 * older state never replaces a newer one in the entry. Two may write a name one after the other in the wrong order; each
 * looks at the entry afterwards, and whoever finds another than its own does it all again. Made of the same, it is not
 * written again. `make` answers nothing where there is nothing to do.
 */
export async function putFiles(
  exporting: Exporting,
  { partition, id }: Listing,
  make: (before: Before | undefined) => Promise<Made | undefined>,
  signal: AbortSignal,
): Promise<void> {
  const { register, clock } = exporting
  const { target } = exporting.exports
  for (;;) {
    const entry = await register.get(partition, id, signal)
    const before = (entry?.body ?? undefined) as ExportBody | undefined
    const isSettled = entry !== undefined && entry.told === entry.version
    await using made = await make(entry && before && { at: entry.at, body: before, isSettled })
    if (made === undefined) return
    const guard = entry?.guard ?? 0
    const written = await writeBodies(exporting, made.files, { before, guard }, signal)
    const files = [...written, ...keptOf(exporting, made, before)]
    const now = clock.now().toISOString()
    const { body, expired } = bodyOf(made.contents, files, before, now)
    const refused = await register.put(partition, [{ id, from: guard, at: now, body }], signal)
    if (refused.length > 0) continue
    const version = versionAfter(entry, body)
    const isNews = version !== entry?.version
    await layOut(exporting, { ...made, listed: files }, { before, isCertain: isSettled && isNews }, signal)
    const after = await register.get(partition, id, signal)
    if (after?.version !== version) continue
    if (after.told < version) await register.tell(partition, [{ id, version }], signal)
    await inParallel(expired, filesAtOnce, (path) => target.remove(path, signal))
    return
  }
}

/** Files in formats that this run does not write. Where it has nothing to write, none stay. */
const keptOf = (
  { exports: { formats, isPartial = false } }: Exporting,
  { files }: Made,
  before: ExportBody | undefined,
): readonly ListedFile[] =>
  isPartial && files.length > 0
    ? (before?.files ?? []).filter(
        ({ format, path }) =>
          formats.every(({ name }) => name !== format) && files.every((one) => one.path !== path),
      )
    : []

/** Bodies that are listed already are there. */
async function writeBodies(
  { exports: { target }, election, isThorough }: Exporting,
  made: readonly MadeFile[],
  { before, guard }: { readonly before: ExportBody | undefined; readonly guard: number },
  signal: AbortSignal,
): Promise<readonly ListedFile[]> {
  return await inParallel(made, filesAtOnce, async ({ text, ...file }) => {
    const { format, path, mediaType } = file
    const { sha256, content } = text
    const listed = before?.files.find((one) => one.path === path && one.sha256 === sha256)
    // The guard is in the name: a body that was removed never comes again under its old name.
    const name = `${guard}-${sha256.slice(0, 16)}.${file.extension}`
    const body = listed?.body ?? `${folderOf(election)}/bodies/${file.bodies}/${name}`
    if (listed === undefined || (isThorough && (await target.look(body, signal)) !== sha256))
      await target.write(body, content, { mediaType, isFixed: true }, signal)
    return { format, path, body, mediaType, bytes: content.bytes, sha256 }
  })
}

function bodyOf(
  contents: Contents,
  files: readonly ListedFile[],
  before: ExportBody | undefined,
  now: string,
): { readonly body: ExportBody; readonly expired: readonly string[] } {
  const named = new Set(files.map(({ body }) => body))
  const left = (before?.files ?? []).filter(({ body }) => !named.has(body))
  const all = [...(before?.retired ?? []), ...left.map(({ body }) => ({ body, at: now }))]
  const end = momentOf(now) - graceMilliseconds
  const isExpired = ({ at }: { readonly at: string }): boolean => momentOf(at) < end
  const isSame = left.length === 0 && before?.files.length === files.length
  return {
    body: {
      ...contents,
      revision: (before?.revision ?? 0) + (isSame ? 0 : 1),
      files,
      retired: all.filter((one) => !isExpired(one)),
    },
    expired: all.filter(isExpired).map(({ body }) => body),
  }
}

/** `isCertain`: names that keep their content have it. */
async function layOut(
  { exports: { target }, isThorough }: Exporting,
  made: Pick<Made, 'files' | 'gone'> & { readonly listed: readonly ListedFile[] },
  { before, isCertain }: { readonly before: ExportBody | undefined; readonly isCertain: boolean },
  signal: AbortSignal,
): Promise<void> {
  await inParallel(made.files, filesAtOnce, async ({ path, mediaType, text }) => {
    const isOld = before?.files.some((one) => one.path === path && one.sha256 === text.sha256) ?? false
    if (isOld && isCertain && !isThorough) return
    if (isOld && (await target.look(path, signal)) === text.sha256) return
    await target.write(path, text.content, { mediaType, isFixed: false }, signal)
  })
  const kept = new Set(made.listed.map(({ path }) => path))
  const old = (before?.files ?? []).map(({ path }) => path).filter((path) => !kept.has(path))
  const gone = isCertain && !isThorough ? old : [...new Set([...old, ...made.gone])]
  await inParallel(gone, filesAtOnce, (path) => target.remove(path, signal))
}
