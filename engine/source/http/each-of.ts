import { FeedError, feedError } from '../../errors/feed-error.ts'
import { ahead } from '../../flow/ahead.ts'
import { payloadName } from '../../flow/payload-name.ts'
import type { Fetched } from '../source.ts'
import { asked, isSame, type Line, payloadOf, seenIn, validatorsFor } from './asked.ts'
import { callOf } from './call.ts'
import type { Element, ForEach } from './for-each.ts'
import { paged } from './paged.ts'
import type { Request } from './request.ts'
import type { Value, Values } from './template.ts'

/**
 * A request for each element, few at one time, in the order of the elements. An item that fails does not end the others
 * until more have failed than may: SOURCE_ITEMS_FAILED.
 */
export async function* eachOf(
  request: Request,
  forEach: ForEach,
  { values, lists }: { readonly values: Values; readonly lists: ReadonlyMap<string, readonly Value[]> },
  line: Line,
): AsyncIterable<Fetched> {
  const elements = forEach.elements(lists)
  const allowed = forEach.allowed(elements.length)
  const work = (element: Element, signal: AbortSignal): Promise<readonly Fetched[]> =>
    itemOf(request, element, new Map([...values, [forEach.name, element.value]]), line, signal)
  let failed = 0
  for await (const brought of ahead(inTurn(elements), forEach.atOnce, line.context.signal, work)) {
    for (const one of brought) {
      if (one.kind === 'failed') {
        failed += 1
        if (elements.length === 1) throw one.error
        if (failed > allowed || failed === elements.length) {
          const first = one.error.message.replace(/\.$/, '')
          const details = { request: request.name, failed, items: elements.length, allowed, first }
          throw feedError('SOURCE_ITEMS_FAILED', details, { cause: one.error })
        }
      }
      yield one
    }
  }
}

/** All that one element brings, or its failure. Its bodies are held until they are whole. */
async function itemOf(
  request: Request,
  { item }: Element,
  values: Values,
  line: Line,
  signal: AbortSignal,
): Promise<readonly Fetched[]> {
  const { name, pages } = request
  const { context, homes } = line
  let origin = payloadName({ request: name, item })
  try {
    if (pages !== undefined)
      return await Array.fromAsync(paged(request, pages, { line, values, element: item, signal }))
    const call = await callOf(request, { values, item, homes, secret: (secret) => context.secret(secret) })
    origin = call.origin
    const known = context.cursors[payloadName({ request: name, item })]
    if (known !== undefined && isSame(request, known, values))
      return [{ kind: 'unmodified', request: name, item }]
    const got = await asked(request, call, validatorsFor(request, call, known), line.sending(signal), context)
    if (got.kind === 'unmodified') return [{ kind: 'unmodified', request: name, item }]
    if (got.kind === 'nothing')
      return [{ kind: 'nothing', request: name, item, origin, because: got.because }]
    return [payloadOf(call, got, undefined, seenIn(request, values))]
  } catch (error) {
    if (!(error instanceof FeedError) || signal.aborted) throw error
    return [{ kind: 'failed', request: name, item, origin, error }]
  }
}

async function* inTurn<Item>(items: readonly Item[]): AsyncIterable<Item> {
  yield* items
}
