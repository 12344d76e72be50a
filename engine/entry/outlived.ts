import type { Override } from '../model/current.ts'
import { currentEntry } from '../register/current-entries.ts'
import { isInForce } from '../register/override-entries.ts'
import type { Register } from '../register/register.ts'
import { allOverrides } from './overrides.ts'

/**
 * What people set by hand that has ended, and still stands: nobody has decided anew since, as no process runs. `now` is
 * ISO 8601. It is looked for only where something can be found: overrides are few.
 */
export async function outlived(
  register: Register,
  now: string,
  signal: AbortSignal,
): Promise<readonly Override[]> {
  const found: Override[] = []
  for await (const { override } of allOverrides(register, signal)) {
    const { election, key, id } = override
    if (isInForce(override, now)) continue
    const source = (await currentEntry(register, election, key, signal))?.body.source
    if (source?.kind === 'override' && source.override === id) found.push(override)
  }
  return found
}

/** When it ended, of itself or by a person. */
export const endOf = ({ ended, until }: Override): string =>
  ended === undefined || ended.at > until ? until : ended.at
