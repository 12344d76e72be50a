import type { FeedError } from '../errors/feed-error.ts'
import { payloadName } from '../flow/payload-name.ts'
import type { Head } from '../model/head.ts'
import type { Hold } from '../model/hold.ts'
import type { FeedId } from '../model/ids.ts'
import type { Plan } from '../plan/plan.ts'
import { intervalAt, nextDue, openWindows } from '../poll/due.ts'
import { epochMilliseconds, instantText } from '../time/instant.ts'

/**
 * Worst first. `damaged`: its state can not be read. `failing`: its newest poll failed. `silent`: it should have been
 * checked, and was not. `misdated`: it was checked in the future, so that nobody knows how fresh it is.
 */
export const healthWords = [
  'damaged',
  'failing',
  'silent',
  'misdated',
  'late',
  'held',
  'new',
  'fine',
  'paused',
  'draft',
] as const
export type HealthWord = (typeof healthWords)[number]

/** How a feed is, by its head and its plan. Silence is never health: what was not checked in time says so. */
export interface FeedHealth {
  readonly feed: FeedId
  readonly word: HealthWord
  /** Checked in time, with changes in time where they are expected, whatever else is wrong. False: nobody knows that. */
  readonly isFresh: boolean
  /** What is wrong, each in a plain sentence without a full stop. */
  readonly reasons: readonly string[]
  /** The code of what its newest poll failed for. Null: it did not fail. */
  readonly failedFor: string | null
  readonly revision: number
  readonly results: number
  readonly checkedAt: string | null
  readonly changedAt: string | null
  /** The source's own time, where it has one. */
  readonly asOf: string | null
  readonly holds: readonly Hold[]
  /** When a person released something that no poll has judged since: it is not published yet. */
  readonly releasedAt: string | null
  readonly lease: Head['lease']
  /** A committed revision may not be in the log yet. */
  readonly pending: boolean
  /** When it is polled next, if somebody polls. */
  readonly dueAt: string | null
}

/** What of a plan says how fresh its feed has to be. */
export interface HealthPlan extends Pick<Plan, 'feed' | 'status' | 'schedule'> {
  readonly limits: Pick<Plan['limits'], 'seconds'>
}

/** Polls may fail now and then: this many intervals without a check are silence. */
const intervalsOfSilence = 3
const dayMilliseconds = 86_400_000
/** Clocks of several machines may differ by so much. */
const apartMilliseconds = 60_000

/** How a feed is now. `damage`: why its state can not be read, or not all of it. */
export function healthOf(
  plan: HealthPlan,
  head: Head | undefined,
  now: Date,
  damage?: FeedError,
): FeedHealth {
  const moment = now.getTime()
  const failing = failureOf(head, moment)
  const silence = silenceOf(plan, head, moment)
  const lateness = latenessOf(plan, head, moment)
  const misdated = misdatedOf(head, moment)
  const damaged = damage && `${damage.code} ${damage.message.replace(/\.$/, '')}`
  const ofPolls =
    plan.status === 'live' ? [failing, silence, misdated, lateness, deniedOf(head, moment), lackOf(head)] : []
  const reasons = [damaged, ...ofPolls].filter((one) => one !== undefined)
  const holds = head?.holds ?? []
  return {
    feed: plan.feed,
    word: damaged === undefined ? wordOf(plan, head, { failing, silence, misdated, lateness }) : 'damaged',
    isFresh: damaged === undefined && isChecked(head) && !(silence ?? misdated ?? lateness),
    reasons,
    failedFor: head?.failing?.code ?? null,
    revision: head?.revision ?? 0,
    results: head?.results ?? 0,
    checkedAt: head?.checkedAt ?? null,
    changedAt: head?.changedAt ?? null,
    asOf: head?.facts?.asOf ?? null,
    holds,
    releasedAt: releasedOf(head),
    lease: isHeld(head?.lease ?? null, moment) ? (head?.lease ?? null) : null,
    pending: (head?.pending ?? null) !== null,
    dueAt: dueOf(plan, head, moment),
  }
}

function wordOf(
  plan: HealthPlan,
  head: Head | undefined,
  wrong: Readonly<Record<'failing' | 'silence' | 'misdated' | 'lateness', string | undefined>>,
): HealthWord {
  if (plan.status !== 'live') return plan.status
  if (wrong.failing !== undefined) return 'failing'
  if (!isChecked(head)) return 'new'
  if (wrong.silence !== undefined) return 'silent'
  if (wrong.misdated !== undefined) return 'misdated'
  if (wrong.lateness !== undefined) return 'late'
  return head.holds.length > 0 || releasedOf(head) !== null ? 'held' : 'fine'
}

