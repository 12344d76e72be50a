import { isOfTheArchive } from '../archive/is-of-the-archive.ts'
import type { AssembledResult } from '../assemble/assembled-result.ts'
import type { UnitFigure } from '../assemble/unit-facts.ts'
import type { Unnamed } from '../assemble/unnamed.ts'
import type { Doubt } from '../check/check.ts'
import type { Compared } from '../check/compared.ts'
import { diff } from '../diff/diff.ts'
import { digest } from '../diff/digest.ts'
import { figuresOf } from '../diff/figures.ts'
import { FeedError, feedError } from '../errors/feed-error.ts'
import { payloadName } from '../flow/payload-name.ts'
import type { Change } from '../model/changeset.ts'
import type { CaptureFacts } from '../model/head.ts'
import type { HeldResult, Hold, Order } from '../model/hold.ts'
import type { ResultKey } from '../model/ids.ts'
import type { Capture, Payload } from '../model/payload.ts'
import type { Result } from '../model/result.ts'
import type { Rejection } from '../model/row.ts'
import type { Plan } from '../plan/plan.ts'
import { doubtOf } from './doubt-of.ts'
import { doubtsAbout, isUnchanged } from './doubts-about.ts'
import { covers, type Held, holdsFrom } from './holds.ts'
import { type LackingSince, lackingSince } from './lacking-paths.ts'
import type { Memory } from './memory.ts'
import { openEndsBefore } from './open-ends.ts'
import type { Prior } from './prior.ts'
import { readCapture } from './read-capture.ts'
import type { Reading } from './read-results.ts'
import { sameRowsStood } from './same-rows.ts'

export interface Judged {
  readonly changes: readonly Change[]
  readonly holds: readonly Hold[]
  readonly held: readonly HeldResult[]
  /** The releases by which something under doubt is published. */
  readonly releases: readonly Order[]
  /** Null: the capture is held as a whole, and what it says of itself does not count. */
  readonly facts: CaptureFacts | null
  readonly results: readonly Result[]
  readonly rows: number
  readonly rejected: number
  readonly rejections: readonly Rejection[]
  /** Sums that the source gives of itself, compared with what was read. */
  readonly controls: number
  /** Ballots and voters that the source gives of units and of no contest. */
  readonly ofUnits?: readonly UnitFigure[]
  /** Contests and selections whose ids stand for names. */
  readonly unnamed?: readonly Unnamed[]
}

/**
 * The pure part of a poll: (plan, capture, state, time of capture) → changes and holds, the same in the CLI, in tests, in a
 * poll, on every machine (DESIGN P5). `open` gives the archived bytes of a request. A memory spares work and changes nothing.
 */
export async function processCapture(
  plan: Plan,
  taken: Taken,
  prior: Prior,
  signal: AbortSignal,
  memory?: Memory,
): Promise<Judged> {
  if (memory?.hold() !== true) return judged(plan, taken, prior, signal, undefined)
  try {
    return await judged(plan, taken, prior, signal, memory)
  } finally {
    memory.release()
  }
}

interface Taken {
  readonly capture: Capture
  readonly capturedAt: string
  readonly open: (request: string) => Iterable<Payload>
}

async function judged(
  plan: Plan,
  taken: Taken,
  prior: Prior,
  signal: AbortSignal,
  memory: Memory | undefined,
): Promise<Judged> {
  const context = { feed: plan.feed, capture: taken.capture.hash, capturedAt: taken.capturedAt, ...prior }
  const asked = holdsFrom(doubtedAnswers(taken.capture), context)
  if (asked.holds.length > 0) return unreadable(asked, prior)
  const ends = openEndsBefore(taken.capture.hash, prior.facts, prior.orders)
  const reading = await readCapture(plan, taken.open, signal, ends, memory).catch((error: unknown) => {
    if (error instanceof FeedError && !isOfTheArchive(error)) return error
    throw error
  })
  if (reading instanceof FeedError) {
    // A release does not make bytes readable: they stay held.
    return unreadable(holdsFrom([doubtOf(reading)], { ...context, orders: [] }), prior)
  }
  const now = reading.assembled.now ?? nowOf(reading.assembled.results)
  const { doubts, beside } = doubtsAbout(plan, now, reading, taken, prior)
  const lacking = lackingSince(reading.paths, prior.facts, reading.failed.length === 0)
  const aboutAll = holdsFrom(
    [
      ...[...reading.ends.doubted, ...lacking.doubts].map(doubtOf),
      ...doubts.filter(({ keys }) => keys === undefined),
    ],
    context,
  )
  if (aboutAll.holds.length > 0) return { ...unreadable(aboutAll, prior), ...told(reading, now) }
  const found = holdsFrom(
    doubts.filter(({ keys }) => keys !== undefined),
    context,
  )
  const releases = [...asked.releases, ...aboutAll.releases, ...found.releases]
  return verdict({ ...found, releases }, now, reading, prior, beside, lacking.facts)
}

