import { type Static, type TObject, Type } from 'typebox'
import { type FeedError, feedError } from '../errors/feed-error.ts'
import type { JsonObject } from '../model/json.ts'
import type { SpecDocument } from './document.ts'
import { problemsOf } from './valid.ts'

/** The sections of a file that fit their schemas; each of the others was reported. So one mistake hides no other. */
export function sectionsOf<Schema extends TObject>(
  document: SpecDocument,
  schema: Schema,
  report: (error: FeedError) => void,
): Partial<Static<Schema>> {
  for (const problem of document.problems) report(problem)
  if (document.problems.length > 0) return {}
  const value = document.value
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const details = { what: 'the file', seen: 'no mapping', expected: 'must consist of keys and values' }
    report(
      feedError(
        'SPEC_VALUE',
        { ...details, meaning: 'docs/spec.md shows a whole one.' },
        { at: document.position([]) },
      ),
    )
    return {}
  }
  const keys = Object.entries(schema.properties)
  const outline = Type.Object(
    Object.fromEntries(
      keys.map(([key, section]) => {
        const { description = '' } = section as { readonly description?: string }
        const any = Type.Unknown({ description })
        return [key, (schema.required ?? []).includes(key) ? any : Type.Optional(any)]
      }),
    ),
    { additionalProperties: false },
  )
  for (const problem of problemsOf(value, outline, document, [])) report(problem)
  const fit = keys.filter(([key, section]) => {
    const given = (value as JsonObject)[key]
    if (given === undefined) return false
    const problems = problemsOf(given, section, document, [key])
    for (const problem of problems) report(problem)
    return problems.length === 0
  })
  return Object.fromEntries(fit.map(([key]) => [key, (value as JsonObject)[key]])) as Partial<Static<Schema>>
}
