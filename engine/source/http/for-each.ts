import { Type } from 'typebox'
import type { Path, Site } from '../../component.ts'
import { oneOf } from '../../errors/entry.ts'
import { feedError } from '../../errors/feed-error.ts'
import { near } from '../../flow/near.ts'
import type { Known, Scope, Value, Values } from './template.ts'

const Element = Type.Union([
  Type.String({ minLength: 1 }),
  Type.Number(),
  Type.Record(Type.String({ pattern: '^[A-Za-z_][A-Za-z0-9_]*$' }), Type.String({ minLength: 1 }), {
    minProperties: 1,
  }),
])
export const ForEachOptions = Type.Object(
  {
    name: Type.String({
      pattern: '^[a-z][a-z0-9_]*$',
      description: 'What an element is called: {county}, or {county.fips} where it has fields.',
    }),
    list: Type.Optional(
      Type.Array(Element, {
        minItems: 1,
        description:
          'The elements, written out: texts, or objects of texts whose first field names the item.',
      }),
    ),
    lookup: Type.Optional(
      Type.String({
        description:
          'A lookup of the spec: the fields of an element are key and value, or key and the columns of a lookup without value.',
      }),
    ),
    carried: Type.Optional(Type.String({ description: 'A list that an earlier request carries.' })),
    at_once: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 8, description: 'So many requests at one time. Default: 2.' }),
    ),
    may_fail: Type.Optional(
      Type.String({
        pattern: '^(100|[1-9]?[0-9])%$',
        description:
          'So many of the items may fail, and at least one unless it is 0%: their last good figures stay. More, and the poll fails. Default: 20%.',
      }),
    ),
    at_most: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 2_000, description: 'More elements are an error. Default: 500.' }),
    ),
  },
  {
    additionalProperties: false,
    description: 'Made once for each element: each brings a payload of its own.',
  },
)
/** An element of a list that an answer gives, and what holds with it where that was asked for each of something. */
export interface Listed {
  readonly value: Value
  readonly outer?: { readonly item: string; readonly values: Values; readonly isOnly: boolean } | undefined
}
type Field = Readonly<Record<string, string>>
export interface ForEachGiven {
  readonly name: string
  readonly list?: readonly (string | number | Field)[]
  readonly lookup?: string
  readonly carried?: string
  readonly at_once?: number
  readonly may_fail?: string
  readonly at_most?: number
}

/** One element, and the name of the item that it brings. */
export interface Element {
  readonly item: string
  readonly value: Value
  /** Of what it was carried for. */
  readonly outer: Values
}
/** What a request is made for each of. */
export interface ForEach {
  readonly name: string
  readonly known: Known
  /** Names of elements that it lies in, where its list was asked for each of them. */
  readonly outer: Scope
  /** The lookup that it asks. */
  readonly lookup: string | undefined
  /** The list that is carried to it. */
  readonly carried: readonly string[]
  readonly atOnce: number
  /** How many of so many may fail. */
  allowed(items: number): number
  /** The elements, in order; SOURCE_ITEMS_UNUSABLE. */
  elements(lists: ReadonlyMap<string, readonly Listed[]>): readonly Element[]
}

