import { feedError } from '../errors/feed-error.ts'
import { near } from '../flow/near.ts'
import { type Compiling, positionOf, type Section } from './compiling.ts'
import { compilePart, type MappingContext, type Reading, readingKeys } from './part.ts'
import type { Part } from './plan.ts'

/** One part per request of the source. Sections are compiled once, however many requests share them. */
export function compileParts(
  requests: readonly string[],
  shared: Reading,
  parts: Section | undefined,
  context: MappingContext,
  compiling: Compiling,
): readonly Part[] | undefined {
  const made = new Map<Section, unknown>()
  const once = <Made>(section: Section, make: () => Made): Made => {
    if (!made.has(section)) made.set(section, make())
    return made.get(section) as Made
  }
  const own = ownReadings(requests, parts, compiling)
  for (const key of readingKeys) {
    const section = shared[key]
    if (section === undefined || requests.some((request) => own.get(request)?.[key] === undefined)) continue
    // A profile gives what its tenants may replace.
    if (section.document !== parts?.document) continue
    const why = 'every request has its own under parts'
    compiling.report(feedError('SPEC_UNREACHABLE', { what: key, why }, { at: positionOf(section) }))
  }
  const compiled = requests.map((request) => {
    const reading = { ...shared, ...own.get(request) }
    return compilePart(request, reading, context, compiling, once)
  })
  return compiled.every((part) => part !== undefined) ? compiled : undefined
}

function ownReadings(
  requests: readonly string[],
  parts: Section | undefined,
  { report }: Compiling,
): ReadonlyMap<string, Reading> {
  if (parts === undefined) return new Map()
  const given = parts.value as Readonly<Record<string, Readonly<Record<string, Section['value']>>>>
  return new Map(
    Object.entries(given).map(([request, sections]) => {
      const path = [...parts.path, request]
      if (!requests.includes(request)) {
        const details = { what: 'request', name: request, near: near(request, requests), known: requests }
        report(feedError('SPEC_NOT_FOUND', details, { at: parts.document.keyPosition(path) }))
      }
      const reading = Object.fromEntries(
        Object.entries(sections).map(([key, value]) => [
          key,
          { value, document: parts.document, path: [...path, key] },
        ]),
      )
      return [request, reading]
    }),
  )
}
