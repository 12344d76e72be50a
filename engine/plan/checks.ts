import type { Check } from '../check/check.ts'
import { feedError } from '../errors/feed-error.ts'
import type { Json } from '../model/json.ts'
import { construct, type Named, namedIn } from '../spec/components.ts'
import { type Compiling, placeText, type Section } from './compiling.ts'

/** All checks, always: those that the spec names with its options, the others with their defaults. */
export function compileChecks(section: Section | undefined, { tables, report }: Compiling): readonly Check[] {
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
    .map((check) => chosen.get(check.type) ?? check.create({}, silent))
}