/** `lists`: those that are carried to this request. Undefined: a problem was reported. */
export function forEachAt(
  given: ForEachGiven,
  request: string,
  { scope, lists }: { readonly scope: Scope; readonly lists: ReadonlySet<string> },
  site: Site,
  path: Path,
): ForEach | undefined {
  const unclear = (problem: string, advice: string, inner: Path = []): undefined => {
    const at = site.position([...path, ...inner])
    site.report(feedError('SOURCE_REQUEST_UNCLEAR', { problem, advice }, { at }))
  }
  const { name, list, lookup, carried } = given
  if ([list, lookup, carried].filter((one) => one !== undefined).length !== 1)
    return unclear(
      'It is not clear what the request is made for each of',
      'Give one of list, lookup and carried',
    )
  if (scope.has(name)) return unclear(`"${name}" is carried already`, 'Choose another name', ['name'])
  if (carried !== undefined && !lists.has(carried)) {
    const known = [...lists]
    const meant = near(carried, known)
    const advice = `${meant === undefined ? '' : `Did you mean "${meant}"? `}${oneOf(known)}`.replace(
      /\.$/,
      '',
    )
    return unclear(`No request before it carries a list called "${carried}"`, advice, ['carried'])
  }
  const entries = lookup === undefined ? undefined : site.declared?.lookups[lookup]
  if (lookup !== undefined && entries === undefined) {
    const known = Object.keys(site.declared?.lookups ?? {})
    const details = { what: 'lookup', name: lookup, near: near(lookup, known), known }
    site.report(feedError('SPEC_NOT_FOUND', details, { at: site.position([...path, 'lookup']) }))
    return undefined
  }
  const share = Number((given.may_fail ?? '20%').slice(0, -1)) / 100
  const most = given.at_most ?? 500
  const values = (from: ReadonlyMap<string, readonly Listed[]>): readonly Listed[] => {
    if (list !== undefined) return list.map((one) => ({ value: typeof one === 'number' ? String(one) : one }))
    if (entries !== undefined)
      return Object.entries(entries).map(([key, value]) => ({
        // The first field names the item.
        value: typeof value === 'string' ? { key, value } : Object.assign({ key }, value, { key }),
      }))
    return from.get(carried ?? '') ?? []
  }
  const listed = carried === undefined ? undefined : scope.get(carried)
  const fields = fieldsOf(list, entries)
  const forEach: ForEach = {
    name,
    known: listed?.element ?? { kind: 'text', ...(fields !== undefined && { fields }) },
    outer: listed?.outer ?? new Map(),
    lookup,
    carried: carried === undefined ? [] : [carried],
    atOnce: given.at_once ?? 2,
    allowed: (items) => (share === 0 ? 0 : Math.max(1, Math.floor(items * share))),
    elements: (from) => elementsOf(values(from), request, carried ?? lookup ?? 'list', most),
  }
  if (list !== undefined) reportUnusable(forEach, site, path)
  return forEach
}

type Entries = NonNullable<Site['declared']>['lookups'][string]

/** What fields an element has: null where that is not known before the list is there. */
function fieldsOf(
  list: ForEachGiven['list'],
  entries: Entries | undefined,
): readonly string[] | null | undefined {
  if (entries !== undefined) {
    const [first = ''] = Object.values(entries)
    return typeof first === 'string' ? ['key', 'value'] : ['key', ...Object.keys(first)]
  }
  if (list === undefined) return null
  const objects = list.filter((one) => typeof one === 'object')
  if (objects.length === 0) return undefined
  const [first] = objects
  return Object.keys(first ?? {}).filter((field) => objects.every((one) => Object.hasOwn(one, field)))
}

function reportUnusable(forEach: ForEach, site: Site, path: Path): void {
  try {
    forEach.elements(new Map())
  } catch (error) {
    const { message } = error as Error
    const problem = message.replace(/\.$/, '')
    const at = site.position([...path, 'list'])
    site.report(feedError('SOURCE_REQUEST_UNCLEAR', { problem, advice: 'Correct the list' }, { at }))
  }
}

function elementsOf(
  values: readonly Listed[],
  request: string,
  from: string,
  most: number,
): readonly Element[] {
  const unusable = (problem: string, advice: string): Error =>
    feedError('SOURCE_ITEMS_UNUSABLE', { request, problem, advice })
  if (values.length === 0)
    throw unusable(
      `"${from}" is empty`,
      'Look at the answer that it comes from: its layout may have changed, or it may be a page that says so',
    )
  if (values.length > most) {
    const advice = 'Look at the list. If it is right, raise at_most under for_each'
    throw unusable(`"${from}" has ${values.length} elements, and at most ${most} are allowed`, advice)
  }
  const seen = new Set<string>()
  return values.map(({ value, outer }) => {
    const own = typeof value === 'object' ? (Object.values(value)[0] ?? '') : String(value)
    const item = outer === undefined ? own : outer.isOnly ? outer.item : `${outer.item}/${own}`
    if (own === '' || item.length > 200)
      throw unusable(`"${from}" has an element without a usable name`, 'Look at the list')
    if (seen.has(item))
      throw unusable(
        `"${from}" has "${item}" twice`,
        'Give each element a first field of its own: where it is carried, by a group of match or in its JMESPath',
      )
    seen.add(item)
    return { item, value, outer: outer?.values ?? new Map<string, Value>() }
  })
}
