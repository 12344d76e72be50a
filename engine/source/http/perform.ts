import { payloadName } from '../../flow/payload-name.ts'
import type { Fetched } from '../source.ts'
import type { Answer } from './answer.ts'
import { asked, isSame, type Line, payloadOf, seenIn, validatorsFor } from './asked.ts'
import { callOf } from './call.ts'
import { eachOf } from './each-of.ts'
import type { Listed } from './for-each.ts'
import { archivedOf, usable } from './kept-answer.ts'
import { paged } from './paged.ts'
import type { Pages } from './pages.ts'
import type { Request } from './request.ts'
import { streamed } from './send.ts'
import type { Value } from './template.ts'

/** What earlier answers have given. */
interface Given {
  readonly values: Map<string, Value>
  readonly lists: Map<string, readonly Listed[]>
}

/** Makes the requests of a poll in their order; each gets what those before it carry. */
export async function* perform(requests: readonly Request[], line: Line): AsyncIterable<Fetched> {
  const given: Given = { values: new Map(), lists: new Map() }
  for (const [index, request] of requests.entries()) {
    const { forEach, pages } = request
    const because =
      forEach !== undefined
        ? yield* eachOf(request, forEach, given, line)
        : pages !== undefined
          ? yield* pagesOf(request, pages, given, line)
          : yield* single(request, given, line)
    if (because === undefined) continue
    // What would be asked next hangs on what there is not yet.
    for (const { name } of requests.slice(index + 1)) yield nothing(name, request.name, because)
    return
  }
}

const nothing = (request: string, origin: string, because: string): Fetched => ({
  kind: 'nothing',
  request,
  origin,
  because,
})

/** A list that pages give is that of all of them. Gives back why there is nothing to go on with. */
async function* pagesOf(
  request: Request,
  pages: Pages,
  { values, lists }: Given,
  line: Line,
): AsyncGenerator<Fetched, string | undefined> {
  const { carries } = request
  const listed = new Map(carries.map(({ name }) => [name, [] as Listed[]]))
  let isSeen = false
  let because: string | undefined
  const seen = (answer: Answer): void => {
    isSeen = true
    for (const one of carries)
      listed.get(one.name)?.push(...(one.take(answer) as readonly Value[]).map((value) => ({ value })))
  }
  for await (const fetched of paged(request, pages, { line, values, element: undefined, seen })) {
    if (fetched.kind === 'nothing') because = fetched.because
    yield fetched
  }
  for (const [name, all] of listed) lists.set(name, all)
  return carries.length === 0 || isSeen ? undefined : (because ?? 'its pages are not there')
}

/** Gives back why there is nothing to go on with. Undefined: there is. */
async function* single(
  request: Request,
  given: Given,
  line: Line,
): AsyncGenerator<Fetched, string | undefined> {
  const { values } = given
  const { context } = line
  const { name } = request
  const call = await callOf(request, { values, homes: line.homes, secret: (one) => context.secret(one) })
  const known = usable(request, context.cursors[payloadName({ request: name })], context)
  const unmodified = { kind: 'unmodified', request: name } as const
  if (known !== undefined && isSame(request, known, values)) {
    carry(request, given, await archivedOf(request, known, context))
    yield unmodified
    return undefined
  }
  const sending = line.sending(context.signal)
  const validators = validatorsFor(request, call, known)
  if (request.carries.length === 0 && request.wait === undefined && request.body?.isGraphql !== true) {
    const got = await streamed(call, validators, sending)
    if (got.kind === 'unmodified') yield unmodified
    else if (got.kind === 'nothing') yield nothing(name, call.origin, got.because)
    else {
      try {
        yield payloadOf(call, got, got.body, seenIn(request, values))
      } finally {
        got.discard()
      }
    }
    return undefined
  }
  const got = await asked(request, call, validators, sending, context)
  if (got.kind === 'payload') {
    carry(request, given, got.answer)
    yield payloadOf(call, got, undefined, seenIn(request, values))
    return undefined
  }
  const kept = known && (await archivedOf(request, known, context))
  carry(request, given, kept)
  yield got.kind === 'unmodified' ? unmodified : nothing(name, call.origin, got.because)
  return got.kind === 'nothing' && request.carries.length > 0 && kept === undefined ? got.because : undefined
}

function carry(request: Request, given: Given, answer: Answer | undefined): void {
  if (answer === undefined) return
  for (const one of request.carries) {
    const taken = one.take(answer)
    const { name } = one
    if (one.isList)
      given.lists.set(
        name,
        (taken as readonly Value[]).map((value) => ({ value })),
      )
    else given.values.set(name, taken as Value)
  }
}
