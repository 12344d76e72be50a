import { type Path, type Site } from '../../component.ts'
import { oneOf } from '../../errors/entry.ts'
import { feedError } from '../../errors/feed-error.ts'
import { near } from '../../flow/near.ts'

/** A text or, of an element with several fields, one of them. */
export interface Placeholder {
  readonly name: string
  readonly field: string | undefined
}
/** Literal texts and the places between them. */
export type Template = readonly (string | Placeholder)[]

/** What a placeholder may stand for, at one place of a spec. */
export interface Known {
  /** `url`: a whole address. `fields`: one with these fields, of which one must be named; null: not known before it comes. */
  readonly kind: 'text' | 'number' | 'url' | 'list'
  readonly fields?: readonly string[] | null
  /** Its field `url` is a whole address. */
  readonly hasUrl?: boolean
  /** Of a list: what one of it is. */
  readonly element?: Known
  /** Of a list that a request for each element has brought: what holds with each of its own. */
  readonly outer?: Scope
}
export type Scope = ReadonlyMap<string, Known>

/** The values of one request. */
export type Values = ReadonlyMap<string, Value>
export type Value = string | number | Readonly<Record<string, string>>

const placeholder = /\{([a-z][a-z0-9_]*)(?:\.([A-Za-z_][A-Za-z0-9_]*))?\}/g

/**
 * `https://example.gov/{version}/results.json`. Parameters of a profile are filled in at once: they are words of the spec
 * itself. Every other name must be in scope; what is not is reported at its character. `strict`: no other braces.
 */
export function templateAt(
  text: string,
  scope: Scope,
  site: Site,
  path: Path,
  { strict = false }: { readonly strict?: boolean } = {},
): Template {
  const parts: (string | Placeholder)[] = []
  let end = 0
  const literal = (piece: string, offset: number): void => {
    if (piece === '') return
    const brace = strict ? piece.search(/[{}]/) : -1
    if (brace !== -1) {
      const problem = 'a brace stands for a value, like {version}'
      report(
        text,
        problem,
        'Write %7B and %7D where an address has braces of its own',
        site,
        path,
        offset + brace,
      )
    }
    parts.push(piece)
  }
  for (const found of text.matchAll(placeholder)) {
    const [whole, name = '', field] = found
    literal(text.slice(end, found.index), end)
    end = found.index + whole.length
    const parameter = site.declared?.parameters[name]
    if (parameter !== undefined && field === undefined && !scope.has(name)) parts.push(String(parameter))
    else if (isKnown(text, name, field, scope, site, path, found.index)) parts.push({ name, field })
  }
  literal(text.slice(end), end)
  return joined(parts)
}

function isKnown(
  text: string,
  name: string,
  field: string | undefined,
  scope: Scope,
  site: Site,
  path: Path,
  offset: number,
): boolean {
  const known = scope.get(name)
  const fail = (problem: string, advice: string): false => report(text, problem, advice, site, path, offset)
  if (known === undefined) {
    const names = [...scope.keys(), ...Object.keys(site.declared?.parameters ?? {})]
    const meant = near(name, names)
    const guess = meant === undefined ? '' : `Did you mean "${meant}"? `
    return fail(
      `nothing before it gives a value called "${name}"`,
      `${guess}${oneOf(names)}`.replace(/\.$/, ''),
    )
  }
  if (known.kind === 'list')
    return fail(
      `"${name}" is a list`,
      `Make a request for each of it: for_each: { name: one, carried: ${name} }`,
    )
  const { fields } = known
  if (fields === undefined && field !== undefined)
    return fail(`"${name}" is one text and has no fields`, `Write {${name}}`)
  if (fields === undefined || fields === null) return true
  if (field === undefined)
    return fail(
      `"${name}" has several fields`,
      `Write one of ${fields.map((one) => `{${name}.${one}}`).join(', ')}`,
    )
  if (fields.includes(field)) return true
  const guess = near(field, fields)
  const advice = `${guess === undefined ? '' : `Did you mean "${guess}"? `}${oneOf(fields)}`
  return fail(`"${name}" has no field "${field}"`, advice.replace(/\.$/, ''))
}

function report(
  text: string,
  problem: string,
  advice: string,
  site: Site,
  path: Path,
  offset: number,
): false {
  const at = site.position(path, offset)
  site.report(feedError('SOURCE_PLACEHOLDER', { text, problem, advice }, { at }))
  return false
}

/** Neighbouring literals as one. */
function joined(parts: Template): Template {
  const out: (string | Placeholder)[] = []
  for (const part of parts) {
    const last = out.at(-1)
    if (typeof part === 'string' && typeof last === 'string') out[out.length - 1] = last + part
    else out.push(part)
  }
  return out
}

/** Does it stand for a whole address? */
export function isAddress({ name, field }: Placeholder, scope: Scope): boolean {
  const known = scope.get(name)
  return known?.kind === 'url' || (known?.hasUrl === true && field === 'url')
}

/** The names that a template asks for. */
export const namesIn = (template: Template): readonly string[] =>
  template.flatMap((part) => (typeof part === 'string' ? [] : [part.name]))

/** The text of a placeholder. Undefined: there is no such value yet (the cursor of a first page). */
export function valueOf({ name, field }: Placeholder, values: Values): string | undefined {
  const value = values.get(name)
  if (value === undefined || typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  return field !== undefined && Object.hasOwn(value, field) ? value[field] : undefined
}
