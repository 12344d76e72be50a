import { assembler } from '../assemble/assemble.ts'
import { FeedError, feedError } from '../errors/feed-error.ts'
import { type FilledLookup, filledLookup } from '../map/given.ts'
import type { Mapped } from '../map/mapping.ts'
import type { FailedItem, Payload } from '../model/payload.ts'
import type { Document, Rejection } from '../model/row.ts'
import type { Part, Plan } from '../plan/plan.ts'
import { type UnpackRoom, unpackRoom } from '../unpack/room.ts'
import type { Unpacker } from '../unpack/unpacker.ts'
import { assertColumns } from './assert-columns.ts'
import { inPart, inPayload, placed } from './in-payload.ts'
import { type PathsOfParts, pathsOfParts } from './lacking-paths.ts'
import type { AssembledRows, Memory } from './memory.ts'
import type { Notes } from './notes.ts'
import { type EndedText, endsSeen, type FoundEnds, type OpenEnds } from './open-ends.ts'
import { payloadFacts } from './payload-facts.ts'
import { type Count, readApart } from './read-apart.ts'
import { readRemembered } from './remembered-lines.ts'
import { mappedRows, rowsSeen } from './same-rows.ts'

/** So many rejections are kept; all are counted. */
const keptRejections = 100

export interface Reading {
  readonly assembled: AssembledRows
  /** What is known of the capture that was read before, where there is a memory. */
  readonly remembered?: Omit<Notes, 'turn'> | undefined
  /** Rows that were mapped: those that only fill lookups make no figures. */
  readonly rows: number
  readonly rejected: number
  readonly rejections: readonly Rejection[]
  /** Items that could not be read: nothing of them counts, and the others go on. */
  readonly failed: readonly FailedItem[]
  readonly ends: FoundEnds
  /** What mappings read, and objects of a tree do not have. */
  readonly paths: Pick<PathsOfParts, 'lacking' | 'seldom'>
}

/**
 * Unpack, decode, select, map, assemble: bytes of one capture to results. A part reads every payload of its request.
 * Pure; errors name the place in the payload. With a memory rows that it knows are neither decoded nor mapped: the results
 * are the same, and what fails must be read again without one, to say what is wrong and where.
 */
