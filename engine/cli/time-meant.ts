import { feedError } from '../errors/feed-error.ts'
import { momentText } from '../time/clock.ts'
import { epochMilliseconds } from '../time/instant.ts'
import { wallClock, zonedTime } from '../time/zone.ts'

/** Where and when an election is: what a time of day means in it. */
export interface NightOf {
  /** Of the election, YYYY-MM-DD. */
  readonly date: string
  readonly timezone: string | undefined
}

/** A moment that a person names, as an instant, and in words: which one was taken. */
export interface TimeMeant {
  /** ISO 8601. */
  readonly at: string
  readonly words: string
}

/**
 * `2024-11-05T22:00:00-05:00`; `2024-11-05 22:00` on the clocks of the election; or `21:47` there, in the night of the
 * election: from noon of its day to noon of the next. CLI_USAGE where it is none of them, or needs a zone and there is none.
 */
export function timeOfNight(text: string, night: NightOf): TimeMeant {
  return meant(text, night, 'in the night of the election', (hour) =>
    hour >= 12 ? night.date : dayAfter(night.date),
  )
}

/** As `timeOfNight`, but `07:00` is the next time that the clocks there show it. */
export function nextTime(text: string, night: NightOf, now: Date): TimeMeant {
  const { timezone } = night
  const here = timezone === undefined ? '' : wallClock(now.toISOString(), timezone)
  const today = here.slice(0, 10)
  return meant(text, night, 'when the clocks there show it next', (_, time) =>
    time > here.slice(11) ? today : dayAfter(today),
  )
}

function meant(
  text: string,
  { timezone }: NightOf,
  which: string,
  dayOf: (hour: number, time: string) => string,
): TimeMeant {
  if (epochMilliseconds(text) !== undefined) return { at: text, words: text }
  const [, day, hours = '', rest = ''] =
    /^(?:(\d{4}-\d\d-\d\d)[ T])?(\d{1,2})(:\d\d(?::\d\d)?)$/.exec(text.trim()) ?? []
  const time = `${hours.padStart(2, '0')}${rest}`
  if (hours === '' || timezone === undefined) throw noTime(text, which, hours !== '')
  const local = `${day ?? dayOf(Number(hours), `${time}:00`.slice(0, 8))} ${time}`
  const moment = epochMilliseconds(zonedTime(local, timezone) ?? '')
  if (moment === undefined) throw noTime(text, which, false)
  const at = momentText(moment)
  return { at, words: `${wallClock(at, timezone)} in ${timezone} (${at})` }
}

function noTime(text: string, which: string, lacksZone: boolean): Error {
  const problem = lacksZone
    ? `"${text}" needs a time zone, and the file of the election names none`
    : `"${text}" is no time`
  const advice = `Write 21:47 for that time ${which}, 2024-11-05 21:47, or 2024-11-05T22:00:00-05:00, or with Z for UTC.`
  return feedError('CLI_USAGE', { problem, advice })
}

const dayAfter = (day: string): string =>
  momentText((epochMilliseconds(`${day}T12:00:00Z`) ?? 0) + 86_400_000).slice(0, 10)
