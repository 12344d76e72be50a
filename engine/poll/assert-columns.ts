import { feedError } from '../errors/feed-error.ts'
import type { Part } from '../plan/plan.ts'

/** Fails with READ_COLUMN_MISSING where something is read that no row has. */
export function assertColumns({ select, map, fills = [] }: Part, found: readonly string[] | undefined): void {
  if (found === undefined) return
  const { adds = [], needs = [] } = select
  const columns = new Set([...found, ...adds])
  const reads = [...(map?.reads ?? []), ...fills.flatMap((filling) => filling.reads)]
  const missing = [...needs, ...reads].find((name) => !columns.has(name))
  if (missing !== undefined) throw feedError('READ_COLUMN_MISSING', { column: missing, columns: found })
}