export async function readResults(
  plan: Plan,
  open: (request: string) => Iterable<Payload>,
  signal: AbortSignal,
  ends?: OpenEnds,
  memory?: Memory,
): Promise<Reading> {
  const gathered = assembler(plan.election, plan.unit, plan.assemble)
  const lookups = new Map(
    plan.parts.flatMap(({ fills = [] }) =>
      fills.map(({ lookup }) => [lookup, filledLookup(lookup)] as const),
    ),
  )
  const rejections: Rejection[] = []
  let read = 0
  let rows = 0
  let rejected = 0
  let fresh = 0
  const seen = endsSeen(ends)
  const twice = rowsSeen(plan)
  const paths = pathsOfParts()

  function reject(all: readonly Rejection[], origin: string): void {
    rejected += all.length
    for (const one of all.slice(0, keptRejections - rejections.length)) {
      rejections.push({ ...one, place: `${origin}#${one.place}` })
    }
  }

  function take(count: number, mapped: Mapped, origin: string): void {
    rows += count
    gathered.add(mapped.lines, origin)
    for (const { value, place } of mapped.lines) twice.see(value, origin, place)
    reject(mapped.rejected, origin)
  }

  /** What lookups hold that nothing asked for, where they say that all is used. */
  function rejectUnasked(): void {
    for (const { lookup, allUsed } of plan.parts.flatMap(({ fills = [] }) => fills)) {
      if (allUsed !== true) continue
      const unasked = lookups.get(lookup)?.unasked() ?? []
      rejected += unasked.length
      for (const { key, place } of unasked.slice(0, keptRejections - rejections.length)) {
        const { code, message } = feedError('MAP_LOOKUP_UNASKED', { lookup, key })
        rejections.push({ place, code, message })
      }
    }
  }

  /** `count` counts what was read: at once, or once all of it is known to be sound. */
  async function readPayload(
    payload: Payload,
    whole: Payload,
    part: Part,
    count: Count,
    known: Memory | undefined,
  ): Promise<void> {
    const given = { payload: payloadFacts(payload, whole), carried: whole.carried ?? {}, lookups }
    const elementOf = plan.source.apart?.get(part.request)
    const text: EndedText = { part: part.name, item: elementOf?.(whole.item ?? ''), origin: payload.origin }
    if (known !== undefined) {
      const { body, isOpen } = await readRemembered(
        payload,
        part,
        given,
        { plan, memory: known, signal },
        (some) => {
          read += some.rows
          fresh += some.fresh
          if (read > plan.limits.rows) throw feedError('READ_TOO_MANY_ROWS', { limit: plan.limits.rows })
          count(() => {
            rows += some.rows
            reject(some.rejected, payload.origin)
          })
        },
      )
      if (isOpen && !seen.seeUsual(text, count)) throw new Error('a text ends as none did before')
      count(() => known.take(body))
      return
    }
    count(() => twice.begin())
    const document = await decoded(payload, part, plan, signal)
    paths.lookAt(document, part, payload.origin)
    for await (const batch of part.select.select(document, signal)) {
      signal.throwIfAborted()
      read += batch.length
      if (read > plan.limits.rows) throw feedError('READ_TOO_MANY_ROWS', { limit: plan.limits.rows })
      paths.of(part)?.look(batch, payload.origin)
      for (const filling of part.fills ?? []) {
        const into = lookups.get(filling.lookup)
        if (into === undefined) continue
        const here: FilledLookup = {
          ...into,
          add: (key, value, place) => into.add(key, value, place, payload.origin),
        }
        const refused = await filling.fill(batch, here, signal, given)
        count(() => reject(refused, payload.origin))
      }
      if (part.map === undefined) continue
      const mapped = await mappedRows(batch, part, plan, given, signal)
      count(() => take(batch.length, mapped, payload.origin))
    }
    const stops = 'end' in document ? document.end?.open : undefined
    if (stops) seen.see(text, stops, count)
  }

  /** Is the payload read in several ways, or not in the way that its request is called? */
  const isOneOfSeveral = ({ name, request }: Part): boolean =>
    name !== request || plan.parts.some((other) => other.name !== name && other.request === request)

  async function readWhole(
    whole: Payload,
    part: Part,
    count: Count,
    known: Memory | undefined,
  ): Promise<void> {
    for await (const payload of unpacked(whole, part.unpack, plan, signal)) {
      await placed(payload.origin, () =>
        readPayload(payload, whole, part, count, known).catch((error: unknown) => {
          throw isOneOfSeveral(part) ? inPart(error, part.name) : error
        }),
      )
    }
  }

  /** One of several that are read each by itself. What is wrong with it, and where, is for the full pass to say. */
  async function readOne(
    whole: Payload,
    again: (one: Payload) => Payload,
    part: Part,
    count: Count,
  ): Promise<void> {
    const before = read
    try {
      await readWhole(whole, part, count, memory)
    } catch (error) {
      if (memory === undefined || !(error instanceof FeedError)) throw error
      read = before
      await readWhole(again(whole), part, () => undefined, undefined)
      throw new Error('beside what is known an item failed that does not fail alone', { cause: error })
    }
  }

  const failed: FailedItem[] = []
  for (const part of plan.parts) {
    const elementOf = plan.source.apart?.get(part.request)
    const payloads = [...open(part.request)]
    const again = (one: Payload): Payload => [...open(part.request)][payloads.indexOf(one)] ?? one
    if (elementOf === undefined)
      for (const whole of payloads) await readWhole(whole, part, (counted) => counted(), memory)
    else
      failed.push(
        ...(await readApart(payloads, elementOf, (whole, count) => readOne(whole, again, part, count))),
      )
  }
  // Where an item is missing, what would have asked may be missing with it.
  if (failed.length === 0) rejectUnasked()
  const assembled = memory?.assemble(fresh) ?? { ...gathered.finish(), sameRows: twice.found() }

  return {
    assembled,
    remembered: memory?.notes,
    rows,
    rejected,
    rejections,
    failed,
    ends: seen.found,
    paths,
  }
}

/** What decoders read of a payload: its members, or members of members, each to be read before the next is asked for. */
export async function* unpacked(
  payload: Payload,
  [first, ...rest]: readonly Unpacker[],
  plan: Plan,
  signal: AbortSignal,
  room: UnpackRoom = unpackRoom(plan.limits),
): AsyncIterable<Payload> {
  if (first === undefined) {
    yield payload
    return
  }
  try {
    for await (const member of first.unpack(payload, plan.limits, signal)) {
      yield* unpacked(room.taken(member, rest.length), rest, plan, signal, room)
    }
  } catch (error) {
    throw inPayload(error, payload.origin)
  }
}

async function decoded(payload: Payload, part: Part, plan: Plan, signal: AbortSignal): Promise<Document> {
  const document = await part.decode.decode(payload, { ...plan.limits, treeBytes: plan.limits.bytes }, signal)
  if (document.shape === 'rows') assertColumns(part, document.columns)
  return document
}
