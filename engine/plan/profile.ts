import { oneOf } from '../errors/entry.ts'
import { feedError } from '../errors/feed-error.ts'
import { near } from '../flow/near.ts'
import { parseSpec, type SpecDocument } from '../spec/document.ts'
import { type FeedValue, ProfileSections, type ProfileValue } from '../spec/sections.ts'
import { sectionsOf } from '../spec/sections-of.ts'
import { type Compiling, readText } from './compiling.ts'

export interface Profile {
  readonly document: SpecDocument
  readonly sections: Partial<ProfileValue>
}

/** The vendor's profile that a feed names, from the folder `profiles` of its root. */
export function readProfile(
  root: string,
  name: string,
  feed: SpecDocument,
  { files, report }: Compiling,
): Profile | undefined {
  const file = `${root}/profiles/${name}.yaml`
  const missing = () => {
    const known = files
      .list(`${root}/profiles`)
      .flatMap((one) => (one.endsWith('.yaml') ? [one.slice(0, -5)] : []))
    const details = { what: 'profile', name, near: near(name, known), known, file }
    return feedError('SPEC_NOT_FOUND', details, { at: feed.position(['profile']) })
  }
  const text = readText(file, missing, { files, report })
  if (text === undefined) return undefined
  const document = parseSpec(file, text)
  const sections = sectionsOf(document, ProfileSections, report)
  if (sections.profile !== undefined && sections.profile !== name) {
    const details = {
      what: 'profile',
      seen: `"${sections.profile}"`,
      expected: `must be "${name}", like its file`,
      meaning: 'A profile is found by its file.',
    }
    report(feedError('SPEC_VALUE', details, { at: document.position(['profile']) }))
  }
  return { document, sections }
}

type Values = NonNullable<FeedValue['parameters']>

/** What mappings read as `$parameters.name`: what the feed gives, else the default of the profile. */
export function parametersOf(
  given: Values,
  feed: SpecDocument,
  profile: Profile | undefined,
  { report }: Compiling,
): Values {
  const declared = profile?.sections.parameters ?? {}
  const names = Object.keys(declared)
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(declared, name)) continue
    const meant = near(name, names)
    const details =
      profile === undefined
        ? { problem: 'belongs to no profile', advice: 'Name the profile that declares it, or leave it out.' }
        : {
            problem: 'is not declared by the profile',
            advice: `${meant === undefined ? '' : `Did you mean "${meant}"? `}${oneOf(names)}`,
          }
    report(feedError('SPEC_PARAMETER', { name, ...details }, { at: feed.keyPosition(['parameters', name]) }))
  }
  const values: Record<string, string | number | boolean> = {}
  for (const [name, { description, default: fallback }] of Object.entries(declared)) {
    const value = (Object.hasOwn(given, name) ? given[name] : undefined) ?? fallback
    // What is missing is said once, here, and not at every place where a mapping reads it.
    values[name] = value ?? ''
    if (value === undefined) {
      const details = { name, problem: 'is missing', advice: `Add ${name} under parameters: ${description}` }
      const at = 'parameters' in ((feed.value ?? {}) as object) ? ['parameters'] : ['profile']
      report(feedError('SPEC_PARAMETER', details, { at: feed.keyPosition(at) }))
    }
  }
  return values
}
