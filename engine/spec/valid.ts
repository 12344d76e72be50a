import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import type { TSchema } from 'typebox'
import type { Path } from '../component.ts'
import { type FeedError, feedError } from '../errors/feed-error.ts'
import { near } from '../flow/near.ts'
import { sizePattern } from '../flow/size.ts'
import { durationPattern } from '../time/duration.ts'
import type { SpecDocument } from './document.ts'

interface Schema {
  readonly description?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly patternProperties?: Readonly<Record<string, Schema>>
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
}

/** Compiling a schema takes longer than anything else that is done to a spec: each is compiled once. */
const compiled = new WeakMap<TSchema, ValidateFunction>()
function validatorOf(schema: TSchema): ValidateFunction {
  const known = compiled.get(schema)
  if (known !== undefined) return known
  const made = new Ajv({ allErrors: true, verbose: true, strict: false }).compile(schema)
  compiled.set(schema, made)
  return made
}

/** Does it fit? Nothing is said of what does not. */
export const isValid = (value: unknown, schema: TSchema): boolean => validatorOf(schema)(value)

/** Every mistake of a value against its schema, one problem each, at the key or value that is wrong. */
export function problemsOf(
  value: unknown,
  schema: TSchema,
  document: SpecDocument,
  base: Path,
): readonly FeedError[] {
  const validate = validatorOf(schema)
  if (validate(value)) return []
  const errors = validate.errors ?? []
  // Of alternatives only the whole is said, unless the value fits one of them but for something deeper inside.
  const choices = errors.filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf')
  const told = errors.filter(
    (error) =>
      !choices.some((choice) => choice !== error && error.schemaPath.startsWith(`${choice.schemaPath}/`)),
  )
  const seen = new Set<string>()
  return told.flatMap((error) => {
    const problem = problemOf(error, document, base, value)
    const key = `${problem.at?.line}:${problem.at?.column}:${problem.message}`
    if (seen.has(key)) return []
    seen.add(key)
    return [problem]
  })
}

function problemOf(error: ErrorObject, document: SpecDocument, base: Path, value: unknown): FeedError {
  const steps = stepsOf(error.instancePath, value)
  const path = [...base, ...steps]
  const inside = nameOf(path)
  const schema = error.parentSchema as Schema
  if (error.keyword === 'additionalProperties') {
    const key = String(error.params['additionalProperty'])
    const known = Object.keys(schema.properties ?? {})
    const [pattern] = Object.keys(schema.patternProperties ?? {})
    if (pattern !== undefined && known.length === 0) {
      const details = { what: `A name under ${inside}`, seen: `"${key}"`, expected: 'has the wrong form' }
      return feedError(
        'SPEC_VALUE',
        { ...details, meaning: formOf(pattern) },
        { at: document.keyPosition([...path, key]) },
      )
    }
    const details = { key, inside, known, near: near(key, known) }
    return feedError('SPEC_UNKNOWN_KEY', details, { at: document.keyPosition([...path, key]) })
  }
  if (error.keyword === 'required') {
    const key = String(error.params['missingProperty'])
    const meaning = schema.properties?.[key]?.description
    return feedError('SPEC_MISSING_KEY', { key, inside, meaning }, { at: document.keyPosition(path) })
  }
  const at = error.keyword === 'propertyNames' ? document.keyPosition(path) : document.position(path)
  if (typeof error.data === 'string' && isSecret(schema))
    return feedError('SPEC_SECRET_IN_CLEAR', { key: String(path.at(-1)) }, { at })
  const expected = expectationOf(error, schema)
  const list = error.keyword === 'type' && error.params['type'] === 'array'
  const rule = error.keyword === 'pattern' ? (rules[String(error.params['pattern'])] ?? '') : ''
  const meaning = `${list ? 'Each item stands behind a dash. ' : ''}${rule}${meaningOf(schema, error.data)}`
  // What was meant to be the name of a secret may be its value.
  const isName = path.at(-1) === 'secret' && typeof error.data === 'string'
  const seen = isName ? 'a text that is not shown here' : shown(error.data)
  const details = { what: inside, seen, expected, meaning }
  return feedError('SPEC_VALUE', details, { at })
}

