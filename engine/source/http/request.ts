import type { Path, Site } from '../../component.ts'
import { feedError } from '../../errors/feed-error.ts'
import type { HeaderOptions } from '../http-headers.ts'
import { type Address, addressAt } from './address.ts'
import { type Body, bodyAt } from './body.ts'
import { type Carry, carryAt } from './carry.ts'
import type { Method } from './exchange.ts'
import { type ForEach, forEachAt } from './for-each.ts'
import { type Pages, pagesAt } from './pages.ts'
import type { RequestGiven } from './request-options.ts'
import { type Known, namesIn, type Template, templateAt } from './template.ts'
import { type Wait, waitAt } from './wait.ts'

/** A request of a spec, checked: what it needs of others, and what it gives them. */
export interface Request {
  readonly name: string
  readonly method: Method
  readonly address: Address
  readonly headers: HeaderOptions
  /** Headers in clear that hold values. */
  readonly templates: ReadonlyMap<string, Template>
  readonly body: Body | undefined
  readonly isProbe: boolean
  /** By these values: unchanged, it is not made again. */
  readonly whenChanged: readonly string[]
  readonly carries: readonly Carry[]
  /** What later requests know of them: of a request for each element there are as many. */
  readonly gives: ReadonlyMap<string, Known>
  readonly forEach: ForEach | undefined
  readonly pages: Pages | undefined
  readonly wait: Wait | undefined
  /** The names of values in its address and its body: a payload keeps them. */
  readonly names: readonly string[]
}

/** What requests before have given. */
export interface Before {
  readonly known: ReadonlyMap<string, Known>
  readonly lists: ReadonlySet<string>
}

/** The values that a payload of this request keeps, for its mapping. */
export const keptNames = ({ names, forEach, pages }: Request): readonly string[] =>
  names.filter(
    (name) =>
      name !== forEach?.name &&
      forEach?.outer.has(name) !== true &&
      pages?.names.has(name as 'page') !== true,
  )

/** All problems are reported; what is returned then is never made. */
export function requestAt(
  name: string,
  given: RequestGiven,
  headers: HeaderOptions,
  before: Before,
  allowPrivate: boolean,
  site: Site,
  path: Path,
): Request {
  const unclear = (problem: string, advice: string, inner: Path = []): void => {
    const at = site.position([...path, ...inner])
    site.report(feedError('SOURCE_REQUEST_UNCLEAR', { problem, advice }, { at }))
  }
  const scope = new Map(before.known)
  const forEach =
    given.for_each &&
    forEachAt(given.for_each, name, { scope, lists: before.lists }, site, [...path, 'for_each'])
  for (const [outer, known] of forEach?.outer ?? []) scope.set(outer, known)
  if (forEach) scope.set(forEach.name, forEach.known)
  const pages = given.pages && pagesAt(given.pages, scope, site, [...path, 'pages'])
  for (const [placeholder, known] of pages?.names ?? []) scope.set(placeholder, known)
  const body = given.body && bodyAt(given.body, scope, site, [...path, 'body'])
  const method = given.method ?? (given.body === undefined ? 'GET' : 'POST')
  if (given.body !== undefined && method === 'GET')
    unclear('A GET sends no body', 'Set method: POST, or leave out body', ['method'])
  const address = addressAt(given.url, scope, allowPrivate, site, [...path, 'url'])
  if (address.home === undefined && (body?.secrets ?? []).length > 0)
    unclear('A secret is sent to no address that an answer gives', 'Write the address out', ['body'])
  const templates = headerTemplates(given.headers ?? {}, scope, site, [...path, 'headers'])
  const carries = Object.entries(given.carry ?? {}).flatMap(([value, one]) => {
    const inner = ['carry', value]
    if (scope.has(value)) unclear(`"${value}" is carried already`, 'Choose another name', inner)
    return carryAt(value, one, allowPrivate, site, [...path, ...inner]) ?? []
  })
  if (given.pages !== undefined && carries.some(({ isList }) => !isList)) {
    const advice = 'Carry a list, or let a request of its own, with probe: true, bring what is carried'
    unclear('What many pages give can not be carried as one value', advice, ['carry'])
  }
  if (given.pages !== undefined && given.for_each !== undefined && given.carry !== undefined) {
    const advice = 'Leave out pages or for_each, or make two requests of it'
    unclear('Pages of each element carry nothing', advice, ['carry'])
  }
  if (given.wait !== undefined && given.pages !== undefined)
    unclear('What is waited for has no pages', 'Wait in a request before, and page in this one', ['wait'])
  if (
    given.probe === true &&
    given.carry === undefined &&
    given.method === undefined &&
    given.wait === undefined
  )
    unclear('A probe that carries nothing is of no use', 'Give carry, or leave out probe', ['probe'])
  const whenChanged = given.when_changed ?? []
  for (const [index, value] of whenChanged.entries()) {
    if (scope.has(value) && !before.lists.has(value)) continue
    unclear(`Nothing before it carries "${value}"`, 'Name values that requests before it carry', [
      'when_changed',
      index,
    ])
  }
  if (pages !== undefined && whenChanged.length > 0) {
    const advice = 'Leave out when_changed'
    unclear('Pages are always asked for: how many there are is known when they are read', advice, [
      'when_changed',
    ])
  }
  const names = [...address.names, ...(body?.names ?? [])]
  for (const placeholder of pages?.names.keys() ?? []) {
    if ([...names, ...[...templates.values()].flatMap(namesIn)].includes(placeholder)) continue
    unclear(
      `Every page would be the same: nothing holds {${placeholder}}`,
      `Write {${placeholder}} into url or body`,
      ['pages'],
    )
  }
  if (
    forEach !== undefined &&
    ![...names, ...[...templates.values()].flatMap(namesIn)].includes(forEach.name)
  ) {
    unclear(
      `Every item would be the same: nothing holds {${forEach.name}}`,
      `Write {${forEach.name}} into url or body`,
      ['for_each'],
    )
  }
  return {
    name,
    method,
    address,
    headers,
    templates,
    body,
    isProbe: given.probe ?? false,
    whenChanged,
    carries,
    gives: new Map(carries.map((carry) => [carry.name, givenBy(carry, forEach)])),
    forEach,
    pages,
    wait: given.wait && waitAt(given.wait, site, [...path, 'wait']),
    names,
  }
}

/** Asked for each element, one value is as many, and each list begins anew with each. */
function givenBy({ known }: Carry, forEach: ForEach | undefined): Known {
  if (forEach === undefined) return known
  const outer = new Map([...forEach.outer, [forEach.name, forEach.known] as const])
  return known.kind === 'list' ? { ...known, outer } : { kind: 'list', element: known, outer }
}

function headerTemplates(
  headers: HeaderOptions,
  scope: ReadonlyMap<string, Known>,
  site: Site,
  path: Path,
): ReadonlyMap<string, Template> {
  return new Map(
    Object.entries(headers).flatMap(([header, text]) => {
      if (typeof text !== 'string' || !text.includes('{')) return []
      return [[header.toLowerCase(), templateAt(text, scope, site, [...path, header])] as const]
    }),
  )
}
