import { feedError } from '../../errors/feed-error.ts'
import { payloadName } from '../../flow/payload-name.ts'
import type { FetchContext, Fetched } from '../source.ts'
import type { Answer } from './answer.ts'
import { type Line, payloadOf } from './asked.ts'
import { type Call, callOf } from './call.ts'
import { carriedUrl } from './carried-url.ts'
import type { Extractor } from './extract.ts'
import { nextLink } from './next-link.ts'
import type { Pages } from './pages.ts'
import type { Request } from './request.ts'
import { collected, sha256 } from './send.ts'
import type { Value, Values } from './template.ts'

export interface Paging {
  readonly line: Line
  readonly values: Values
  /** The element of a fan-out whose pages these are. */
  readonly element: string | undefined
  readonly signal?: AbortSignal
  /** Is given every answer that is taken. */
  readonly seen?: (answer: Answer) => void
}
/** Where the next page is: values for its address, or the address itself. */
interface Way {
  readonly values: ReadonlyMap<string, Value>
  readonly next: URL | undefined
}

/**
 * Every page, until the source says that it was the last. Pages are asked for unconditionally: only all of them together
 * say something. What leads in a circle, has no end, or is not what the source itself counts, fails.
 */
export async function* paged(request: Request, pages: Pages, paging: Paging): AsyncIterable<Fetched> {
  const { line, element, values } = paging
  const { context, homes } = line
  const sending = line.sending(paging.signal ?? context.signal)
  const progress = progressOf(pages)
  let left = context.maxBytes
  let way: Way | undefined = { values: firstValues(pages), next: undefined }
  for (let page = 1; way !== undefined; page += 1) {
    const item = element === undefined ? String(page) : `${element}/${page}`
    const filling = { values: new Map([...values, ...way.values]), item, next: way.next, homes }
    // oxlint-disable-next-line no-await-in-loop -- the answer says whether there is another page
    const call: Call = await callOf(request, { ...filling, secret: (name) => context.secret(name) })
    if (page > pages.atMost) throw endless(call, `${pages.atMost} pages`)
    progress.assertNew(call, page)
    const options = { maxBytes: Math.max(1, left), isGraphql: request.body?.isGraphql === true }
    // oxlint-disable-next-line no-await-in-loop -- as above
    const got = await collected(call, {}, sending, options)
    if (got.kind === 'unmodified')
      throw new Error('an unconditional request was answered with "not modified"')
    if (got.kind === 'nothing') {
      if (page > 1) throw differ(call, `there is nothing on page ${page}: ${got.because}`)
      yield* standing(request, element, got.because, call, context)
      return
    }
    const { answer } = got
    left -= answer.body.byteLength
    const { items, isLast } = progress.take(answer, page)
    if (items !== 0 || page === 1) {
      paging.seen?.(answer)
      yield payloadOf(call, got)
    }
    way = isLast ? undefined : wayAfter(answer, page, pages, paging)
    if (way === undefined) progress.assertWhole(answer, page)
  }
}

/** The pages of the last poll, where nothing is published yet; if there were none, that. */
function* standing(
  { name }: Request,
  element: string | undefined,
  because: string,
  { origin }: Call,
  { cursors }: FetchContext,
): Iterable<Fetched> {
  const begin = payloadName({ request: name, item: element === undefined ? '' : `${element}/` })
  const before = Object.values(cursors).filter(({ payload }) => payloadName(payload).startsWith(begin))
  for (const { payload } of before) yield { kind: 'unmodified', request: name, item: payload.item }
  if (before.length === 0) yield { kind: 'nothing', request: name, item: element, origin, because }
}

function firstValues({ number, offset }: Pages): ReadonlyMap<string, Value> {
  if (number !== undefined) return new Map([['page', number]])
  return offset === undefined ? new Map() : new Map([['offset', 0]])
}

/** Undefined: there is no further page. */
function wayAfter(
  answer: Answer,
  page: number,
  { number, offset, cursor, next, mayBeAbsent }: Pages,
  { line: { allowPrivate } }: Paging,
): Way | undefined {
  if (number !== undefined) return { values: new Map([['page', number + page]]), next: undefined }
  if (offset !== undefined) return { values: new Map([['offset', offset * page]]), next: undefined }
  if (next !== undefined) {
    const text = next === 'link' ? nextLink(answer.headers['link']) : textOf(next, answer)
    if (text === undefined) {
      if (next !== 'link' && !mayBeAbsent) assertSaid('next', next, answer)
      return undefined
    }
    return { values: new Map(), next: carriedUrl(text, { name: 'next', answer, hosts: [], allowPrivate }) }
  }
  const value = cursor && textOf(cursor, answer)
  if (value === undefined) {
    if (cursor !== undefined && !mayBeAbsent) assertSaid('cursor', cursor, answer)
    return undefined
  }
  if (value.length > 2_000 || /\p{Cc}/u.test(value)) {
    const details = {
      name: 'cursor',
      seen: JSON.stringify(value.slice(0, 80)),
      problem: 'no address can hold it',
    }
    throw feedError('SOURCE_VALUE_REFUSED', { origin: answer.origin, ...details })
  }
  return { values: new Map([['cursor', value]]), next: undefined }
}

