import { hash } from 'node:crypto'
import type { Assembled } from '../assemble/assemble.ts'
import { type AssembledAgain, type KeptResults, keptResults } from '../assemble/kept-results.ts'
import { isList, type KeptRow } from '../assemble/kept-row.ts'
import type { SameRows } from '../check/check.ts'
import { type RawBody, roomOf } from '../decode/raw-body.ts'
import type { RawReading, RawRows } from '../decode/raw-rows.ts'
import { digest } from '../diff/digest.ts'
import type { Plan } from '../plan/plan.ts'
import { allRows } from '../select/all-rows.ts'
import { assembledWhole } from './assembled-whole.ts'
import { type BodyReading, type BodyRows, bodyReading } from './body-rows.ts'
import { type Notes, notes } from './notes.ts'
import { type Marked, rowsSeen } from './same-rows.ts'
import { type SharedNames, sharedNames } from './shared-names.ts'

/**
 * What a process remembers of the last capture that it read under a plan: its rows by their hashes, with what they say, and
 * the results that they are a part of; and what checks found out of it. It spares work and changes no result: whoever
 * forgets everything reads the same (tests/poll/memory.test.ts).
 *
 * A mapping gives for a row what the row, the plan, `$payload` and `$carried` say, and nothing else: each row is evaluated
 * by itself, and functions that are not pure are refused when the plan is compiled (`map/examine.ts`). Lookups that a
 * capture fills are something else, and plans that have them are not remembered. What rows of a body share (a header), and
 * what is said of their payload, is part of `about`.
 */
export interface Memory {
  /** One capture is read at a time: false, if one is being read. */
  hold(): boolean
  release(): void
  readonly seed: number
  readonly share: SharedNames
  /** A body of this capture, to be read beside the one before of which the same is said. */
  begin(about: string, origin: string, rows: RawRows): BodyRead
  /** What was read of a body counts. */
  take(read: BodyRead): void
  /** All of a capture was read: `fresh` of its rows were not known. What it comes to. */
  assemble(fresh: number): AssembledRows
  /** Something went wrong: nothing that was learnt counts, and a capture that is being read can not be assembled. */
  forget(): void
  /** What was found out of the capture that was assembled last, and the one before. */
  readonly notes: Notes
  readonly rows: number
  /** So many bytes of bodies it keeps, or would if there was room: the others are to leave that to it. */
  readonly bytes: number
  /** The bytes are kept no more: what they spare is to cut what is the same. */
  forgetBytes(): void
  /** Of the last capture that was read with it. */
  readonly fresh: number | undefined
}

/** What all rows of a capture come to. */
export interface AssembledRows extends Assembled, Partial<Pick<AssembledAgain, 'now'>> {
  readonly sameRows: SameRows
}

export interface BodyRead extends RawReading {
  readonly about: string
  readonly reading: BodyReading
  readonly last: BodyRows | undefined
  /** Which of the bodies the last one was. */
  readonly order: number
}

/** So many rows are remembered over all feeds of a process: with their results and what checks noted less than a kilobyte each. */
export const mostRows = 300_000
/** And so many bytes of the bodies that they stand in. */
export const mostBytes = 64_000_000

