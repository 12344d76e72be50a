import type { Current, Override, Source, Switch } from '../../model/current.ts'
import type { FeedId } from '../../model/ids.ts'
import type { ResultRecord } from '../../model/result.ts'
import type { Desk } from '../../plan/desk.ts'
import type { AlertEntry } from '../../register/alert-entries.ts'
import type { CurrentBody, CurrentEntry, Memory } from '../../register/current-entries.ts'
import type { Usability } from '../../register/usable-entries.ts'
import type { Found } from '../follow-alerts.ts'
import { type Candidate, isSameSource, nameOf, sourceUnder } from './candidate.ts'
import { type Choice, choose, type Stands } from './choose.ts'
import { completenessOf } from './completeness.ts'
import { feedsIn } from './feeds-in.ts'
import { findingsOf } from './findings.ts'
import { fitted } from './fitted.ts'
import { heldWithin, namedIn } from './held-within.ts'
import { overridden, withoutPlace } from './override.ts'
import { setWithin } from './set-within.ts'
import { orderFor } from './source-order.ts'
import { spokenOf } from './spoken.ts'
import { standingOf } from './standing.ts'
import type { Touch } from './touch.ts'

/** Everything that was read of a key. */
export interface Read {
  readonly touch: Touch
  readonly desk: Desk
  /** Read before everything else. */
  readonly entry: CurrentEntry | undefined
  /** What is remembered of it, with what this touch says. */
  readonly memory: Omit<Memory, 'order' | 'under' | 'named'>
  /** The unit above that a sum of the units within would name. */
  readonly within: string | undefined
  readonly candidates: readonly Candidate[]
  /** Units directly within, one division of it: those that have nothing any more included. */
  readonly parts: readonly CurrentEntry[]
  readonly override: Override | undefined
  /** All alerts about the key. */
  readonly alerts: readonly AlertEntry[]
  /** What speaks against each feed that it was read from. */
  readonly usable: ReadonlyMap<FeedId, Usability>
}

export interface Decision {
  readonly body: CurrentBody
  readonly found: readonly Found[]
  /** Another source took over just now. */
  readonly switched: Switch | null
}

/** What stands of a key from now on. Undefined: there is nothing to say. Pure. */
export function decide(read: Read, decidedAt: string, maxBytes: number): Decision | undefined {
  const { touch, desk, entry, candidates, override, memory, parts } = read
  const { election, key } = touch
  const order = orderFor(desk.sources, key)
  const chosen = choose({ candidates, order, stands: standsIn(entry) })
  const choice = chosen === undefined || isGone(chosen) ? (heldWithin(parts, key) ?? chosen) : chosen
  // What stood by a person alone does not stand any more.
  if (choice === undefined && override === undefined && entry === undefined) return undefined
  const { record, source, stale, because } = choice ?? nothingAt(decidedAt)
  const held = record === null ? heldAmong(candidates, source) : undefined
  const figures = override === undefined ? record : overridden(record, override, held)
  const from: Source = override === undefined ? source : byPerson(override, choice)
  const before = entry?.body
  const switched = switchOf(before, from, choice, override)
  const present = parts.filter(({ envelope }) => envelope.record !== null).length
  const seen = memory.hasParts ? { present, known: parts.length } : undefined
  const byHand = figures === null ? undefined : setWithin(source, parts)
  const whole: Current = {
    election,
    key,
    record: figures,
    source: from,
    standing: figures && standingOf(figures),
    completeness: completenessOf(key, figures, seen, desk.expectedVotes),
    stale,
    feeds: feedsIn([
      { feeds: Object.keys(memory.heard) as FeedId[] },
      ...parts.map(({ envelope }) => envelope),
    ]),
    ...(byHand === undefined ? {} : { setWithin: byHand }),
    because: override === undefined ? because : setWords(override, record),
    switched: switched ?? before?.switched ?? null,
  }
  const current = fitted(whole, maxBytes)
  const named = figures === null ? namedIn(held, parts, key) : undefined
  const body: CurrentBody = {
    ...current,
    spoken: spokenOf(current, entry, decidedAt),
    memory: {
      ...memory,
      order: order?.order ?? [],
      ...(named === undefined ? {} : { named }),
      ...(override === undefined || choice === undefined
        ? {}
        : { under: { record, source, stale, because } }),
    },
  }
  return { body, found: findings(read, choice, order), switched }
}

/** What the source says whose figures do not stand. */
const heldAmong = (candidates: readonly Candidate[], of: Choice['source']): ResultRecord | undefined =>
  (candidates.find(({ source }) => isSameSource(source, of)) ?? candidates[0])?.record

const isGone = ({ record, stale }: Choice): boolean => record === null && stale.length === 0

const nothingAt = (capturedAt: string): Pick<Choice, 'record' | 'stale' | 'because' | 'source'> => ({
  record: null,
  stale: [],
  because: 'nobody reports it',
  source: { kind: 'units', units: 0, feeds: [], capturedAt },
})

function standsIn(entry: CurrentEntry | undefined): Stands | undefined {
  if (entry === undefined) return undefined
  const { memory, record, source, stale, because } = entry.body
  const under = memory.under ?? { record, source, stale, because }
  const of = sourceUnder(under.source)
  return of === null ? undefined : { ...under, source: of, order: memory.order }
}

function setWords(override: Override, record: Current['record']): string {
  const lost = withoutPlace(record, override)
  const words = `${override.who} has set it: ${override.why}`
  return lost.length === 0 ? words : `${words}; ${lost.join(', ')} does not stand any more, and is not set`
}

const byPerson = ({ id }: Override, choice: Choice | undefined): Source => ({
  kind: 'override',
  override: id,
  over: choice?.source ?? null,
})

function switchOf(
  before: CurrentBody | undefined,
  to: Source,
  choice: Choice | undefined,
  override: Override | undefined,
): Switch | null {
  if (before === undefined) return null
  const { source: from } = before
  if (override !== undefined) {
    if (from.kind === 'override' && from.override === override.id) return null
    return { from, to, why: 'OVERRIDE', words: `${override.who} has set it: ${override.why}` }
  }
  if (from.kind === 'override')
    return {
      from,
      to,
      why: 'OVERRIDE_ENDED',
      words: `override ${from.override} has ended; ${nameOf(choice?.source ?? null)} stands again`,
    }
  const switched = choice?.switched ?? null
  return switched && { from, to, ...switched }
}

function findings(
  read: Read,
  choice: Choice | undefined,
  order: ReturnType<typeof orderFor>,
): readonly Found[] {
  const usable = read.candidates.filter(
    ({ trouble, isDoubtful, isUnjudged }) => trouble === undefined && !isDoubtful && !isUnjudged,
  )
  const stands = usable.find(({ source }) => isSameSource(source, choice?.source ?? null))
  const { behind } = choice ?? {}
  return findingsOf(usable, order, behind && stands && { source: behind, stands })
}
