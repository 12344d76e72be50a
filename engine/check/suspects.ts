import type { ResultKey } from '../model/ids.ts'
import type { Result } from '../model/result.ts'
import type { Examined } from './check.ts'

/**
 * The results of which something is so, in the order of the capture, which is that of their keys. It must depend on the record alone, and on what is
 * the same in every capture of the plan: then a result whose record is that of the capture before is not asked again.
 * `of` stands for the question.
 */
export function suspects(
  { now, remembered }: Pick<Examined, 'now' | 'remembered'>,
  of: object,
  isSuspect: (result: Result) => boolean,
): readonly Result[] {
  const known = remembered?.take(of) as Set<ResultKey> | undefined
  if (known === undefined) {
    const found = [...now.values()].filter(isSuspect)
    remembered?.keep(of, new Set(found.map(({ key }) => key)))
    return found
  }
  for (const { was, is } of remembered?.changed ?? []) {
    if (is !== undefined && isSuspect(is)) known.add(is.key)
    else if (was !== undefined) known.delete(was.key)
  }
  remembered?.keep(of, known)
  return [...known].toSorted().map((key) => now.get(key) as Result)
}
