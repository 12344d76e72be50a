import type { Alert } from '../../model/alert.ts'
import type { Correction } from '../../rehearse/corrections.ts'
import type { NightEvent } from '../../rehearse/scene.ts'
import { wallClock } from '../../time/zone.ts'
import type { Output, Style } from '../output.ts'
import { counted, figure, oneLine } from '../words.ts'

/** How moments are read: on the wall clock of a zone, with the day where the night has more than one. */
export type ShowTime = (moment: Date | string) => string
/** Times of a zone; `withDay` where hours alone would not do. */
export function showTime(zone: string, withDay: boolean): ShowTime {
  return (moment) => {
    const iso = typeof moment === 'string' ? moment : moment.toISOString()
    return wallClock(iso, zone).slice(withDay ? 5 : 11, 19)
  }
}

const instant = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g

/** Reasons name instants as they are written inside; who reads of a night reads its wall clock. */
export const onWallClock = (text: string, time: ShowTime): string =>
  text.replaceAll(instant, (iso) => time(iso))

const endings = {
  superseded: 'a newer capture is without that doubt',
  released: 'a person released it',
  due: 'the polls have closed',
} as const

/** An event of the night in words: what, how it looks, and the rest. */
export function eventWords(event: NightEvent): readonly [what: string, look: Style, rest: string] {
  switch (event.kind) {
    case 'published': {
      const { added, revised, corrected, withdrawn } = event
      const parts = Object.entries({ added, revised, corrected, withdrawn })
        .filter(([, count]) => count > 0)
        .map(([kind, count]) => `${count} ${kind}`)
      if (corrected === 0) return ['published', 'green', parts.join(', ')]
      return [
        'corrected',
        'cyan',
        [...parts, ...event.corrections.slice(0, 1).map(correctionText)].join(', '),
      ]
    }
    case 'held': {
      const { code, reason, results } = event.hold
      const what = results === 0 ? 'the whole capture' : counted(results, 'result')
      return ['HELD', 'yellow', `${what}: ${code} ${oneLine(reason)}`]
    }
    case 'lifted':
      return ['lifted', 'green', `${event.hold.code}: ${endings[event.how]}`]
    case 'alert':
      return alertWords(event.alert)
    case 'failed':
      break
  }
  return ['failed', 'red', `${event.code} ${oneLine(event.message)}`]
}

function alertWords({ severity, state, words }: Alert): readonly [what: string, look: Style, rest: string] {
  if (state === 'cleared') return ['cleared', 'green', oneLine(words)]
  return severity === 'note' ? ['note', 'dim', oneLine(words)] : ['ALERT', 'yellow', oneLine(words)]
}

/** `Cider Mill, Library Measure: Yes 701 → 697`. */
export function correctionText({ contest, unit, falls }: Correction): string {
  const said = falls.map(({ name, from, to }) => `${oneLine(name)} ${figure(from)} → ${figure(to)}`)
  return `${oneLine(unit)}, ${oneLine(contest)}: ${said.length === 0 ? 'the source says so' : said.join(', ')}`
}

/** One line for those who read along without a terminal. */
export function eventLine(event: NightEvent, time: ShowTime, { style }: Pick<Output, 'style'>): string {
  const [what, look, rest] = eventWords(event)
  return `${time(event.at)}  ${(event.feed ?? 'feeds').padEnd(12)}  ${style(look, what.padEnd(9))}  ${onWallClock(rest, time)}`
}
