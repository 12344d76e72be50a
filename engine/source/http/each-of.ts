import { FeedError, feedError } from '../../errors/feed-error.ts'
import { ahead } from '../../flow/ahead.ts'
import { payloadName } from '../../flow/payload-name.ts'
import type { Fetched } from '../source.ts'
import type { Answer } from './answer.ts'
import { asked, isSame, type Line, payloadOf, seenIn, validatorsFor } from './asked.ts'
import { callOf } from './call.ts'
import type { Element, ForEach, Listed } from './for-each.ts'
import { archivedOf, usable } from './kept-answer.ts'
import { paged } from './paged.ts'
import type { Request } from './request.ts'
import type { Value, Values } from './template.ts'

/** What one element brings, and what its answer gives to later requests. */
interface Brought {
  readonly fetched: readonly Fetched[]
  readonly given?: ReadonlyMap<string, readonly Listed[]> | undefined
}

/**
 * A request for each element, few at one time, in the order of the elements. An item that fails does not end the others
 * until more have failed than may: SOURCE_ITEMS_FAILED. What later requests hang on is taken from its last good answer;
 * without one the poll fails. Gives back why there is nothing to go on with. Undefined: there is.
 */
export async function* eachOf(
  request: Request,
  forEach: ForEach,
  { values, lists }: { readonly values: Values; readonly lists: Map<string, readonly Listed[]> },
  line: Line,
): AsyncGenerator<Fetched, string | undefined> {
  const elements = forEach.elements(lists)
  const allowed = forEach.allowed(elements.length)
  const work = (element: Element, signal: AbortSignal): Promise<Brought> =>
    itemOf(request, element, valuesOf(forEach, element, values), line, signal)
  const given = new Map(request.carries.map(({ name }) => [name, [] as Listed[]]))
  let because: string | undefined
  let isAnswered = false
  let failed = 0
  for await (const brought of ahead(inTurn(elements), forEach.atOnce, line.context.signal, work)) {
    isAnswered ||= brought.given !== undefined
    for (const [name, listed] of brought.given ?? []) given.get(name)?.push(...listed)
    for (const one of brought.fetched) {
      if (one.kind === 'nothing') because ??= one.because
      if (one.kind === 'failed') {
        failed += 1
        if (elements.length === 1) throw one.error
        const isLost = request.carries.length > 0 && brought.given === undefined
        if (failed > allowed || failed === elements.length || isLost) {
          const first = one.error.message.replace(/\.$/, '')
          const details = {
            request: request.name,
            failed,
            items: elements.length,
            allowed: isLost ? 0 : allowed,
            first,
          }
          throw feedError('SOURCE_ITEMS_FAILED', details, { cause: one.error })
        }
      }
      yield one
    }
  }
  for (const [name, listed] of given) lists.set(name, listed)
  return request.carries.length === 0 || isAnswered ? undefined : because
}

const valuesOf = (forEach: ForEach, { value, outer }: Element, values: Values): Values =>
  new Map([...values, ...outer, [forEach.name, value]])

/** All that one element brings, or its failure. Its bodies are held until they are whole. */
async function itemOf(
  request: Request,
  element: Element,
  values: Values,
  line: Line,
  signal: AbortSignal,
): Promise<Brought> {
  const { name, pages } = request
  const { item } = element
  const { context, homes } = line
  const named = payloadName({ request: name, item })
  const known = usable(request, context.cursors[named], context)
  const standing = async (): Promise<Brought['given']> => {
    const cursor = context.cursors[named]
    const answer = cursor && context.archived && (await archivedOf(request, cursor, context))
    return answer && givenBy(request, element, values, answer)
  }
  let origin = named
  try {
    if (pages !== undefined) {
      const paging = { line, values, element: item, signal }
      return { fetched: await Array.fromAsync(paged(request, pages, paging)) }
    }
    const call = await callOf(request, { values, item, homes, secret: (secret) => context.secret(secret) })
    origin = call.origin
    const unmodified = { kind: 'unmodified', request: name, item } as const
    if (known !== undefined && isSame(request, known, values))
      return { fetched: [unmodified], given: await standing() }
    const got = await asked(request, call, validatorsFor(request, call, known), line.sending(signal), context)
    if (got.kind === 'unmodified') return { fetched: [unmodified], given: await standing() }
    if (got.kind === 'nothing') {
      const { because } = got
      return { fetched: [{ kind: 'nothing', request: name, item, origin, because }], given: await standing() }
    }
    const given = givenBy(request, element, values, got.answer)
    return { fetched: [payloadOf(call, got, undefined, seenIn(request, values))], given }
  } catch (error) {
    if (!(error instanceof FeedError) || signal.aborted) throw error
    return { fetched: [{ kind: 'failed', request: name, item, origin, error }], given: await standing() }
  }
}

/** Each value with the element that it was asked for. Undefined: nothing is carried. */
function givenBy(
  { carries, forEach }: Request,
  { item }: Element,
  values: Values,
  answer: Answer,
): Brought['given'] {
  if (carries.length === 0) return undefined
  const names = [...(forEach?.outer.keys() ?? []), forEach?.name ?? '']
  const held = new Map(
    names.flatMap((name) => {
      const value = values.get(name)
      return value === undefined ? [] : [[name, value] as const]
    }),
  )
  return new Map(
    carries.map((carry) => {
      const taken = carry.take(answer)
      const all = carry.isList ? (taken as readonly Value[]) : [taken as Value]
      const outer = { item, values: held, isOnly: !carry.isList }
      return [carry.name, all.map((value) => ({ value, outer }))]
    }),
  )
}

async function* inTurn<Item>(items: readonly Item[]): AsyncIterable<Item> {
  yield* items
}
