import type { Current } from '../../model/current.ts'

/** It is reported, and nothing of it was ever free of doubt: no figures stand, and it is no unit that has none. */
export const isHeldBack = ({ record, stale }: Pick<Current, 'record' | 'stale'>): boolean =>
  record === null && stale.some(({ why }) => why === 'HELD')

/** What a unit is called by the end of its id. */
export function lastWord(unit: string): string {
  const last = unit.split('/').at(-1) ?? unit
  return last.slice(last.indexOf(':') + 1) || unit
}
