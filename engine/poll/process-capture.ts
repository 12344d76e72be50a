import { isOfTheArchive } from '../archive/is-of-the-archive.ts'
import type { UnitFigure } from '../assemble/unit-facts.ts'
import type { Unnamed } from '../assemble/unnamed.ts'
import type { CapturedFacts, Doubt, Examined } from '../check/check.ts'
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
import type { Figures, Result } from '../model/result.ts'
import type { Rejection } from '../model/row.ts'
import type { Plan } from '../plan/plan.ts'
import { alikeItems } from './alike-items.ts'
import { doubtOf } from './doubt-of.ts'
import { covers, type Held, holdsFrom } from './holds.ts'
import { lackingItems } from './lacking-items.ts'
import { type Reading, readResults } from './read-results.ts'

/** What is known before a capture is judged. */
export interface Prior {
  /** What stands, tombstones included. */
  readonly state: ReadonlyMap<ResultKey, Figures>
  readonly facts: CaptureFacts | null
  readonly holds: readonly Hold[]
  readonly held: readonly HeldResult[]
  readonly orders: readonly Order[]
  /** After a restore: say every result again. */
  readonly restate?: boolean
}

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
 * poll, on every machine (DESIGN P5). `open` gives the archived bytes of a request.
 */
export async function processCapture(
  plan: Plan,
  taken: {
    readonly capture: Capture
    readonly capturedAt: string
    readonly open: (request: string) => Iterable<Payload>
  },
  prior: Prior,
  signal: AbortSignal,
): Promise<Judged> {
  const context = { feed: plan.feed, capture: taken.capture.hash, capturedAt: taken.capturedAt, ...prior }
  const asked = holdsFrom(doubtedAnswers(taken.capture), context)
  if (asked.holds.length > 0) return unreadable(asked, prior)
  const reading = await readResults(plan, taken.open, signal).catch((error: unknown) => {
    if (error instanceof FeedError && !isOfTheArchive(error)) return error
    throw error
  })
  if (reading instanceof FeedError) {
    // A release does not make bytes readable: they stay held.
    return unreadable(holdsFrom([doubtOf(reading)], { ...context, orders: [] }), prior)
  }
  const now = new Map(
    reading.assembled.results.map((one) => [one.key, { ...one, digest: digest(one.record) }]),
  )
  const doubts = doubtsAbout(plan, now, reading, taken, prior)
  const aboutAll = holdsFrom(
    doubts.filter(({ keys }) => keys === undefined),
    context,
  )
  if (aboutAll.holds.length > 0) return { ...unreadable(aboutAll, prior), ...told(reading, now) }
  const found = holdsFrom(
    doubts.filter(({ keys }) => keys !== undefined),
    context,
  )
  const releases = [...asked.releases, ...aboutAll.releases, ...found.releases]
  return verdict({ ...found, releases }, now, reading, prior)
}

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
  results: [...now.values()],
  rows: reading.rows,
  rejected: reading.rejected,
  rejections: reading.rejections,
  controls: reading.assembled.controls.length,
  ofUnits: reading.assembled.ofUnits,
  unnamed: reading.assembled.unnamed,
})

function doubtsAbout(
  plan: Plan,
  now: ReadonlyMap<ResultKey, Result>,
  reading: Reading,
  taken: { readonly capture: Capture; readonly capturedAt: string },
  prior: Prior,
): readonly Doubt[] {
  const doubts: Doubt[] = []
  const doubted = new Set<ResultKey>()
  const examined: Examined = {
    capture: taken.capture.hash,
    capturedAt: taken.capturedAt,
    election: plan.election,
    unit: plan.unit,
    now,
    before: new Map([...prior.state].filter(([, figures]) => figures.gone === undefined)),
    heldBefore: new Map(
      prior.held.flatMap(({ key, now: seen }) => (seen === undefined ? [] : [[key, seen]])),
    ),
    holds: prior.holds,
    facts: factsOf(reading, now.size),
    factsBefore: prior.facts ?? undefined,
    controls: reading.assembled.controls,
    unnamed: reading.assembled.unnamed,
    failed: lackingItems(taken.capture, reading.failed),
    alike: alikeItems(taken.capture),
    doubted: (key) => doubted.has(key),
  }
  const [last, first] = [
    plan.checks.filter((check) => check.last === true),
    plan.checks.filter((check) => check.last !== true),
  ]
  for (const check of [...first, ...last]) {
    for (const doubt of check.examine(examined)) {
      const keys =
        doubt.stale === true
          ? doubt.keys
          : doubt.keys?.filter((key) => !isUnchanged(now.get(key), prior.state.get(key)))
      if (keys?.length === 0) continue
      doubts.push({ ...doubt, keys })
      // What is only old makes nothing that hangs on it doubtful.
      if (doubt.stale !== true) for (const key of keys ?? []) doubted.add(key)
    }
  }
  return doubts
}

function factsOf({ assembled, rows, rejected, rejections }: Reading, results: number): CapturedFacts {
  const { asOf, token, electionDates } = assembled
  return {
    rows,
    results,
    rejected,
    rejections,
    electionDates,
    ...(asOf === undefined ? {} : { asOf }),
    ...(token === undefined ? {} : { token }),
  }
}

/** What the source did not change is not kept back, by a person or a check: it stands, and a release of it lasts. */
const isUnchanged = (result: Result | undefined, stood: Figures | undefined): boolean =>
  (stood?.gone === true ? undefined : stood?.digest) === result?.digest

function verdict(found: Held, now: ReadonlyMap<ResultKey, Result>, reading: Reading, prior: Prior): Judged {
  const people = prior.holds.filter(({ by }) => by !== undefined)
  const holdsOn = (key: ResultKey): readonly string[] => [
    ...(found.byKey.get(key) ?? []),
    ...people.filter(({ scope }) => covers(scope, key)).map(({ id }) => id),
  ]
  const held: HeldResult[] = []
  const kept = new Set<ResultKey>()
  for (const key of new Set([...now.keys(), ...prior.state.keys()])) {
    const holds = holdsOn(key)
    if (holds.length === 0) continue
    kept.add(key)
    const result = now.get(key)
    if (!found.byKey.has(key) && isUnchanged(result, prior.state.get(key))) continue
    held.push({ key, holds, now: result && figuresOf(result), before: prior.state.get(key) })
  }
  const { asOf, token } = reading.assembled
  return {
    changes: diff(now, prior.state, { held: (key) => kept.has(key), restate: prior.restate ?? false }),
    holds: [...found.holds, ...people],
    held,
    releases: found.releases,
    facts: {
      rows: reading.rows,
      results: now.size,
      ...(asOf === undefined ? {} : { asOf }),
      ...(token === undefined ? {} : { token }),
    },
    ...told(reading, now),
  }
}
