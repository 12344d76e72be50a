import { Type } from 'typebox'
import type { Path, Site } from '../../component.ts'
import { feedError } from '../../errors/feed-error.ts'
import type { Json } from '../../model/json.ts'
import type { Answer } from './answer.ts'
import { carriedUrl } from './carried-url.ts'
import { type Extractor, extractorAt } from './extract.ts'
import { type ExtractGiven, ExtractKeys } from './extract-options.ts'
import { patternAt } from './pattern.ts'
import type { Known, Value } from './template.ts'

export const CarryOptions = Type.Object(
  {
    ...ExtractKeys,
    match: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 1_000,
        description:
          'Regular expression that the whole value must match. Default: up to 200 letters, digits, dots, hyphens, underscores and tildes (ASCII); with text, what that finds.',
      }),
    ),
    url: Type.Optional(
      Type.Boolean({
        description:
          'It is an address, whole or relative, of the same host; a later request may have url: "{name}".',
      }),
    ),
    hosts: Type.Optional(
      Type.Array(Type.String({ pattern: '^[A-Za-z0-9.-]+(:[0-9]+)?$' }), {
        minItems: 1,
        description:
          'With url: other hosts that it may lead to, each with its port unless that is the usual one.',
      }),
    ),
    list: Type.Optional(
      Type.Boolean({
        description:
          'It is a list of texts, or of objects of texts, that a later request is made for each of.',
      }),
    ),
  },
  { additionalProperties: false, description: 'One value of the answer, for later requests.' },
)
export interface CarryGiven extends ExtractGiven {
  readonly match?: string
  readonly url?: boolean
  readonly hosts?: readonly string[]
  readonly list?: boolean
}

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
/** No value is longer: addresses have to hold it. */
const longest = 2_000

/** Undefined: a problem was reported. */
export function carryAt(
  name: string,
  given: CarryGiven,
  allowPrivate: boolean,
  site: Site,
  path: Path,
): Carry | undefined {
  const extractor = extractorAt(given, site, path)
  const source = given.match ?? (given.text === undefined && given.url !== true ? usual : undefined)
  const pattern = source === undefined ? undefined : patternAt(`^(?:${source})$`, site, [...path, 'match'])
  const unclear = (problem: string, advice: string): void => {
    site.report(feedError('SOURCE_REQUEST_UNCLEAR', { problem, advice }, { at: site.position(path) }))
  }
  if (given.list === true && given.json === undefined)
    unclear('Only JSON has a list to carry', 'Give json, with a JMESPath that leads to the list')
  if (given.list === true && given.url === true) unclear('A list is no address', 'Leave out list or url')
  if (given.hosts !== undefined && given.url !== true)
    unclear('Only an address has hosts', 'Say url: true too')
  if (extractor === undefined || (source !== undefined && pattern === undefined)) return undefined

  const checked = (value: Json | undefined, answer: Answer): string => {
    const text = textIn(value, name, extractor, answer)
    const seen = shown(text)
    const refuse = (problem: string): Error =>
      feedError(
        'SOURCE_VALUE_REFUSED',
        { origin: answer.origin, name, seen, problem },
        { place: extractor.where },
      )
    if (text.length > longest) throw refuse(`has more than ${longest} characters`)
    if (/\p{Cc}/u.test(text) || !text.isWellFormed())
      throw refuse('there is a character in it that no text has')
    if (pattern?.test(text) === false) throw refuse(`it does not match ${source}`)
    if (given.url !== true) return text
    return carriedUrl(text, { name, answer, hosts: given.hosts ?? [], allowPrivate }).href
  }
  const isList = given.list === true
  return {
    name,
    known: { kind: isList ? 'list' : given.url === true ? 'url' : 'text' },
    isList,
    inHeaders: extractor.inHeaders,
    take(answer) {
      const found = extractor.find(answer)
      if (found === undefined || found === null) throw missing(name, extractor, answer)
      if (!isList) return checked(found, answer)
      if (!Array.isArray(found)) throw missing(name, { where: `${extractor.where} (as a list)` }, answer)
      return (found as readonly Json[]).map((one) => elementOf(one, (value) => checked(value, answer)))
    },
  }
}

function elementOf(one: Json, checked: (value: Json | undefined) => string): Value {
  if (typeof one !== 'object' || one === null || Array.isArray(one)) return checked(one)
  return Object.fromEntries(Object.entries(one).map(([field, value]) => [field, checked(value)]))
}

function textIn(value: Json | undefined, name: string, { where }: Extractor, answer: Answer): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value)
  if (value === undefined || value === null) throw missing(name, { where }, answer)
  const problem = 'only a text or a whole number can be carried'
  const details = { origin: answer.origin, name, seen: shown(JSON.stringify(value)), problem }
  throw feedError('SOURCE_VALUE_REFUSED', details, { place: where })
}

const missing = (name: string, { where }: Pick<Extractor, 'where'>, { origin }: Answer): Error =>
  feedError('SOURCE_VALUE_MISSING', { origin, name, where }, { place: where })

const shown = (text: string): string => JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text)