/** By key, in their order. */
function nowOf(results: readonly AssembledResult[]): ReadonlyMap<ResultKey, Result> {
  const now = new Map<ResultKey, Result>()
  for (const one of results) now.set(one.key, digested(one))
  return now
}

const digested = ({ key, record, locators }: AssembledResult): Result => ({
  key,
  record,
  locators,
  digest: digest(record),
})

/** Answers that a rule of the spec holds. */
const doubtedAnswers = ({ payloads }: Capture): readonly Doubt[] =>
  payloads.flatMap(({ origin, doubt, ...named }) =>
    doubt === undefined
      ? []
      : [
          {
            ...doubtOf(feedError('SOURCE_ANSWER_HELD', { origin, because: doubt })),
            group: payloadName(named),
          },
        ],
  )

/** Nothing of the capture counts. What was held of the last one still is: this one says nothing about it. */
function unreadable({ holds, releases }: Held, prior: Prior): Judged {
  const again = new Set(holds.map(({ id }) => id))
  const kept = prior.holds.filter(
    ({ id, by, results }) => !again.has(id) && (by !== undefined || results > 0),
  )
  return {
    changes: [],
    holds: [...holds, ...kept],
    held: prior.held,
    releases,
    facts: null,
    results: [],
    rows: 0,
    rejected: 0,
    rejections: [],
    controls: 0,
  }
}

const told = (reading: Reading, now: ReadonlyMap<ResultKey, Result>) => ({
  results:
    reading.assembled.now === undefined
      ? [...now.values()]
      : (reading.assembled.results as readonly Result[]),
  rows: reading.rows,
  rejected: reading.rejected,
  rejections: reading.rejections,
  controls: reading.assembled.controls.length,
  ofUnits: reading.assembled.ofUnits,
  unnamed: reading.assembled.unnamed,
})

function verdict(
  found: Held,
  now: ReadonlyMap<ResultKey, Result>,
  reading: Reading,
  prior: Prior,
  beside: Compared,
  lackingFacts: LackingSince['facts'],
): Judged {
  const people = prior.holds.filter(({ by }) => by !== undefined)
  const holdsOn = (key: ResultKey): readonly string[] => [
    ...(found.byKey.get(key) ?? []),
    ...people.filter(({ scope }) => covers(scope, key)).map(({ id }) => id),
  ]
  const held: HeldResult[] = []
  const kept = new Set<ResultKey>()
  for (const key of perhapsHeld(found, people, now, prior)) {
    const holds = holdsOn(key)
    if (holds.length === 0) continue
    kept.add(key)
    const result = now.get(key)
    if (!found.byKey.has(key) && isUnchanged(result, prior.state.get(key))) continue
    held.push({ key, holds, now: result && figuresOf(result), before: prior.state.get(key) })
  }
  const { asOf, token } = reading.assembled
  const { names: openEnds } = reading.ends
  return {
    changes: diff(now, prior.state, {
      held: (key) => kept.has(key),
      restate: prior.restate ?? false,
      beside,
    }),
    holds: [...found.holds, ...people],
    held,
    releases: found.releases,
    facts: {
      rows: reading.rows,
      results: now.size,
      ...(asOf === undefined ? {} : { asOf }),
      ...(token === undefined ? {} : { token }),
      ...(openEnds.length === 0 ? {} : { openEnds }),
      ...lackingFacts,
      ...sameRowsStood(reading.assembled.sameRows, found.holds, prior.facts),
    },
    ...told(reading, now),
  }
}

/** Results of the capture first, in the order of their keys, then what stands and is not in it. */
function perhapsHeld(
  { byKey }: Held,
  people: readonly Hold[],
  now: ReadonlyMap<ResultKey, Result>,
  { state }: Prior,
): Iterable<ResultKey> {
  if (people.length > 0 || byKey.keys().some((key) => !now.has(key)))
    return new Set([...now.keys(), ...state.keys()])
  return [...byKey.keys()].toSorted()
}
