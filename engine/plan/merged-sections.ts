import type { SpecDocument } from '../spec/document.ts'
import type { Section } from './compiling.ts'
import type { Profile } from './profile.ts'

/** A section whose entries a feed replaces one by one: those of the profile, and those of the feed by the same names. */
export function mergedSections<Value extends object>(
  key: 'lookups' | 'names',
  { own, shared }: { readonly own: Value | undefined; readonly shared: Value | undefined },
  document: SpecDocument,
  profile: Profile | undefined,
): readonly Section<Value>[] {
  const path = [key]
  const rest = Object.entries(shared ?? {}).filter(([name]) => own === undefined || !Object.hasOwn(own, name))
  return [
    ...(profile === undefined || rest.length === 0
      ? []
      : [{ value: Object.fromEntries(rest) as Value, document: profile.document, path }]),
    ...(own === undefined ? [] : [{ value: own, document, path }]),
  ]
}
