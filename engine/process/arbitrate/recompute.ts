import { setImmediate } from 'node:timers/promises'
import { canonicalJson } from '../../flow/canonical-json.ts'
import { contestAndUnit, type ResultKey, resultKey } from '../../model/ids.ts'
import type { CurrentBody } from '../../register/current-entries.ts'
import { type Decision, decide, type Read } from './decide.ts'
import { followFindings } from './follow-findings.ts'
import { missed } from './missed.ts'
import { publishCurrent, settleCurrent, type Written } from './publish-current.ts'
import { type Ports, readKeys } from './read-keys.ts'
import { tellSwitch } from './tell-switch.ts'
import { distinct, type Touch, touchOf } from './touch.ts'
import { alsoIn } from './units-above.ts'
import { groupOf, writeCurrent } from './write-current.ts'

/** So many are computed and written, then others get their turn: whoever waits longer with a sum is refused more often. */
const keysPerTurn = 100
/** No unit lies deeper: what goes on for longer goes round in a circle. */
const mostLevels = 16

/**
 * Decides anew what stands of these keys, and of the units above them as far as something changes there; publishes what is
 * new. Safe at any time and from anywhere: it follows from what is kept, and from nothing that the caller says.
 */
export async function recompute(
  ports: Ports,
  election: string,
  keys: readonly ResultKey[],
  signal: AbortSignal,
): Promise<void> {
  await recomputeTouched(
    ports,
    keys.map((key) => touchOf(election, key)),
    signal,
  )
}

/**
 * Level by level. A key counts as told only when everything above it is computed: whoever comes upon one that is not goes
 * on from there, whatever has ended the one before.
 */
export async function recomputeTouched(
  ports: Ports,
  touches: readonly Touch[],
  signal: AbortSignal,
): Promise<void> {
  const all: Written[] = []
  let level = distinct(touches)
  for (let at = 0; at < mostLevels && level.length > 0; at += 1) {
    const written: Settled[] = []
    for (let rest = level; rest.length > 0; ) {
      const turn = rest.slice(0, keysPerTurn)
      const { done, refused } = await computed(ports, turn, signal)
      written.push(...done)
      // A key that is written twice at one time would refuse itself, again and again.
      rest = distinct([...rest.slice(keysPerTurn), ...refused])
      await setImmediate()
    }
    const last = lastOfEach(written)
    await publishCurrent(ports, last, signal)
    all.push(...last)
    level = distinct(last.flatMap((one) => above(ports, one)))
  }
  await settleCurrent(ports, all, signal)
}

interface Decided {
  readonly read: Read
  readonly decision: Decision
}
interface Settled extends Written {
  readonly touch: Touch
  /** What is above follows from this, and may not be computed yet. */
  readonly goesUp: boolean
}

async function computed(
  ports: Ports,
  touches: readonly Touch[],
  signal: AbortSignal,
): Promise<{ readonly done: readonly Settled[]; readonly refused: readonly Touch[] }> {
  const read = await readKeys(ports, touches, signal)
  const at = ports.clock.now().toISOString()
  const decided = read.flatMap((one) => {
    const decision = decide(one, at, ports.log.maxMessageBytes)
    return decision === undefined ? [] : [{ read: one, decision }]
  })
  const writes = decided.map(({ read: { entry }, decision: { body } }) => ({
    body,
    from: entry?.guard ?? 0,
    at,
  }))
  const refused = await writeCurrent(ports, writes, signal)
  const accepted = decided.filter(({ decision }) => !refused.has(decision.body))
  for (const { decision } of accepted) tellSwitch(decision, at, ports)
  const overtaken = new Set(await followFindings(ports, accepted, at, signal))
  const again = decided.flatMap(({ decision, read: { touch } }) =>
    refused.has(decision.body) || overtaken.has(touch) ? [touch] : [],
  )
  return {
    done: accepted.map(settled),
    refused: [
      ...again,
      ...(await missed(
        ports,
        accepted.map(({ read: one }) => one),
        signal,
      )),
    ],
  }
}

function settled({ read: { touch, entry }, decision: { body } }: Decided): Settled {
  const told = entry?.told ?? 0
  const before = entry?.version ?? 0
  const isSame = entry !== undefined && canonicalJson(entry.body) === canonicalJson(body)
  const moved = placesIn(entry?.body) !== placesIn(body)
  const goesUp = told < before || told < body.spoken.revision || moved
  return { touch, body, version: isSame ? before : before + 1, told, goesUp }
}

/** Some are decided twice: the later says what the earlier did not tell. */
const lastOfEach = (written: readonly Settled[]): readonly Settled[] => [
  ...new Map(written.map((one) => [`${one.body.election} ${one.body.key}`, one])).values(),
]

const placesIn = (body: CurrentBody | undefined): string =>
  canonicalJson([body?.memory.above ?? [], body?.memory.ways ?? []])

/** The units that it lies in, as any source has it or had it. */
function above({ desk }: Ports, { body, touch, goesUp }: Settled): readonly Touch[] {
  if (!goesUp) return []
  const { election, key, memory } = body
  const { contest, unit } = contestAndUnit(key)
  const group = groupOf(body)
  const units = new Set([
    ...memory.above,
    ...(group === undefined ? [] : [group]),
    ...alsoIn(desk(election), unit),
  ])
  return [...units].map((one) => {
    const ways = touch.ways.filter(([first]) => first === one).map((way) => way.slice(1))
    return {
      ...touchOf(election, resultKey(contest, one)),
      above: ways.flatMap((way) => way.slice(0, 1)),
      byId: ways.flatMap((way) => way.slice(0, 1)),
      ways: ways.filter((way) => way.length > 0),
      hasParts: true,
    }
  })
}
