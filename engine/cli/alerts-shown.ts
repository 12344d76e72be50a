import { span } from '../entry/health.ts'
import { type Act, type Alert, holdsBack } from '../model/alert.ts'
import { contestAndUnit } from '../model/ids.ts'
import type { AlertEntry } from '../register/alert-entries.ts'
import { epochMilliseconds } from '../time/instant.ts'
import type { Output, Style } from './output.ts'
import { oneLine } from './words.ts'

const looks: Readonly<Record<Alert['severity'], Style>> = { note: 'dim', alert: 'yellow', hold: 'red' }

/** What is in doubt, with the figures, what people did, and what to type. */
export function showAlert(alert: Alert, now: number, out: Output): void {
  const { id, severity, state, rule, feed, since, words, because } = alert
  const word = state === 'cleared' ? 'cleared' : holdsBack(alert) ? 'HOLDS' : severity
  const look = state === 'cleared' ? 'dim' : looks[severity]
  const open = state === 'cleared' ? '' : `, for ${span(now - (epochMilliseconds(since) ?? now))}`
  const whose = feed === null ? '' : `  ${feed}`
  out.line(`${out.style(look, id)}  ${out.style('bold', word)}  ${rule}${whose}${open}, since ${since}`)
  out.line(`  ${oneLine(words)}`)
  if (because !== undefined) out.line(`  ${out.style('dim', oneLine(because))}`)
  showTable(alert, out)
  if (alert.acknowledged !== undefined) out.line(`  acknowledged ${actText(alert.acknowledged)}`)
  if (alert.released !== undefined) out.line(`  released ${actText(alert.released)}${againText(alert)}`)
  const next = commandFor(alert)
  if (next !== undefined) out.line(`  ${out.style('cyan', next)}`)
  out.line()
}

function showTable({ table }: Alert, out: Output): void {
  const [heads, ...rows] = table ?? []
  if (heads === undefined) return
  const columns = heads.map((title, at) =>
    at === 0 ? { title: `  ${title}`, flexible: true as const } : { title, right: true as const },
  )
  out.table(
    columns,
    rows.map(([first = '', ...rest]) => [`  ${oneLine(first)}`, ...rest]),
  )
}

const actText = ({ who, why, at }: Act): string => `by ${oneLine(who)} at ${at}: ${oneLine(why)}`

const againText = (alert: Alert): string =>
  holdsBack(alert) ? '; it is worse by a tenth since, and holds again' : ''

function commandFor(alert: Alert): string | undefined {
  if (holdsBack(alert)) return `feed release ${alert.id} --why "…"`
  const isTaken = alert.acknowledged !== undefined || alert.released !== undefined
  if (alert.state === 'cleared' || alert.severity === 'note' || isTaken) return undefined
  return `feed acknowledge ${alert.id} --why "…"`
}

/** What it is about, by its ids, and version by version what became of it. */
export function showHistory(history: readonly AlertEntry[], out: Output): void {
  const rows = history.map(({ alert, at }, index) => [
    `  ${at}`,
    String(alert.measure),
    oneLine(stepText(alert, history[index - 1]?.alert)),
  ])
  const [last] = history
  if (last !== undefined) {
    const { contest, unit } = contestAndUnit(last.alert.key)
    out.line(`  ${contest}/${unit}, ${last.alert.election}`)
  }
  out.table([{ title: '  at' }, { title: 'measure', right: true }, { title: 'what', flexible: true }], rows)
}

function stepText(now: Alert, before: Alert | undefined): string {
  if (now.released !== undefined && now.released.at !== before?.released?.at)
    return `released ${actText(now.released)}`
  if (now.acknowledged !== undefined && now.acknowledged.at !== before?.acknowledged?.at)
    return `acknowledged ${actText(now.acknowledged)}`
  if (now.state === 'cleared') return before?.state === 'cleared' ? 'still cleared' : 'cleared'
  if (before === undefined) return `found: ${now.words}`
  if (before.state === 'cleared') return `found again: ${now.words}`
  const isNews = now.noticed.version !== before.noticed.version
  return `${isNews ? 'told again' : 'the same'}: ${now.words}`
}