/** A memory of nothing yet. */
export function newMemory(plan: Plan): Memory {
  const seed = Number.parseInt(hash('sha256', plan.feed).slice(0, 8), 16)
  const { election, unit, assemble = {} } = plan
  const fromNothing = () => ({
    share: sharedNames(),
    /** Undefined: what rows say can not be taken apart into results. */
    kept: keptResults(election, unit, assemble, digest) as KeptResults | undefined,
    bodies: new Map<string, BodyRows>(),
    notes: notes(),
    rows: 0,
    /** Whoever knows nothing yet may need them all. */
    bytes: mostBytes,
    /** How many rows have brought names: names that nobody says any more stay until all is forgotten. */
    seen: 0,
    fresh: undefined as number | undefined,
    /** Are figures of some rows added up? */
    isMarked: false,
  })
  let now = fromNothing()
  let begun = new Set<string>()
  let taken: BodyRead[] = []
  /** Bytes of bodies, of this capture or the last one, but for the body that was begun last. */
  let kept = 0
  let current: RawBody | undefined
  let isHeld = false
  let isLost = false

  return {
    hold() {
      if (isHeld) return false
      isHeld = true
      isLost = false
      kept = now.bodies.values().reduce((sum, { raw }) => sum + roomOf(raw), 0)
      return true
    },
    release() {
      isHeld = false
      begun = new Set()
      taken = []
      current = undefined
    },
    seed,
    share(value: Marked, like) {
      if (value.row !== undefined) now.isMarked = true
      return now.share(value, like)
    },
    get notes() {
      return now.notes
    },
    get rows() {
      return now.rows
    },
    get fresh() {
      return now.fresh
    },
    get bytes() {
      return now.bytes
    },
    begin(said, origin, rows) {
      // Of several bodies of which the same is said, each is beside the one that came at its turn.
      let about = said
      for (let turn = 2; begun.has(about); turn++) about = `${said} ${turn}`
      begun.add(about)
      const last = now.bodies.get(about)
      // Whether it counts is seen later, where an item is read by itself: it takes up its room all the same.
      kept += roomOf(current) - roomOf(last?.raw)
      const { body: raw, batches } = rows.read(last?.raw, mostBytes - kept)
      current = raw
      const reading = bodyReading(origin, last, raw)
      return { about, body: raw, batches, reading, last, order: last?.body.order ?? -1 }
    },
    take(read) {
      taken.push(read)
    },
    assemble(fresh) {
      if (isLost) throw new Error('what was known was forgotten while a capture was read')
      const bodies = new Map<string, BodyRows>()
      const lists = { removed: [], added: [], moved: [], turned: [] } as Record<Kind, (readonly KeptRow[])[]>
      let order = -1
      for (const read of taken) {
        const { next, removed, added, moved } = read.reading.end()
        next.body.order = bodies.size
        bodies.set(read.about, next)
        lists.removed.push(removed)
        lists.added.push(added)
        lists.moved.push(moved)
        if (read.last !== undefined && read.order < order) lists.turned.push(next.rows.filter(isThere))
        order = Math.max(order, read.order)
      }
      for (const [about, { rows }] of now.bodies)
        if (!bodies.has(about)) lists.removed.push(rows.filter(isThere))
      const all = [...bodies.values()]
      const { removed, added, moved, turned } = lists
      const again = now.kept?.assemble({
        removed: together(removed),
        added: together(added),
        moved: together(moved),
        turned: together(turned),
        backwards: () => backwards(all),
      })
      const assembled = again ?? assembledWhole(all, plan)
      const sameRows = now.isMarked ? sameRowsIn(all, plan) : none
      const rows = all.reduce((sum, one) => sum + one.rows.length, 0)
      const bytes = all.reduce((sum, { raw: { size } }) => sum + (size > mostBytes ? 0 : size), 0)
      now = { ...now, kept: again && now.kept, bodies, rows, bytes, seen: now.seen + fresh, fresh }
      now.notes.turn(again?.changed)
      if (rows > mostRows || now.seen > 4 * rows + 10_000) now = { ...fromNothing(), fresh }
      return { ...assembled, sameRows }
    },
    forgetBytes() {
      for (const { raw } of now.bodies.values()) raw.pieces = undefined
    },
    forget() {
      now = fromNothing()
      isLost = true
    },
  }
}

const none: SameRows = { rows: 0, units: [] }

function sameRowsIn(bodies: readonly BodyRows[], plan: Plan): SameRows {
  const seen = rowsSeen(plan)
  for (const { body, rows } of bodies) {
    seen.begin()
    for (const row of rows) {
      if (row === undefined) continue
      const said: readonly Marked[] = isList(row.said) ? row.said : [row.said]
      for (const value of said)
        if (value.row !== undefined) seen.see(value, body.origin, body.placeOf(row.line))
    }
  }
  return seen.found()
}

type Kind = 'removed' | 'added' | 'moved' | 'turned'

const isThere = (row: KeptRow | undefined): row is KeptRow => row !== undefined

/** Mostly all are in one list: it need not be copied. */
function together<One>(lists: readonly (readonly One[])[]): readonly One[] {
  const some = lists.filter(({ length }) => length > 0)
  return some.length < 2 ? (some[0] ?? []) : some.flat()
}

function* backwards(bodies: readonly BodyRows[]): Iterable<KeptRow> {
  for (const { rows } of bodies.toReversed())
    for (let at = rows.length - 1; at >= 0; at--) {
      const row = rows[at]
      if (row !== undefined) yield row
    }
}

/** Can rows of this plan be known? All that it maps must be raw rows, and no lookup may come from the capture. */
export const isRemembered = ({ parts }: Plan): boolean =>
  parts.every(
    ({ decode, select, map, fills = [] }) =>
      decode.rawRows !== undefined && select === allRows && map !== undefined && fills.length === 0,
  )
