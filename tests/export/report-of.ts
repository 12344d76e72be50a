import type { ContestResults, ExportFormat } from '../../engine/export/format.ts'
import { election } from './samples.ts'

/** The report of an election of which these contests are all. */
export async function reportOf(format: ExportFormat, contests: readonly ContestResults[]): Promise<string> {
  const aside = async (texts: AsyncIterable<string>) => {
    const kept = await Array.fromAsync(texts)
    return async function* () {
      yield* kept
    }
  }
  const all = async function* () {
    yield* contests
  }
  return (
    await Array.fromAsync(format.ofElection?.(contests[0]?.election ?? election, all(), aside) ?? [])
  ).join('')
}
