import { type Static, type TObject, type TSchema, Type } from 'typebox'
import { type FeedError, feedError } from '../errors/feed-error.ts'
import type { Json, JsonObject } from '../model/json.ts'
import type { SpecDocument } from './document.ts'
import { isValid, problemsOf } from './valid.ts'

/**
 * The sections of a file that fit their schemas; each of the others was reported. So one mistake hides no other: of a
 * section with keys, those that fit are kept where none of the missing ones is required.
 */
export function sectionsOf<Schema extends TObject>(
  document: SpecDocument,
  schema: Schema,
  report: (error: FeedError) => void,
): Partial<Static<Schema>> {
  for (const problem of document.problems) report(problem)
  const { value } = document
  if (!isObject(value)) {
    if (document.problems.length === 0) reportNoKeys(document, report)
    return {}
  }
  for (const problem of problemsOf(value, outlineOf(schema), document, [])) report(problem)
  const fit = Object.entries(schema.properties).flatMap(([key, section]) => {
    const given = value[key]
    if (given === undefined) return []
    const problems = problemsOf(given, section, document, [key])
    for (const problem of problems) report(problem)
    if (problems.length === 0) return [[key, given]]
    const rest = fittingPart(given, section)
    return rest === undefined ? [] : [[key, rest]]
  })
  return Object.fromEntries(fit) as Partial<Static<Schema>>
}

const outlines = new WeakMap<TObject, TObject>()

/** The keys of a file, whatever stands under them: the sections are looked at one by one. */
function outlineOf(schema: TObject): TObject {
  const known = outlines.get(schema)
  if (known !== undefined) return known
  const properties = Object.entries(schema.properties).map(([key, section]) => {
    const { description = '' } = section as { readonly description?: string }
    const any = Type.Unknown({ description })
    return [key, (schema.required ?? []).includes(key) ? any : Type.Optional(any)]
  })
  const outline = Type.Object(Object.fromEntries(properties), { additionalProperties: false })
  outlines.set(schema, outline)
  return outline
}

interface SectionSchema extends TSchema {
  readonly type?: string
  readonly properties?: Readonly<Record<string, TSchema>>
  readonly patternProperties?: Readonly<Record<string, TSchema>>
  readonly required?: readonly string[]
}

/** What is left of a section without the members that do not fit. Undefined: nothing that could be used. */
function fittingPart(value: Json, schema: SectionSchema): JsonObject | undefined {
  if (!isObject(value) || schema.type !== 'object') return undefined
  const [ofAll] = Object.values(schema.patternProperties ?? {})
  const kept = Object.entries(value).filter(([key, member]) => {
    const { properties = {} } = schema
    const own = Object.hasOwn(properties, key) ? properties[key] : ofAll
    return own !== undefined && isValid(member, own)
  })
  const names = kept.map(([key]) => key)
  const complete = (schema.required ?? []).every((key) => names.includes(key))
  return complete ? Object.fromEntries(kept) : undefined
}

function reportNoKeys(document: SpecDocument, report: (error: FeedError) => void): void {
  const { value } = document
  const seen = value === null ? 'empty' : Array.isArray(value) ? 'a list' : 'a text'
  const details = { what: 'The file', seen, expected: 'must consist of keys and values' }
  const meaning = 'docs/spec.md shows whole ones.'
  report(feedError('SPEC_VALUE', { ...details, meaning }, { at: document.position([]) }))
}

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