/** By the patterns that keys of sections must match. */
const forms: Readonly<Record<string, string>> = {
  '^[a-z][a-z0-9_-]*$':
    'Names begin with a lower-case letter and go on with lower-case letters, digits, - and _.',
  '^[^\\s|]+$': 'Ids have neither white space nor a bar.',
  "^[A-Za-z0-9!#$%&'*+.^_`|~-]+$": 'Names of headers are made of letters, digits and hyphens.',
}
/** By the patterns that values must match, where an example alone would leave open what was wrong. */
const rules: Readonly<Record<string, string>> = {
  [sizePattern]: 'A whole number and B, KB, MB or GB, without a space between them: 20MB. ',
  [durationPattern]: 'A whole number and ms, s, m, h or d, without a space between them: 15m. ',
}

const formOf = (pattern: string): string => forms[pattern] ?? `It must match ${pattern}.`

const isSecret = (schema: Schema): boolean =>
  [schema, ...(schema.anyOf ?? [])].some((one) => one.properties?.['secret'] !== undefined)

function expectationOf({ keyword, params, message }: ErrorObject, schema: Schema): string {
  if (keyword === 'type') return `must be ${kinds[String(params['type'])] ?? String(params['type'])}`
  if (keyword === 'enum' || keyword === 'const' || keyword === 'anyOf') {
    const values = allowed(schema)
    if (values.length > 0) return `must be one of ${values.join(', ')}`
    return 'has the wrong form'
  }
  if (keyword === 'pattern') return 'has the wrong form'
  const { limit } = params as { readonly limit?: unknown }
  const bound = bounds[keyword]
  return bound === undefined ? (message ?? 'is not valid') : bound(String(limit))
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  object: 'keys and values',
  array: 'a list',
  null: 'left empty',
}
const bounds: Readonly<Record<string, (limit: string) => string>> = {
  minimum: (limit) => `must be at least ${limit}`,
  maximum: (limit) => `must be at most ${limit}`,
  minLength: () => 'must not be empty',
  maxLength: (limit) => `must have at most ${limit} characters`,
  minItems: () => 'must not be empty',
  minProperties: () => 'must not be empty',
}

function meaningOf(schema: Schema, data: unknown): string {
  const values = allowed(schema)
  const meant = typeof data === 'string' ? near(data, values) : undefined
  const suggestion = meant === undefined ? '' : `Did you mean "${meant}"? `
  const described = schema.description ?? schema.anyOf?.map(({ description }) => description).find(Boolean)
  return `${suggestion}${described ?? 'docs/spec.md explains every key.'}`
}

const allowed = (schema: Schema): readonly string[] =>
  [schema, ...(schema.anyOf ?? [])].flatMap((one) => [
    ...(one.enum ?? []).map(String),
    ...('const' in one ? [String((one as { const: unknown }).const)] : []),
  ])

/** The value as the spec has it, cut short: an error is no place for a page. */
function shown(value: unknown): string {
  const text = JSON.stringify(value, (key, member) => (key === 'secret' ? '***' : member)) ?? 'nothing'
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}

/** The way of a JSON pointer through a value: the members of a list by number. */
function stepsOf(pointer: string, value: unknown): Path {
  let found = value
  return pointer
    .split('/')
    .slice(1)
    .map((one) => {
      const step = one.replaceAll('~1', '/').replaceAll('~0', '~')
      const isList = Array.isArray(found)
      found = (found as Record<string, unknown> | undefined)?.[step]
      return isList ? Number(step) : step
    })
}

/** As people would say it: places in a list are left out, since the position says which is meant. */
function nameOf(path: Path): string {
  const keys = path.filter((step) => typeof step === 'string')
  return keys.length === 0 ? 'The file' : keys.join('.')
}
