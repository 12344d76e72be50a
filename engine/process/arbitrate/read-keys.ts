import { inParallel } from '../../flow/in-parallel.ts'
import { contestAndUnit, type FeedId, resultKey } from '../../model/ids.ts'
import type { Desk } from '../../plan/desk.ts'
import { type AlertEntry, alertEntries } from '../../register/alert-entries.ts'
import { type CurrentEntry, currentEntries, currentEntry } from '../../register/current-entries.ts'
import { overrideEntries, overrideInForce } from '../../register/override-entries.ts'
import { type Usability, usableEntry } from '../../register/usable-entries.ts'
import { electionIds } from '../election-ids.ts'
import type { ProcessorPorts } from '../processor.ts'
import { type Candidate, feedOf } from './candidate.ts'
import type { Read } from './decide.ts'
import { notTwice, oneDivision } from './one-division.ts'
import { placedOutside } from './placed-outside.ts'
import { orderFor } from './source-order.ts'
import { sumOfCurrent } from './sum-of-current.ts'
import { allOf, byCodeUnits, heardOf, type Touch, waysOf } from './touch.ts'
import { doubtAbout, troubleWith } from './trouble.ts'
import { aboveAsSum, alsoWithin, typesAbove } from './units-above.ts'

export type Ports = Pick<ProcessorPorts, 'results' | 'register' | 'log' | 'desk' | 'trace' | 'clock'>

/** A home in the cloud answers each question after milliseconds: so many are asked at once. */
export const readsAtOnce = 16

/**
 * Everything that what stands of some keys follows from. Their entries first: what is written later than they were read
 * refuses whatever is computed from here.
 */
export async function readKeys(
  ports: Ports,
  touches: readonly Touch[],
  signal: AbortSignal,
): Promise<readonly Read[]> {
  const { register } = ports
  const entries = await inParallel(touches, readsAtOnce, ({ election, key }) =>
    currentEntry(register, election, key, signal),
  )
  const known = touches.map((touch, at) => ({
    touch,
    entry: entries[at],
    memory: remembered(touch, entries[at]),
  }))
  const feeds = [...new Set(known.flatMap(({ memory }) => Object.keys(memory.heard) as FeedId[]))]
  const usable = new Map(await usabilitiesOf(ports, feeds, signal))
  return await inParallel(known, readsAtOnce, (one) => readKey(ports, one, usable, signal))
}

export const usabilitiesOf = ({ register }: Ports, feeds: readonly FeedId[], signal: AbortSignal) =>
  inParallel(
    feeds,
    readsAtOnce,
    async (feed) => [feed, (await usableEntry(register, feed, signal)).usability] as const,
  )

type Known = Pick<Read, 'touch' | 'entry' | 'memory'>

function remembered(touch: Touch, entry: CurrentEntry | undefined): Read['memory'] {
  const before = entry?.body.memory
  const memory = {
    heard: heardOf(before?.heard ?? {}, touch.heard),
    above: allOf(before?.above ?? [], touch.above),
    byId: allOf(before?.byId ?? [], touch.byId),
    ways: waysOf([...(before?.ways ?? []), ...touch.ways]),
    hasParts: before?.hasParts ?? false,
  }
  return placedOutside(memory, contestAndUnit(touch.key).unit)
}

/** That there are units within, and where these have it lie: what came while nothing could be said of it is seen in them. */
function placed(memory: Read['memory'], unit: string, parts: readonly CurrentEntry[]): Read['memory'] {
  const further = parts.flatMap(({ body }) =>
    body.memory.ways
      .filter(([first, next]) => first === unit && next !== undefined)
      .map((way) => way.slice(1)),
  )
  const firsts = further.flatMap((way) => way.slice(0, 1))
  return {
    ...memory,
    hasParts: memory.hasParts || parts.length > 0,
    ways: waysOf([...memory.ways, ...further]),
    above: allOf(memory.above, firsts),
    byId: allOf(memory.byId, firsts),
  }
}

