import { type Static, Type } from 'typebox'
import type { Path, Site } from '../../component.ts'
import { feedError } from '../../errors/feed-error.ts'
import { jmespathProblem } from '../../flow/jmespath-problem.ts'
import { type Extractor, extractorAt } from './extract.ts'
import { ExtractKeys } from './extract-options.ts'
import type { Known, Scope } from './template.ts'

type Elsewhere = 'text' | 'css' | 'xml' | 'header'
const Expression = (description: string, ...elsewhere: readonly Elsewhere[]) =>
  Type.Union([
    Type.String({ minLength: 1, maxLength: 1_000, description: `JMESPath: ${description}` }),
    Type.Object(Object.fromEntries(elsewhere.map((key) => [key, ExtractKeys[key]])), {
      additionalProperties: false,
      minProperties: 1,
      description: `Or where it stands, if not in JSON: one of ${elsewhere.join(', ')}.`,
    }),
  ])

export const PagesOptions = Type.Object(
  {
    number: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 1, description: '{page} counts from this: 0 or 1.' }),
    ),
    offset: Type.Optional(
      Type.Integer({ minimum: 1, description: '{offset} counts from 0 in steps of this.' }),
    ),
    cursor: Type.Optional(
      Type.Object(
        {
          json: ExtractKeys.json,
          xml: ExtractKeys.xml,
          header: ExtractKeys.header,
        },
        {
          additionalProperties: false,
          description:
            'Where an answer gives the {cursor} of the next page. What holds {cursor} is left out of the first request.',
        },
      ),
    ),
    next: Type.Optional(
      Type.Union([
        Type.Literal('link', { description: 'The address that the header Link gives as rel="next".' }),
        Type.Object(
          {
            json: ExtractKeys.json,
            css: ExtractKeys.css,
            xml: ExtractKeys.xml,
            attribute: ExtractKeys.attribute,
          },
          { additionalProperties: false, description: 'Where an answer gives the address of the next page.' },
        ),
      ]),
    ),
    items: Type.Optional(
      Expression(
        'the list of a page. A page without an item is the end, and not taken.',
        'css',
        'xml',
        'text',
      ),
    ),
    size: Type.Optional(
      Type.Integer({ minimum: 1, description: 'With items: a page with fewer is the last.' }),
    ),
    more: Type.Optional(
      Expression(
        'what it gives is false or null on the last page; an element or a text is not there.',
        'css',
        'text',
      ),
    ),
    total: Type.Optional(
      Expression(
        'the number of all items, with items: it is the end, and must be what came.',
        'text',
        'css',
        'header',
      ),
    ),
    total_pages: Type.Optional(
      Expression('the number of all pages: it is the end, and must be what came.', 'text', 'css', 'header'),
    ),
    may_be_absent: Type.Optional(
      Type.Boolean({
        description:
          'The last page lacks the key of next, cursor or more, instead of having null, "" or false there. Without this a key that is gone is an error, since its name may have changed. Default: false.',
      }),
    ),
    at_most: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 2_000, description: 'More pages are an error. Default: 100.' }),
    ),
  },
  {
    additionalProperties: false,
    minProperties: 1,
    description: 'One request for each page: each page is a payload of its own.',
  },
)
export type PagesGiven = Static<typeof PagesOptions>

/** How pages follow each other, checked. */
export interface Pages {
  readonly number: number | undefined
  readonly offset: number | undefined
  readonly cursor: Extractor | undefined
  readonly next: Extractor | 'link' | undefined
  readonly items: Extractor | undefined
  readonly size: number | undefined
  readonly more: Extractor | undefined
  readonly total: Extractor | undefined
  readonly totalPages: Extractor | undefined
  /** May what says where it goes on be silent by lacking its key? */
  readonly mayBeAbsent: boolean
  readonly atMost: number
  /** The placeholders that it gives. */
  readonly names: ReadonlyMap<'page' | 'offset' | 'cursor', Known>
}

/** Undefined: a problem was reported. */
export function pagesAt(given: PagesGiven, scope: Scope, site: Site, path: Path): Pages | undefined {
  let sound = true
  const unclear = (problem: string, advice: string): void => {
    sound = false
    site.report(feedError('SOURCE_REQUEST_UNCLEAR', { problem, advice }, { at: site.position(path) }))
  }
  const place = (key: 'items' | 'more' | 'total' | 'total_pages'): Extractor | undefined => {
    const expression = given[key]
    if (expression === undefined) return undefined
    if (typeof expression === 'object') {
      const extractor = extractorAt(expression, site, [...path, key])
      sound &&= extractor !== undefined
      return extractor
    }
    const problem = jmespathProblem(expression, (offset) => site.position([...path, key], offset))
    if (problem === undefined) return extractorAt({ json: expression }, site, [...path, key])
    sound = false
    site.report(problem)
    return undefined
  }
  const placed = (key: 'cursor' | 'next'): Extractor | undefined => {
    const where = given[key]
    if (where === undefined || where === 'link') return undefined
    const extractor = extractorAt(where, site, [...path, key])
    sound &&= extractor !== undefined
    return extractor
  }
  const ways = (['number', 'offset', 'cursor', 'next'] as const).filter((way) => given[way] !== undefined)
  if (ways.length !== 1) {
    const advice = 'Give one of number, offset, cursor and next'
    unclear(
      ways.length === 0
        ? 'Nothing says what the next page is'
        : `${ways.join(' and ')} say what the next page is`,
      advice,
    )
  }
  const counted = given.number !== undefined || given.offset !== undefined
  const ends = [given.items, given.more, given.total_pages].some((end) => end !== undefined)
  if (counted && !ends)
    unclear('Nothing says which page is the last', 'Give items, more or total_pages under pages')
  for (const key of ['size', 'total'] as const)
    if (given[key] !== undefined && given.items === undefined)
      unclear(
        `Without items nothing can be compared with ${key}`,
        'Give items: where the list of a page stands',
      )
  const spoken = [given.more, given.next, given.cursor].some((where) =>
    typeof where === 'string' ? where !== 'link' : where?.json !== undefined,
  )
  if (given.may_be_absent === true && !spoken)
    unclear('No key of JSON says where it goes on, and none may be absent', 'Leave out may_be_absent')
  const names = new Map<'page' | 'offset' | 'cursor', Known>([
    ...(given.number === undefined ? [] : [['page', { kind: 'number' }] as const]),
    ...(given.offset === undefined ? [] : [['offset', { kind: 'number' }] as const]),
    ...(given.cursor === undefined ? [] : [['cursor', { kind: 'text' }] as const]),
  ])
  for (const name of names.keys())
    if (scope.has(name))
      unclear(`"${name}" is carried already, and pages give it too`, 'Carry it under another name')
  const pages: Pages = {
    number: given.number,
    offset: given.offset,
    cursor: placed('cursor'),
    next: given.next === 'link' ? 'link' : placed('next'),
    items: place('items'),
    size: given.size,
    more: place('more'),
    total: place('total'),
    totalPages: place('total_pages'),
    mayBeAbsent: given.may_be_absent ?? false,
    atMost: given.at_most ?? 100,
    names,
  }
  return sound ? pages : undefined
}
