import { makeContest } from './export-contest.ts'
import { hasNoReport } from './export-whole.ts'
import type { ExportBody, ListedFile } from './listed.ts'
import { exportsIn, wholeIn } from './names.ts'
import type { Exporting } from './ports.ts'
import { wholeStateNow } from './whole-state.ts'
import { type ExportIndex, indexPath } from './write-index.ts'

/** A file that is not what it should be. */
export interface ExportProblem {
  readonly path: string
  /** MISSING: nothing has the name. DIFFERENT: other bytes have it. OLD: it is not what stands now. UNLISTED: the index does not say what the entry says. */
  readonly problem: 'MISSING' | 'DIFFERENT' | 'OLD' | 'UNLISTED'
}
export interface Checked {
  readonly files: number
  readonly problems: readonly ExportProblem[]
}

/** Compares what lies there with the entries that list it, with the index, and with what stands. Writes nothing. */
export async function checkExports(exporting: Exporting, signal: AbortSignal): Promise<Checked> {
  const { register, election, standing, exports } = exporting
  const { target } = exports
  const problems: ExportProblem[] = []
  const listed: ListedFile[] = []
  for (const partition of [exportsIn(election, target.place), wholeIn(election, target.place)])
    for await (const { body } of register.list(partition, {}, signal))
      listed.push(...((body as Partial<ExportBody>).files ?? []))
  const isAsked = ({ format }: ListedFile): boolean =>
    exports.isPartial !== true || format === 'snapshot' || exports.formats.some(({ name }) => name === format)
  for (const { path, body, sha256 } of listed.filter(isAsked))
    for (const name of [path, body]) {
      // oxlint-disable-next-line no-await-in-loop -- each is read as a whole
      const found = await target.look(name, signal)
      if (found === undefined) problems.push({ path: name, problem: 'MISSING' })
      else if (found !== sha256) problems.push({ path: name, problem: 'DIFFERENT' })
    }
  const hashes = new Map(listed.map((file) => [file.path, file.sha256]))
  for await (const contest of standing.contests(election, signal)) {
    await using made = await makeContest(exporting, contest, signal)
    for (const { path, text } of made.files) {
      const found = hashes.get(path)
      if (found === undefined) problems.push({ path, problem: 'MISSING' })
      else if (found !== text.sha256) problems.push({ path, problem: 'OLD' })
    }
  }
  for await (const { id, body } of register.list(wholeIn(election, target.place), {}, signal)) {
    const { files = [], of: made } = body as Partial<ExportBody>
    if (files.length === 0 || (id === 'report' && hasNoReport(exporting))) continue
    const of = await wholeStateNow(exporting, { id, body: body as ExportBody }, signal)
    if (made !== of)
      problems.push(...files.filter(isAsked).map(({ path }) => ({ path, problem: 'OLD' as const })))
  }
  problems.push(...(await unlisted(exporting, listed, signal)))
  return { files: listed.filter(isAsked).length, problems }
}

async function unlisted(
  { election, exports: { target } }: Exporting,
  listed: readonly ListedFile[],
  signal: AbortSignal,
): Promise<readonly ExportProblem[]> {
  const path = indexPath(election)
  const bytes = await target.read(path, signal)
  if (bytes === undefined) return [{ path, problem: 'MISSING' }]
  const index = parsed(Buffer.concat(await Array.fromAsync(bytes)).toString())
  if (index === undefined) return [{ path, problem: 'DIFFERENT' }]
  const said = new Map(
    [...index.contests, ...index.whole].flatMap(({ files }) =>
      files.map((file) => [file.path, file] as const),
    ),
  )
  const wrong = listed.filter(({ path: own, body, sha256 }) => {
    const found = said.get(own)
    return found?.sha256 !== sha256 || found.body !== body
  })
  return wrong.map((file) => ({ path: file.path, problem: 'UNLISTED' }))
}

function parsed(text: string): ExportIndex | undefined {
  try {
    return JSON.parse(text) as ExportIndex
  } catch {
    return undefined
  }
}