async function readKey(
  ports: Ports,
  known: Known,
  usable: ReadonlyMap<FeedId, Usability>,
  signal: AbortSignal,
): Promise<Read> {
  const { touch } = known
  const { election, key } = touch
  const { unit } = contestAndUnit(key)
  const desk = ports.desk(election)
  const found: AlertEntry[] = await Array.fromAsync(alertEntries(ports.register, election, key, signal))
  const overrides = await Array.fromAsync(overrideEntries(ports.register, election, key, signal))
  const now = ports.clock.now().toISOString()
  // While there is no entry nothing remembers what was seen within.
  const isAsked = touch.hasParts || known.memory.hasParts || known.entry === undefined
  const inside = isAsked ? await partsOf(ports, touch, desk, signal) : []
  const memory = placed(known.memory, unit, inside)
  const parts = oneDivision(inside)
  const within = aboveAsSum(unit, memory.byId)
  const alerts = found.map(({ alert }) => alert)
  const own: readonly Candidate[] = (
    await inParallel(Object.keys(memory.heard) as FeedId[], readsAtOnce, (feed) =>
      ownOf(ports, known, feed, desk, signal),
    )
  ).flat()
  const feeds = new Set(own.flatMap(({ source }) => (source.kind === 'feed' ? source.feed : [])))
  const sum = isSumOfMany(parts, unit, desk) ? sumOfCurrent(unit, within, parts, feeds) : undefined
  const ofSum = sum && feedOf(sum)
  // A feed may report only what lies within.
  const more = ofSum === undefined || usable.has(ofSum) ? [] : [ofSum]
  const usabilities = new Map([...usable, ...(await usabilitiesOf(ports, more, signal))])
  const trouble = (feed: FeedId) => {
    const theirs = electionIds(desk.crosswalks[feed]).theirs(key)
    const usability = usabilities.get(feed)
    return usability && troubleWith(usability, theirs, orderFor(desk.sources, key))
  }
  return {
    ...known,
    memory,
    desk,
    within,
    candidates: [...own, ...(sum === undefined ? [] : [sum])].map((one) => {
      const { source } = one
      if (source.kind === 'units') return one
      // What is held of its units is not in the sum.
      const leftOut = source.computed && one.stale.some(({ why }) => why === 'HELD')
      const doubt = leftOut ? undefined : doubtAbout(alerts, source.feed)
      const why = doubt ?? trouble(source.feed)
      return {
        ...one,
        ...(why === undefined ? {} : { trouble: why }),
        ...(doubt === undefined ? {} : { isDoubtful: true as const }),
      }
    }),
    parts,
    override: overrideInForce(
      overrides.map(({ override }) => override),
      now,
    ),
    alerts: found,
    usable: usabilities,
  }
}

/** What a feed says of it itself. A revision of which no message was processed yet was not judged either. */
async function ownOf(
  { results }: Ports,
  { touch, memory }: Known,
  feed: FeedId,
  desk: Desk,
  signal: AbortSignal,
): Promise<readonly Candidate[]> {
  const ids = electionIds(desk.crosswalks[feed])
  const theirs = ids.theirs(touch.key)
  // Heard under this key before the crosswalk said that it is of another.
  if (ids.ours(theirs) !== touch.key) return []
  const stored = await results.get(feed, theirs, signal)
  if (!stored?.record) return []
  const { revision, capturedAt } = stored
  const source = { kind: 'feed', feed, revision, capturedAt, computed: false } as const
  const isUnjudged = revision > (memory.heard[feed]?.revision ?? 0)
  return [{ source, record: ids.record(stored.record), stale: [], ...(isUnjudged ? { isUnjudged } : {}) }]
}

async function partsOf(
  { register }: Ports,
  { election, key }: Touch,
  desk: Desk,
  signal: AbortSignal,
): Promise<readonly CurrentEntry[]> {
  const { contest, unit } = contestAndUnit(key)
  const listed = await Array.fromAsync(currentEntries(register, election, contest, unit, signal))
  const types = typesAbove(
    desk,
    listed.map(({ body }) => contestAndUnit(body.key).unit),
  )
  const direct = notTwice(listed, types)
  const also = await inParallel(alsoWithin(desk, unit), readsAtOnce, (one) =>
    currentEntry(register, election, resultKey(contest, one), signal),
  )
  const all = new Map([...direct, ...also.flatMap((one) => one ?? [])].map((one) => [one.body.key, one]))
  return [...all.values()].toSorted((one, other) => byCodeUnits(one.body.key, other.body.key))
}

/** Does anything stand, or did, in a unit within? */
export async function hasParts(
  ports: Ports,
  { election, key }: Touch,
  signal: AbortSignal,
): Promise<boolean> {
  const { contest, unit } = contestAndUnit(key)
  for await (const _ of currentEntries(ports.register, election, contest, unit, signal)) return true
  // oxlint-disable-next-line no-await-in-loop -- mostly none, and the first is enough
  for (const one of alsoWithin(ports.desk(election), unit))
    if (await currentEntry(ports.register, election, resultKey(contest, one), signal)) return true
  return false
}

/** Beyond the jurisdiction of its feed one unit is no sum: a county alone says nothing of its state. */
function isSumOfMany(parts: readonly CurrentEntry[], unit: string, desk: Desk): boolean {
  const standing = parts.filter(({ envelope }) => envelope.record !== null)
  const [only] = standing
  if (standing.length !== 1 || only === undefined) return true
  return (
    only.body.memory.above.includes(unit) ||
    alsoWithin(desk, unit).includes(contestAndUnit(only.body.key).unit)
  )
}
