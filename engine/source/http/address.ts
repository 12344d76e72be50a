import type { Path, Site } from '../../component.ts'
import { feedError } from '../../errors/feed-error.ts'
import { checkedUrl } from '../http-url.ts'
import {
  isAddress,
  namesIn,
  type Scope,
  type Template,
  templateAt,
  type Values,
  valueOf,
} from './template.ts'

/** An address of a spec, with places for values. */
export interface Address {
  /** The host that the spec names. Undefined: the whole address is carried from an answer. */
  readonly home: URL | undefined
  readonly names: readonly string[]
  /** The address with these values; SOURCE_VALUE_REFUSED where one would lead elsewhere. */
  fill(values: Values, request: string): URL
}

/** Of one value in it, in characters. */
const longest = 2_000
/** Stands where a value is not there yet. No address has it. */
const absent = '\u0000'

/**
 * Scheme, host and port are the spec's own, always: a value is a piece of the path or of the query, and is written so
 * that it can be nothing else. Only a value that is declared as an address may be the whole of it.
 */
export function addressAt(
  text: string,
  scope: Scope,
  allowPrivate: boolean,
  site: Site,
  path: Path,
): Address {
  const template = templateAt(text, scope, site, path, { strict: true })
  const names = namesIn(template)
  const [first = ''] = template
  if (template.length === 1 && typeof first !== 'string' && isAddress(first, scope))
    return { home: undefined, names, fill: (values) => new URL(valueOf(first, values) ?? '') }
  if (names.length === 0) {
    const url = checkedUrl(
      template.map((part) => (typeof part === 'string' ? part : '')).join(''),
      allowPrivate,
      site,
      path,
    )
    return { home: URL.parse(url) ?? undefined, names, fill: () => new URL(url) }
  }
  checkPlaces(text, template, scope, site, path)
  const sample = template.map((part) => (typeof part === 'string' ? part : 'x')).join('')
  const home = URL.parse(checkedUrl(sample, allowPrivate, site, path)) ?? undefined
  return { home, names, fill: (values, request) => filled(template, values, request) }
}

function checkPlaces(text: string, template: Template, scope: Scope, site: Site, path: Path): void {
  const report = (problem: string, advice: string): void => {
    site.report(feedError('SOURCE_PLACEHOLDER', { text, problem, advice }, { at: site.position(path) }))
  }
  const [first] = template
  if (typeof first !== 'string' || !/^https?:\/\/[^/?#]+[/?#]/i.test(first)) {
    const advice =
      'Write scheme and host out, https://example.gov/{version}, or carry the whole address as a url'
    report('a value may not say which host is asked', advice)
  }
  if (template.some((part) => typeof part === 'string' && part.includes('#')))
    report('what stands behind # is never sent', 'Leave it out')
  for (const part of template) {
    if (typeof part === 'string' || !isAddress(part, scope)) continue
    const written = part.field === undefined ? part.name : `${part.name}.${part.field}`
    report(`"${written}" is a whole address`, `Write url: "{${written}}"`)
  }
}

function filled(template: Template, values: Values, request: string): URL {
  const text = template
    .map((part) => {
      if (typeof part === 'string') return part
      const value = valueOf(part, values)
      if (value === undefined && values.has(part.name))
        throw refused(request, `{${part.name}}`, 'it has no such field, or has fields of which none is named')
      if (value !== undefined && value.length > longest)
        throw refused(request, value, 'no address can hold it')
      if (value === '' || value?.isWellFormed() === false)
        throw refused(request, value, 'that can not be a part of an address')
      return value === undefined ? absent : encodeURIComponent(value)
    })
    .join('')
  const [beforeQuery = '', query] = text.split(/\?(.*)/s)
  const elsewhere = beforeQuery.split('/').find((segment) => /^(\.|%2e){1,2}$/i.test(segment))
  if (elsewhere !== undefined)
    throw refused(request, elsewhere, 'as a part of a path it would lead elsewhere')
  const kept = query?.split('&').filter((parameter) => !parameter.includes(absent)) ?? []
  return new URL(`${beforeQuery.replaceAll(absent, '')}${kept.length > 0 ? `?${kept.join('&')}` : ''}`)
}

const refused = (request: string, value: string, problem: string): Error =>
  feedError('SOURCE_VALUE_REFUSED', {
    origin: `the request "${request}"`,
    name: 'url',
    seen: JSON.stringify(value.slice(0, 80)),
    problem,
  })