function textOf(extractor: Extractor, answer: Answer): string | undefined {
  const found = extractor.find(answer)
  if (typeof found === 'number') return String(found)
  return typeof found === 'string' && found !== '' ? found : undefined
}

interface Progress {
  /** SOURCE_PAGES_STALLED where this was asked for before. */
  assertNew(call: Call, page: number): void
  /** How many items came, if pages have a list, and whether the source says that it was the last page. */
  take(answer: Answer, page: number): { readonly items: number | undefined; readonly isLast: boolean }
  /** SOURCE_PAGES_DIFFER where the source counts something else. */
  assertWhole(answer: Answer, page: number): void
}

function progressOf({ items: list, size, more, total, totalPages, mayBeAbsent }: Pages): Progress {
  const asked = new Map<string, number>()
  const bodies = new Map<string, number>()
  let counted = 0
  let taken = 0
  let promised: { readonly items: number | undefined; readonly pages: number | undefined } | undefined
  return {
    assertNew({ url, body, origin }, page) {
      const earlier = asked.get(`${url.href} ${body ?? ''}`)
      if (earlier !== undefined) throw stalled(origin, page, `it is where page ${earlier} was`)
      asked.set(`${url.href} ${body ?? ''}`, page)
    },
    take(answer, page) {
      const items = list && countOf(list, answer)
      const now = {
        items: total && numberOf(total, answer),
        pages: totalPages && numberOf(totalPages, answer),
      }
      promised ??= now
      for (const what of ['items', 'pages'] as const) {
        if (now[what] === promised[what]) continue
        throw differ(
          answer,
          `the source counted ${promised[what]} ${what} on page 1 and ${now[what]} on page ${page}`,
        )
      }
      const hash = sha256(answer.body)
      const earlier = bodies.get(hash)
      if (items !== 0 && earlier !== undefined)
        throw stalled(answer.origin, page, `it is the same as page ${earlier}`)
      bodies.set(hash, page)
      counted += items ?? 0
      if (items !== 0) taken += 1
      const isLast =
        items === 0 ||
        (size !== undefined && items !== undefined && items < size) ||
        (now.items !== undefined && counted >= now.items) ||
        (now.pages !== undefined && page >= now.pages) ||
        (more !== undefined && isFalse(more, answer, mayBeAbsent))
      return { items, isLast }
    },
    assertWhole(answer) {
      const { items, pages } = promised ?? {}
      if (items !== undefined && items !== counted)
        throw differ(answer, `they have ${counted} items, and the source counts ${items}`)
      if (pages !== undefined && pages !== taken && !(pages === 0 && taken <= 1))
        throw differ(answer, `there are ${taken} of them, and the source counts ${pages}`)
    },
  }
}

function countOf(list: Extractor, answer: Answer): number {
  const found = list.findAll(answer)
  if (found !== undefined) return found.length
  throw feedError('SOURCE_VALUE_MISSING', {
    origin: answer.origin,
    name: 'items',
    where: `${list.where} (as a list)`,
  })
}

function numberOf(place: Extractor, answer: Answer): number {
  const found = place.find(answer)
  const isCount = typeof found === 'string' && /^(\d+|\d{1,3}(,\d{3})+)$/.test(found)
  const number = isCount ? Number(found.replaceAll(',', '')) : found
  if (typeof number === 'number' && Number.isSafeInteger(number) && number >= 0) return number
  throw feedError('SOURCE_VALUE_MISSING', {
    origin: answer.origin,
    name: 'total',
    where: `${place.where} (as a number)`,
  })
}

/** The end is said, not left out: a key that has another name now would cut off all pages but the first. */
function assertSaid(name: string, place: Extractor, answer: Answer): void {
  if (place.isLacking?.(answer) === true)
    throw feedError('SOURCE_VALUE_MISSING', {
      origin: answer.origin,
      name,
      where: place.where,
      ofPages: true,
    })
}

const isFalse = (more: Extractor, answer: Answer, mayBeAbsent: boolean): boolean => {
  const found = more.find(answer)
  if (!mayBeAbsent && (found === undefined || found === null)) assertSaid('more', more, answer)
  return found === undefined || found === null || found === false || found === 'false' || found === 0
}

const stalled = (origin: string, page: number, problem: string): Error =>
  feedError('SOURCE_PAGES_STALLED', { origin, page, problem })
const differ = ({ origin }: Pick<Answer, 'origin'>, problem: string): Error =>
  feedError('SOURCE_PAGES_DIFFER', { origin, problem })
const endless = ({ origin }: Call, limit: string): Error =>
  feedError('SOURCE_PAGES_ENDLESS', { origin, limit })
