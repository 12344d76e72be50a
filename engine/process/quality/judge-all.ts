import { inParallel } from '../../flow/in-parallel.ts'
import type { ResultKey } from '../../model/ids.ts'
import type { Desk } from '../../plan/desk.ts'
import { type AlertEntry, type AlertWrite, alertEntry, writeAlerts } from '../../register/alert-entries.ts'
import { electionIds } from '../election-ids.ts'
import { followAlerts } from '../follow-alerts.ts'
import type { ProcessorPorts } from '../processor.ts'
import { publishAlerts } from '../publish-alerts.ts'
import { type Asked, readsAtOnce } from './asked.ts'
import { judge } from './judge.ts'
import { knownAlerts } from './known-alerts.ts'
import { readingOf } from './reading.ts'

export type JudgePorts = Pick<ProcessorPorts, 'results' | 'register' | 'log' | 'desk' | 'trace' | 'clock'>

/** What became of the alerts about what one feed says of a key. */
interface Judged {
  readonly asked: Asked
  /** In the ids of the election. */
  readonly key: ResultKey
  readonly known: readonly AlertEntry[]
  readonly writes: readonly AlertWrite[]
}

/** Judges all of them, however often somebody else comes between. Answers with the keys of which a rule holds figures, or did. */
export async function judgeAll(
  ports: JudgePorts,
  election: string,
  asked: readonly Asked[],
  signal: AbortSignal,
): Promise<Set<ResultKey>> {
  const held = new Set<ResultKey>()
  const desk = ports.desk(election)
  for (let rest = asked; rest.length > 0; ) {
    // oxlint-disable-next-line no-await-in-loop -- what was refused is judged again
    const judged = await judgeOnce(ports, election, desk, rest, signal)
    const all = judged.flatMap(({ writes }) => writes)
    // oxlint-disable-next-line no-await-in-loop -- as above
    const refused = new Set(all.length > 0 ? await writeAlerts(ports.register, election, all, signal) : [])
    // oxlint-disable-next-line no-await-in-loop -- as above
    await publishNews(ports, election, judged, signal)
    for (const { key, known, writes } of judged)
      if ([...known, ...writes].some(({ alert }) => alert.severity === 'hold')) held.add(key)
    rest = judged.filter((one) => isToJudgeAgain(one, refused)).map((one) => one.asked)
  }
  return held
}

async function judgeOnce(
  ports: JudgePorts,
  election: string,
  desk: Desk,
  asked: readonly Asked[],
  signal: AbortSignal,
): Promise<readonly Judged[]> {
  const at = ports.clock.now().toISOString()
  const keyOf = ({ feed, key }: Asked) => electionIds(desk.crosswalks[feed]).ours(key)
  const alerts = await knownAlerts(ports.register, election, new Set(asked.map(keyOf)), signal)
  const reading = readingOf(ports.results, desk, signal)
  return await inParallel(asked, readsAtOnce, async (one) => {
    const key = keyOf(one)
    const known = (alerts.get(key) ?? []).filter(({ alert }) => alert.feed === one.feed)
    const said = await reading.says(one)
    const found = said === undefined ? [] : await judge(one, said, known, desk, reading)
    return { asked: one, key, known, writes: followAlerts({ election, key }, known, found, at) }
  })
}

/**
 * Where somebody else wrote, and where an alert is new: there was nothing yet that could have told two judges of each other,
 * so whoever opens one looks once more, after it is there for all to see.
 */
const isToJudgeAgain = ({ writes }: Judged, refused: ReadonlySet<string>): boolean =>
  writes.some(({ alert, from }) => from === 0 || refused.has(alert.id))

/** Reads again what there is to tell: by now it may be told, or say more. */
async function publishNews(
  ports: JudgePorts,
  election: string,
  judged: readonly Judged[],
  signal: AbortSignal,
): Promise<void> {
  const news = judged.flatMap(({ known, writes }) => {
    const told = new Map(known.map((entry) => [entry.alert.id, entry.told]))
    return writes.filter(({ alert }) => alert.noticed.version > (told.get(alert.id) ?? 0))
  })
  const entries = await inParallel(news, readsAtOnce, ({ alert }) =>
    alertEntry(ports.register, election, alert.id, signal),
  )
  const there = entries.filter((entry) => entry !== undefined)
  await publishAlerts(ports, election, there, signal)
}
