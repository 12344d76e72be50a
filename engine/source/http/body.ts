import { Type } from 'typebox'
import type { Path, Site } from '../../component.ts'
import { feedError } from '../../errors/feed-error.ts'
import { isConfidentialName } from '../../flow/confidential.ts'
import type { Json, JsonObject } from '../../model/json.ts'
import { SecretReference } from '../secret-reference.ts'
import { namesIn, type Scope, type Template, templateAt, type Values, valueOf } from './template.ts'

const Texts = Type.Record(
  Type.String(),
  Type.Union([Type.String({ description: 'A text, which may hold values.' }), SecretReference]),
)
/** What a request sends: exactly one of these. */
export const BodyOptions = Type.Object(
  {
    json: Type.Optional(
      Type.Unknown({
        description:
          'As JSON; a text in it may hold values, and a secret stands by its name: { election: "{election}", key: { secret: vendor-key } }.',
      }),
    ),
    form: Type.Optional({
      ...Texts,
      description: 'As a form: the value of each field by its name; a secret by its own.',
    }),
    text: Type.Optional(
      Type.String({ minLength: 1, description: 'As it is. Say in headers which Content-Type it has.' }),
    ),
    graphql: Type.Optional(
      Type.Object(
        {
          query: Type.String({ minLength: 1, description: 'The query, without values in it.' }),
          variables: Type.Optional(
            Type.Record(Type.String(), Type.Unknown(), {
              description: 'Its variables; a text in them may hold values.',
            }),
          ),
        },
        {
          additionalProperties: false,
          description: 'A query of GraphQL: an answer that lists errors is one.',
        },
      ),
    ),
  },
  { additionalProperties: false, minProperties: 1, description: 'What is sent with POST or PUT.' },
)
export interface BodyGiven {
  readonly json?: unknown
  readonly form?: Readonly<Record<string, string | { readonly secret: string }>>
  readonly text?: string
  readonly graphql?: { readonly query: string; readonly variables?: Readonly<Record<string, unknown>> }
}

/** A body of a spec, with places for values. */
export interface Body {
  readonly contentType: string
  readonly isGraphql: boolean
  readonly names: readonly string[]
  /** The secrets in it, by name. */
  readonly secrets: readonly string[]
  /** `secrets`: the values of those. */
  fill(values: Values, secrets: ReadonlyMap<string, string>): string
}

/** What a request is to send. Undefined: a problem was reported. */
export function bodyAt(given: BodyGiven, scope: Scope, site: Site, path: Path): Body | undefined {
  const kinds = (['json', 'form', 'text', 'graphql'] as const).filter((kind) => given[kind] !== undefined)
  if (kinds.length !== 1) {
    const problem = `${kinds.join(' and ')} say what to send`
    const advice = 'Give one of json, form, text and graphql'
    site.report(feedError('SOURCE_REQUEST_UNCLEAR', { problem, advice }, { at: site.position(path) }))
    return undefined
  }
  const { json, form, text, graphql } = given
  if (text !== undefined) {
    const template = templateAt(text, scope, site, [...path, 'text'])
    const fill = (values: Values): string => template.map((part) => plain(part, values)).join('')
    return {
      contentType: 'text/plain; charset=utf-8',
      isGraphql: false,
      names: namesIn(template),
      secrets: [],
      fill,
    }
  }
  if (form !== undefined) {
    reportSecrets(form, [...path, 'form'], site)
    const fields = Object.entries(form).map(
      ([name, value]) => [name, treeAt(value, scope, site, [...path, 'form', name])] as const,
    )
    return {
      contentType: 'application/x-www-form-urlencoded',
      isGraphql: false,
      names: fields.flatMap(([, { names }]) => names),
      secrets: fields.flatMap(([, { secrets }]) => secrets),
      fill: (values, secrets) =>
        new URLSearchParams(
          fields.flatMap(([name, field]) => {
            const value = field.fill(values, secrets)
            return value === undefined ? [] : [[name, `${value as string | number}`] as [string, string]]
          }),
        ).toString(),
    }
  }
  if (graphql !== undefined) {
    const variables = treeAt(graphql.variables ?? {}, scope, site, [...path, 'graphql', 'variables'])
    return {
      contentType: 'application/json',
      isGraphql: true,
      names: variables.names,
      secrets: variables.secrets,
      fill: (values, secrets) =>
        JSON.stringify({ query: graphql.query, variables: variables.fill(values, secrets) ?? {} }),
    }
  }
  const tree = treeAt(json, scope, site, [...path, 'json'])
  return {
    contentType: 'application/json',
    isGraphql: false,
    names: tree.names,
    secrets: tree.secrets,
    fill: (values, secrets) => JSON.stringify(tree.fill(values, secrets) ?? null),
  }
}

