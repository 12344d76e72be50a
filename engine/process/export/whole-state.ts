import { hash } from 'node:crypto'
import type { ExportFormat } from '../../export/format.ts'
import type { Contents, ExportBody } from './listed.ts'
import { exportsIn } from './names.ts'
import type { Exporting } from './ports.ts'

/**
 * By what was exported of contests: read before the results, which are as new at least. What a partial export keeps of
 * `before` is as old as it was: then so is all of it.
 */
export async function contentsOf(
  exporting: Exporting,
  id: string,
  before: ExportBody | undefined,
  signal: AbortSignal,
): Promise<Contents> {
  const { about, states } = await contestsExported(exporting, signal)
  if (id !== 'report') return { ...about, of: stateIn([], states) }
  const { formats, isPartial = false } = exporting.exports
  const asked = reportsIn(formats)
  const there = formatsOf(before)
  const kept = isPartial ? there.filter((format) => !asked.includes(format)) : []
  if (before?.of !== undefined && kept.length > 0 && before.of !== stateIn(there, states))
    return { ...about, of: before.of }
  return { ...about, of: stateIn([...asked, ...kept], states) }
}

/** What the entry of a file of the whole election says where it is made of what is exported of contests now. */
export async function wholeStateNow(
  exporting: Exporting,
  { id, body }: { readonly id: string; readonly body: ExportBody },
  signal: AbortSignal,
): Promise<string> {
  const { states } = await contestsExported(exporting, signal)
  const { formats, isPartial = false } = exporting.exports
  if (id !== 'report') return stateIn([], states)
  return stateIn(isPartial ? formatsOf(body) : reportsIn(formats), states)
}

const formatsOf = (body: ExportBody | undefined): readonly string[] =>
  (body?.files ?? []).map(({ format }) => format)

const reportsIn = (formats: readonly ExportFormat[]): readonly string[] =>
  formats.filter(({ ofElection }) => ofElection !== undefined).map(({ name }) => name)

const stateIn = (formats: readonly string[], states: readonly string[]): string =>
  hash('sha256', [formats.toSorted().join(), ...states].join('\n'))

async function contestsExported(
  { register, election, desk, exports }: Exporting,
  signal: AbortSignal,
): Promise<{ readonly about: Omit<Contents, 'of'>; readonly states: readonly string[] }> {
  const states: string[] = []
  let [results, stale, updated] = [0, 0, '']
  for await (const { id, body } of register.list(exportsIn(election, exports.target.place), {}, signal)) {
    const of = body as ExportBody
    states.push(`${id} ${of.revision}`)
    results += of.results
    stale += of.stale
    if (of.updated > updated) updated = of.updated
  }
  return { about: { name: desk(election).election.title, results, stale, updated }, states }
}
