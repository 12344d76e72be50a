import { feedError } from '../errors/feed-error.ts'
import { near } from '../flow/near.ts'
import { type Compiling, positionOf, type Section } from './compiling.ts'
import type { FilledFrom } from './lookups.ts'

/** The sections that say how the bytes of a request become count lines. */
export const readingKeys = ['unpack', 'decode', 'select', 'number_repeats', 'map'] as const
export type Reading = Partial<Record<(typeof readingKeys)[number], Section>>

/** One reading of the payloads of a request, with the sections that hold for it. */
export interface PartReading {
  readonly name: string
  readonly request: string
  readonly reading: Reading
  /** The lookups that its rows fill. */
  readonly fills: readonly FilledFrom[]
  /** Where the part stands. Undefined: it is what the shared sections make of a request. */
  readonly own: Section | undefined
}

type Given = Readonly<Record<string, Readonly<Record<string, Section['value']>>>>

/**
 * The parts of a feed: one per request, and those of another name, which say the request that they read. What a part does
 * not say is shared; only a part that fills a lookup has no mapping but its own. A request that other parts read needs no
 * part of its own.
 */
export function readingsOf(
  requests: readonly string[],
  shared: Reading,
  parts: Section | undefined,
  filled: readonly FilledFrom[],
  { report }: Compiling,
): readonly PartReading[] {
  const given = (parts?.value ?? {}) as Given
  const more: PartReading[] = []
  const own = new Map<string, PartReading>()
  for (const [name, { request, ...sections }] of Object.entries(given)) {
    if (parts === undefined) break
    const path = [...parts.path, name]
    const read = typeof request === 'string' ? request : name
    const known = requests.includes(read)
    if (!known) {
      const details = { what: 'request', name: read, near: near(read, requests), known: requests }
      const at =
        read === name ? parts.document.keyPosition(path) : parts.document.position([...path, 'request'])
      report(feedError('SPEC_NOT_FOUND', details, { at }))
    } else if (read !== name && requests.includes(name)) {
      const details = {
        what: `parts.${name}.request`,
        seen: `"${read}"`,
        expected: `must be "${name}", or the part needs a name that no request has`,
        meaning: 'A part with the name of a request reads that request.',
      }
      report(feedError('SPEC_VALUE', details, { at: parts.document.position([...path, 'request']) }))
    }
    const fills = filled.filter(({ from }) => from === name)
    const { map, ...inherited } = shared
    const reading: Reading = {
      ...inherited,
      ...(fills.length > 0 || map === undefined ? {} : { map }),
      ...Object.fromEntries(
        Object.entries(sections).map(([key, value]) => [
          key,
          { value, document: parts.document, path: [...path, key] },
        ]),
      ),
    }
    const one: PartReading = {
      name,
      request: read,
      reading,
      fills,
      own: { value: sections, document: parts.document, path },
    }
    if (requests.includes(name)) own.set(name, one)
    else if (known) more.push(one)
  }
  const othersOf = (request: string) => more.filter((one) => one.request === request)
  /** Only lookups are filled from it, and the shared mapping has the rows of another request. */
  const isOfLookups = (request: string): boolean =>
    isFilling(othersOf(request)) && requests.some((one) => one !== request && isShared(one))
  const isShared = (request: string): boolean => {
    const mine = own.get(request)
    if (mine !== undefined) return mine.reading.map === shared.map
    return !isFilling(othersOf(request)) && !filled.some(({ from }) => from === request)
  }
  return requests.flatMap((request) => {
    const mine = own.get(request)
    const others = othersOf(request)
    if (mine !== undefined) return [mine, ...others]
    const fills = filled.filter(({ from }) => from === request)
    const plainly: PartReading = { name: request, request, reading: shared, fills, own: undefined }
    const isRead = others.length > 0 && (shared.map === undefined || isOfLookups(request))
    return isRead && fills.length === 0 ? others : [plainly, ...others]
  })
}

/** Are these parts, one at least, that fill lookups and have no mapping? */
const isFilling = (parts: readonly PartReading[]): boolean =>
  parts.length > 0 && parts.every(({ fills, reading }) => fills.length > 0 && reading.map === undefined)

/** Shared sections that no part uses. A profile gives what its tenants may replace. */
export function reportUnreachable(
  shared: Reading,
  parts: Section | undefined,
  readings: readonly PartReading[],
  { report }: Compiling,
): void {
  for (const key of readingKeys) {
    const section = shared[key]
    if (section === undefined || readings.some(({ reading }) => reading[key] === section)) continue
    if (section.document !== parts?.document) continue
    const why = 'every request has its own under parts'
    report(feedError('SPEC_UNREACHABLE', { what: key, why }, { at: positionOf(section) }))
  }
}
