import type { Path, Site } from '../../component.ts'
import { feedError } from '../../errors/feed-error.ts'
import type { Regex } from '../../flow/regex.ts'
import type { Json } from '../../model/json.ts'
import type { Answer } from './answer.ts'
import { carriedUrl } from './carried-url.ts'
import type { CarryGiven } from './carry-options.ts'
import { extractorAt } from './extract.ts'
import { patternAt } from './pattern.ts'
import type { Known, Value } from './template.ts'

/** A value that is carried from an answer to later requests. */
export interface Carry {
  readonly name: string
  readonly known: Known
  readonly isList: boolean
  readonly inHeaders: boolean
  /** SOURCE_VALUE_MISSING, SOURCE_VALUE_REFUSED. */
  take(answer: Answer): Value | readonly Value[]
}

const usual = '[A-Za-z0-9_.~-]{1,200}'
/** No value is longer, even in a body: pages keep what they know of themselves in hidden fields. */
const longest = 200_000
/** Names with numbers in them: 945 before 2230. */
const byName = new Intl.Collator('en-US', { numeric: true })

/** Undefined: a problem was reported. */
export function carryAt(
  name: string,
  given: CarryGiven,
  allowPrivate: boolean,
  site: Site,
  path: Path,
): Carry | undefined {
  const extractor = extractorAt(given, site, path)
  const isUrl = given.url === true
  const isList = given.list === true
  const source = given.match ?? (given.text === undefined && !isUrl ? usual : undefined)
  const pattern = source === undefined ? undefined : patternAt(`^(?:${source})$`, site, [...path, 'match'])
  reportUnclear(given, pattern, site, path)
  if (extractor === undefined || (source !== undefined && pattern === undefined)) return undefined

  const refuse = (text: string, problem: string, { origin }: Answer): Error => {
    const details = { origin, name, seen: shown(text), problem }
    return feedError('SOURCE_VALUE_REFUSED', details, { place: extractor.where })
  }
  const textIn = (value: Json | undefined, answer: Answer): string => {
    const text = scalar(value)
    if (value === undefined || value === null) throw missing(name, extractor.where, answer)
    if (text === undefined)
      throw refuse(JSON.stringify(value), 'only a text or a whole number can be carried', answer)
    if (text.length > longest) throw refuse(text, `it has more than ${longest} characters`, answer)
    if (/\p{Cc}/u.test(text) || !text.isWellFormed())
      throw refuse(text, 'there is a character in it that no text has', answer)
    return text
  }
  const address = (text: string, answer: Answer): string =>
    carriedUrl(text, { name, answer, hosts: given.hosts ?? [], allowPrivate }).href
  /** The groups of `match`, where it has some. */
  const matched = (text: string, answer: Answer): Readonly<Record<string, string>> => {
    const found = pattern?.match(text)
    if (pattern !== undefined && found === undefined)
      throw refuse(text, `it does not match ${source}`, answer)
    return found?.groups ?? {}
  }
  const one = (value: Json | undefined, answer: Answer): string => {
    const text = textIn(value, answer)
    const part = matched(text, answer)['value'] ?? text
    return isUrl ? address(part, answer) : part
  }
  const fields = pattern?.groups.filter((group) => group !== 'value') ?? []
  const element = (value: Json | undefined, answer: Answer): Value => {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      const entries = Object.entries(value).map(([field, inner]) => [
        field,
        isUrl && field === 'url'
          ? address(textIn(inner, answer), answer)
          : checked(textIn(inner, answer), answer),
      ])
      if (isUrl && !Object.hasOwn(value, 'url')) throw missing(`${name}.url`, extractor.where, answer)
      return Object.fromEntries(entries) as Value
    }
    const text = textIn(value, answer)
    const groups = matched(text, answer)
    const part = groups['value'] ?? text
    const named = fields.map((field) => [field, groups[field] ?? ''] as const)
    if (!isUrl) return fields.length === 0 ? part : Object.fromEntries(named)
    const href = address(part, answer)
    return Object.fromEntries([
      ...(fields.length === 0 ? [['name', lastPart(href)] as const] : named),
      ['url', href],
    ])
  }
  const checked = (text: string, answer: Answer): string => {
    matched(text, answer)
    return text
  }
  return {
    name,
    known: knownOf(given, fields),
    isList,
    inHeaders: extractor.inHeaders,
    take(answer) {
      if (isList) {
        const all = extractor.findAll(answer)
        if (all === undefined) throw missing(name, `${extractor.where} (as a list)`, answer)
        return all.map((value) => element(value, answer))
      }
      if (given.pick === undefined) return one(extractor.find(answer), answer)
      const all = (extractor.findAll(answer) ?? []).map((value) => textIn(value, answer))
      return one(picked(all, given.pick), answer)
    },
  }
}

function knownOf({ list, url, json }: CarryGiven, fields: readonly string[]): Known {
  if (list !== true) return { kind: url === true ? 'url' : 'text' }
  const names = url === true ? [...(fields.length === 0 ? ['name'] : fields), 'url'] : fields
  const known = json !== undefined && fields.length === 0 ? null : names.length === 0 ? undefined : names
  return {
    kind: 'list',
    element: {
      kind: 'text',
      ...(known !== undefined && { fields: known }),
      ...(url === true && { hasUrl: true }),
    },
  }
}

function reportUnclear(given: CarryGiven, pattern: Regex | undefined, site: Site, path: Path): void {
  const unclear = (problem: string, advice: string): void => {
    site.report(feedError('SOURCE_REQUEST_UNCLEAR', { problem, advice }, { at: site.position(path) }))
  }
  if (given.header !== undefined && (given.list === true || given.pick !== undefined))
    unclear('A header is one value', 'Leave out list and pick')
  if (given.list === true && given.pick !== undefined)
    unclear('A list has all of them', 'Leave out list or pick')
  if (given.hosts !== undefined && given.url !== true)
    unclear('Only an address has hosts', 'Say url: true too')
  const groups = given.match === undefined ? [] : (pattern?.groups ?? [])
  if (given.list !== true && groups.some((group) => group !== 'value'))
    unclear('One value has no fields', 'Call the group of match "value", or say list: true')
  if (given.url === true && groups.includes('url'))
    unclear('The address itself is the field url', 'Give the group of match another name')
}

function picked(all: readonly string[], pick: 'first' | 'last' | 'greatest'): string | undefined {
  if (pick === 'first') return all[0]
  if (pick === 'last') return all.at(-1)
  return all.toSorted((one, other) => byName.compare(one, other)).at(-1)
}

/** The file that an address leads to, without what stands behind it. */
function lastPart(href: string): string {
  const part = new URL(href).pathname.split('/').findLast((one) => one !== '') ?? ''
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

function scalar(value: Json | undefined): string | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : undefined
}

const missing = (name: string, where: string, { origin }: Answer): Error =>
  feedError('SOURCE_VALUE_MISSING', { origin, name, where }, { place: where })

const shown = (text: string): string => JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text)
