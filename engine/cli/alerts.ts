import { alertNamed, allAlerts } from '../entry/alerts.ts'
import { type Homes, openHomes } from '../entry/homes.ts'
import { peekHead } from '../entry/peek-head.ts'
import { type Alert, holdsBack } from '../model/alert.ts'
import { type AlertEntry, alertHistory } from '../register/alert-entries.ts'
import { showAlert, showHistory } from './alerts-shown.ts'
import { type Call, command, type Exit, exit } from './command.ts'
import { planOf } from './plan-of.ts'
import { counted } from './words.ts'

export const alerts = command({
  arguments: {
    alert: { about: 'id of an alert: shows it with its history; none: all that are open', optional: true },
  },
  options: {
    all: { about: 'those that are cleared, too' },
    election: { value: 'ID', about: 'only those of this election' },
  },
  examples: [
    'feed alerts',
    'feed alerts --all --election us-2024-11-05-general',
    'feed alerts a-1a2b3c4d5e6f70',
  ],
  async run(call) {
    const { args, options, config, out, clock, signal } = call
    if (args.alert !== undefined) return await showOne(args.alert, call)
    await using homes = await openHomes(config, { reading: true })
    const found: AlertEntry[] = []
    for await (const entry of allAlerts(homes.register, options.election, signal))
      if (options.all || entry.alert.state === 'open') found.push(entry)
    const sorted = found.toSorted(mostUrgentFirst)
    out.data({ alerts: sorted.map(said) })
    for (const { alert } of sorted) showAlert(alert, clock.now().getTime(), out)
    const open = sorted.map(({ alert }) => alert).filter(({ state }) => state === 'open')
    const held = await heldOfFeeds(homes, options.election, config, signal)
    if (held !== undefined && open.length > 0) out.line(`${held}\n`)
    out.next(held === undefined || open.length > 0 ? nextOf(open) : `No alert is open. ${held}`)
    return open.some(holdsBack) ? exit.held : exit.fine
  },
})

/** What is in doubt is not all in alerts: what checks and people hold of feeds is told by another command. */
async function heldOfFeeds(
  { state }: Pick<Homes, 'state'>,
  election: string | undefined,
  config: Call['config'],
  signal: AbortSignal,
): Promise<string | undefined> {
  const held: string[] = []
  for await (const feed of state.feeds(signal)) {
    const { head, damage } = await peekHead(feed, state, signal)
    if (damage !== undefined) return `Not all is known: ${damage.message} See: feed status`
    if (head === undefined || head.holds.length === 0) continue
    const plan = election === undefined ? undefined : planOf(feed, config)
    if (plan === undefined || plan.election?.id === election) held.push(feed)
  }
  if (held.length === 0) return undefined
  const whose = held.length === 1 ? held[0] : counted(held.length, 'feed')
  return `A check or a person holds something of ${whose} back: feed holds`
}

async function showOne(
  id: string,
  { config, out, clock, signal }: Pick<Call, 'config' | 'out' | 'clock' | 'signal'>,
): Promise<Exit> {
  await using homes = await openHomes(config, { reading: true })
  const entry = await alertNamed(id, homes.register, signal)
  const history = await Array.fromAsync(alertHistory(homes.register, entry.alert.election, id, signal))
  out.data({ alert: said(entry), history: history.map(said) })
  showAlert(entry.alert, clock.now().getTime(), out)
  showHistory(history, out)
  out.next(entry.alert.state === 'open' ? nextOf([entry.alert]) : 'It is cleared. What is open: feed alerts')
  return holdsBack(entry.alert) ? exit.held : exit.fine
}

/** As machines read it: what was published of it, and whether it holds figures back. */
const said = ({ alert, version, at }: AlertEntry) => ({
  ...alert,
  revision: version,
  saidAt: at,
  holdsBack: holdsBack(alert),
})

/** What holds figures back, then what nobody has taken on, then the newest. */
function mostUrgentFirst({ alert: one }: AlertEntry, { alert: other }: AlertEntry): number {
  const rank = urgency(one) - urgency(other)
  if (rank !== 0) return rank
  if (one.since !== other.since) return one.since < other.since ? 1 : -1
  return one.id < other.id ? -1 : 1
}

function urgency(alert: Alert): number {
  if (alert.state === 'cleared') return 4
  if (holdsBack(alert)) return 0
  if (alert.severity === 'note') return 3
  return alert.acknowledged === undefined && alert.released === undefined ? 1 : 2
}

function nextOf(open: readonly Alert[]): string {
  const [first] = open
  if (first === undefined) return 'Nothing is in doubt now. What was, too: feed alerts --all'
  const holding = open.filter(holdsBack)
  const [held] = holding
  const counts = `${counted(open.length, 'alert')} open, ${holdingText(holding.length)} figures back.`
  if (held !== undefined) return `${counts} To let one through: feed release ${held.id} --why "…"`
  if (urgency(first) === 1) return `${counts} To take one on: feed acknowledge ${first.id} --why "…"`
  return `${counts} One with all that became of it: feed alerts ${first.id}`
}

const holdingText = (holding: number): string =>
  holding === 0 ? 'none holds' : holding === 1 ? 'one holds' : `${holding} hold`