function failureOf(head: Head | undefined, now: number): string | undefined {
  const { failing } = head ?? {}
  if (!failing) return undefined
  const { polls, since, at, code, message } = failing
  const ago = span(now - (millisecondsOf(at) ?? now))
  const row = polls === 1 ? '' : `, like all ${polls} since ${since}`
  return `the poll ${ago} ago failed${row}: ${code} ${message.replace(/\.$/, '')}`
}

/** Items of requests that the last capture could not have. */
function lackOf(head: Head | undefined): string | undefined {
  const failed = head?.judged?.failed ?? []
  const [first] = failed
  if (first === undefined) return undefined
  const others = failed.length === 1 ? '' : `, and ${failed.length - 1} more`
  return `${payloadName(first)} could not be had: ${first.code} ${first.reason}${others}`
}

function silenceOf(plan: HealthPlan, head: Head | undefined, now: number): string | undefined {
  const checked = millisecondsOf(head?.checkedAt)
  if (checked === undefined) return undefined
  const interval = intervalAt(plan.schedule, now)
  const allowedFor = (every: number): number => intervalsOfSilence * every + plan.limits.seconds * 1_000
  // A window that has just opened asks for nothing of the time before it.
  const before = intervalAt(plan.schedule, now - allowedFor(interval))
  if (now - checked <= allowedFor(Math.max(interval, before))) return undefined
  return `not checked for ${span(now - checked)}, and due every ${span(interval)}`
}

const isChecked = (head: Head | undefined): head is Head => (head?.checkedAt ?? null) !== null

function misdatedOf(head: Head | undefined, now: number): string | undefined {
  const ahead = (millisecondsOf(head?.checkedAt) ?? now) - now
  if (ahead <= apartMilliseconds) return undefined
  return `checked in ${span(ahead)}, says its state: the clock of this machine is behind, or that of the one that polled it was ahead`
}

/** Inside a window that asks for change: nothing new since it opened, or for too long. */
function latenessOf({ schedule }: HealthPlan, head: Head | undefined, now: number): string | undefined {
  const expected = schedule.expectChangeWithinMilliseconds
  if (expected === undefined || head === undefined || head.checkedAt === null) return undefined
  const opened = openWindows(schedule, now).map(({ from }) => millisecondsOf(from) ?? now)
  if (opened.length === 0) return undefined
  const asOf = millisecondsOf(head.facts?.asOf)
  const reference = asOf ?? millisecondsOf(head.changedAt)
  const since = Math.max(reference ?? 0, Math.min(...opened))
  if (now - since <= expected) return undefined
  const what = asOf === undefined ? 'no change' : 'nothing newer from the source'
  return `${what} for ${span(now - since)}, and expected within ${span(expected)}`
}

/** A day long: the server said "not modified" of what it had changed. It makes no other word: the bytes are used. */
function deniedOf(head: Head | undefined, now: number): string | undefined {
  const denied = Object.entries(head?.cursors ?? {})
    .flatMap(([request, cursor]) => {
      const ago = now - (millisecondsOf(cursor.denied) ?? Number.NEGATIVE_INFINITY)
      return ago <= dayMilliseconds ? [{ request, ago }] : []
    })
    .toSorted((one, other) => one.ago - other.ago)
  const [last] = denied
  if (last === undefined) return undefined
  return `${span(last.ago)} ago the server said "not modified" of ${last.request}, which it had changed: set conditional: false in its source`
}

function dueOf(plan: HealthPlan, head: Head | undefined, now: number): string | null {
  if (plan.status !== 'live') return null
  const due = nextDue(plan.feed, plan.schedule, millisecondsOf(head?.checkedAt), now)
  return instantText(Math.max(due, now))
}

/** A poll that reached a verdict was after it, or would have been stopped by it. */
function releasedOf(head: Head | undefined): string | null {
  if (head?.reopened !== true) return null
  const released = head.orders.findLast(({ order }) => order === 'release')?.at
  const isSince = (millisecondsOf(released) ?? 0) >= (millisecondsOf(head.checkedAt) ?? 0)
  return released !== undefined && isSince ? released : null
}

const isHeld = (lease: Head['lease'], now: number): boolean => (millisecondsOf(lease?.until) ?? 0) > now

const millisecondsOf = (iso: string | null | undefined): number | undefined =>
  iso === null || iso === undefined ? undefined : epochMilliseconds(iso)

/** A span of time for people, in its two largest units: `45 s`, `12 min`, `2 h 5 min`, `3 d 4 h`. */
export function span(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1_000))
  if (seconds < 100) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`
  return hours % 24 === 0 ? `${Math.floor(hours / 24)} d` : `${Math.floor(hours / 24)} d ${hours % 24} h`
}
