import type { Check } from '../check/check.ts'
import { feedError } from '../errors/feed-error.ts'
import { near } from '../flow/near.ts'
import type { Election } from '../model/election.ts'
import type { Json, JsonObject } from '../model/json.ts'
import { construct, type Named, namedIn } from '../spec/components.ts'
import { type Compiling, placeText, type Section } from './compiling.ts'
import { isObject } from './whole.ts'

/**
 * All checks, always: those that the spec names with its options, the others with their defaults, or as they stand in
 * another list of all.
 */
export function compileChecks(
  section: Section | undefined,
  { tables, report }: Pick<Compiling, 'tables' | 'report'>,
  others?: readonly Check[],
): readonly Check[] {
  const chosen = new Map<string, Check>()
  const places = new Map<string, string>()
  for (const [index, value] of ((section?.value ?? []) as readonly Json[]).entries()) {
    if (section === undefined) continue
    const { document } = section
    const path = [...section.path, index]
    const named: Named<Check> | undefined = namedIn('check', tables.check, value, document, path, report)
    if (named === undefined) continue
    const { type } = named.component
    const other = places.get(type)
    const at = document.position(path)
    if (other !== undefined) report(feedError('SPEC_SAME_NAME', { what: 'check', name: type, other }, { at }))
    places.set(type, placeText(at))
    chosen.set(type, construct(named, document, report))
  }
  const silent = { position: () => undefined, report }
  return Object.values(tables.check)
    .toSorted((one, other) => (one.type < other.type ? -1 : 1))
    .map((check, at) => chosen.get(check.type) ?? others?.[at] ?? check.create({}, silent))
}

/**
 * Stages that a check has limits for, and that its election does not have: such a limit would never count. A profile
 * serves elections with other stages than this one, so there only a slip of the pen is told.
 */
export function reportUnknownStages(
  { value, document, path }: Section,
  election: Pick<Election, 'stages'>,
  isOwn: boolean,
  { report }: Compiling,
): void {
  const known = election.stages.map(({ name }) => name)
  for (const [index, named] of (value as readonly Json[]).entries()) {
    if (!isObject(named)) continue
    for (const [type, options] of Object.entries(named)) {
      const stages = isObject(options ?? null) ? (options as JsonObject)['stages'] : undefined
      if (stages === undefined || !isObject(stages)) continue
      for (const name of Object.keys(stages)) {
        const meant = near(name, known)
        if (known.includes(name) || (!isOwn && meant === undefined)) continue
        const at = document.keyPosition([...path, index, type, 'stages', name])
        report(feedError('SPEC_NOT_FOUND', { what: 'stage', name, near: meant, known }, { at }))
      }
    }
  }
}
