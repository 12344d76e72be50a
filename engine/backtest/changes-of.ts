import type { Change, ChangeKind } from '../model/changeset.ts'

/** Changes, counted by kind. */
export function changesOf(changes: readonly Pick<Change, 'kind'>[]): Readonly<Record<ChangeKind, number>> {
  const counted = { added: 0, revised: 0, corrected: 0, withdrawn: 0 }
  for (const { kind } of changes) counted[kind] += 1
  return counted
}
