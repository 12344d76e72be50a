import { inParallel } from '../../flow/in-parallel.ts'
import type { Envelope } from '../../model/envelope.ts'
import type { Desk } from '../../plan/desk.ts'
import { type AlertEntry, alertEntry, writeAlerts } from '../../register/alert-entries.ts'
import { electionIds } from '../election-ids.ts'
import { followAlerts } from '../follow-alerts.ts'
import { envelopeShape } from '../message-shapes.ts'
import type { ProcessorMaker, ProcessorPorts } from '../processor.ts'
import { publishAlerts } from '../publish-alerts.ts'
import { readMessages } from '../read-messages.ts'
import { affectedBy } from './affected.ts'
import { type Asked, readsAtOnce } from './asked.ts'
import { judge } from './judge.ts'
import { knownAlerts } from './known-alerts.ts'
import { readingOf } from './reading.ts'
import { touchedBy } from './touched.ts'

type Needs = Pick<ProcessorPorts, 'results' | 'register' | 'log' | 'desk' | 'clock'>

/**
 * What the rules of an election find in what feeds say, followed as alerts. Every judgement is made of what the ledger holds
 * now, and written only if nobody wrote since the alert was read, which is before the figures are: what was delivered twice,
 * or in another order, ends the same. An election without rules costs nothing.
 */
export const quality: ProcessorMaker<Needs> = {
  name: 'quality',
  make: (ports) => async (messages, signal) => {
    const envelopes = readMessages(messages, envelopeShape) as readonly Envelope[]
    const touched = await touchedBy(envelopes, ports.results, signal)
    for (const [election, asked] of touched) {
      const desk = ports.desk(election)
      if (desk.rules.length === 0) continue
      const affected = await affectedBy(asked, desk, readingOf(ports.results, desk, signal))
      let rest = affected
      while (rest.length > 0) rest = await judged(ports, election, desk, rest, signal)
    }
    return []
  },
}

/**
 * Answers with those to judge again: where somebody else wrote, and where an alert is new. There was nothing yet that could
 * have told two judges of each other, so whoever opens one looks once more, after it is there for all to see.
 */
async function judged(
  ports: Needs,
  election: string,
  desk: Desk,
  asked: readonly Asked[],
  signal: AbortSignal,
): Promise<readonly Asked[]> {
  const at = ports.clock.now().toISOString()
  const keyOf = ({ feed, key }: Asked) => electionIds(desk.crosswalks[feed]).ours(key)
  const known = await knownAlerts(ports.register, election, new Set(asked.map(keyOf)), signal)
  const reading = readingOf(ports.results, desk, signal)
  const follows = await inParallel(asked, readsAtOnce, async (one) => {
    const key = keyOf(one)
    const own = (known.get(key) ?? []).filter(({ alert }) => alert.feed === one.feed)
    const said = await reading.says(one)
    const found = said === undefined ? [] : await judge(one, said, own, desk, reading)
    return { one, own, writes: followAlerts({ election, key }, own, found, at) }
  })
  const all = follows.flatMap(({ writes }) => writes)
  const refused = new Set(all.length === 0 ? [] : await writeAlerts(ports.register, election, all, signal))
  await publishNews(ports, election, follows, signal)
  return follows.flatMap(({ one, writes }) =>
    writes.some(({ alert, from }) => from === 0 || refused.has(alert.id)) ? [one] : [],
  )
}

/** Reads again what there is to tell: by now it may be told, or say more. */
async function publishNews(
  ports: Needs,
  election: string,
  follows: readonly {
    readonly own: readonly AlertEntry[]
    readonly writes: ReturnType<typeof followAlerts>
  }[],
  signal: AbortSignal,
): Promise<void> {
  const news = follows.flatMap(({ own, writes }) => {
    const told = new Map(own.map((entry) => [entry.alert.id, entry.told]))
    return writes.filter(({ alert }) => alert.noticed.version > (told.get(alert.id) ?? 0))
  })
  const entries = await inParallel(news, readsAtOnce, ({ alert }) =>
    alertEntry(ports.register, election, alert.id, signal),
  )
  await publishAlerts(
    ports,
    election,
    entries.filter((entry) => entry !== undefined),
    signal,
  )
}