interface Tree {
  readonly names: readonly string[]
  readonly secrets: readonly string[]
  fill(values: Values, secrets: ReadonlyMap<string, string>): Json | undefined
}

/** A tree whose texts are templates. A member whose value is not there yet is left out. */
function treeAt(value: unknown, scope: Scope, site: Site, path: Path): Tree {
  if (typeof value === 'string') {
    const template = templateAt(value, scope, site, path)
    return { names: namesIn(template), secrets: [], fill: (values) => textOf(template, values) }
  }
  if (Array.isArray(value)) {
    const items = value.map((one, index) => treeAt(one, scope, site, [...path, index]))
    return {
      names: items.flatMap(({ names }) => names),
      secrets: items.flatMap(({ secrets }) => secrets),
      fill: (values, secrets) =>
        items.flatMap((one) => {
          const filled = one.fill(values, secrets)
          return filled === undefined ? [] : [filled]
        }),
    }
  }
  if (typeof value !== 'object' || value === null)
    return { names: [], secrets: [], fill: () => value as Json }
  if (isSecret(value)) {
    const { secret } = value
    return { names: [], secrets: [secret], fill: (_, secrets) => secrets.get(secret) }
  }
  reportSecrets(value, path, site)
  const members = Object.entries(value).map(
    ([name, one]) => [name, treeAt(one, scope, site, [...path, name])] as const,
  )
  return {
    names: members.flatMap(([, { names }]) => names),
    secrets: members.flatMap(([, { secrets }]) => secrets),
    fill: (values, secrets): JsonObject =>
      Object.fromEntries(
        members.flatMap(([name, one]) => {
          const filled = one.fill(values, secrets)
          return filled === undefined ? [] : [[name, filled]]
        }),
      ),
  }
}

function isSecret(value: object): value is { readonly secret: string } {
  const [[name, secret] = [], ...others] = Object.entries(value) as [string, unknown][]
  return name === 'secret' && typeof secret === 'string' && others.length === 0
}

/** A template that is nothing but one number stays a number. Undefined: a value is not there yet. */
function textOf(template: Template, values: Values): string | number | undefined {
  const [first] = template
  if (template.length === 1 && typeof first === 'object') {
    const value = values.get(first.name)
    return typeof value === 'number' ? value : valueOf(first, values)
  }
  const parts = template.map((part) => (typeof part === 'string' ? part : valueOf(part, values)))
  return parts.some((part) => part === undefined) ? undefined : parts.join('')
}

/** Nobody knows the language of such a text: what could mean something in one is refused. */
function plain(part: Template[number], values: Values): string {
  if (typeof part === 'string') return part
  const value = valueOf(part, values) ?? ''
  if (!/[\p{Cc}<>&"'`\\{}]/u.test(value)) return value
  throw feedError('SOURCE_VALUE_REFUSED', {
    origin: 'a text to send',
    name: part.name,
    seen: JSON.stringify(value.slice(0, 80)),
    problem: 'a sign of it could mean something else there',
  })
}

function reportSecrets(value: object, path: Path, site: Site): void {
  for (const [header, text] of Object.entries(value)) {
    if (!isConfidentialName(header) || typeof text !== 'string' || /^\{\w+\}$/.test(text)) continue
    const problem = 'it looks like a secret, and its value stands in the spec'
    const advice = 'Change the secret now: it has been seen. Then name it: { secret: NAME }'
    site.report(
      feedError(
        'SOURCE_HEADER_REFUSED',
        { header, problem, advice },
        { at: site.position([...path, header]) },
      ),
    )
  }
}
