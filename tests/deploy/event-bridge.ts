import { Temporal } from 'temporal-polyfill'
import type { DeployedSchedule } from '../../engine/deploy/deployment.ts'

const minute = 60_000

/**
 * The ticks that a schedule makes in a span of time, as the documentation of EventBridge Scheduler has it, each at the beginning of
 * its minute: a cron expression in a zone, from `start` on and before `end`. A local minute that spring skips is skipped; one
 * that autumn repeats is not repeated. Milliseconds since 1970.
 */
export function ticksOf(schedule: DeployedSchedule, from: number, to: number): readonly number[] {
  const fires = cron(schedule.expression)
  const begins = schedule.start === undefined ? -Infinity : Date.parse(schedule.start)
  const ends = schedule.end === undefined ? Infinity : Date.parse(schedule.end)
  const longest = (schedule.ticks.at(-1) ?? 0) * 1_000
  const ticks: number[] = []
  for (let at = Math.floor((from - longest) / minute) * minute; at < to; at += minute) {
    if (at < begins || at >= ends) continue
    const local = localMinute(at, schedule.timezone)
    if (local === undefined || !fires(local)) continue
    ticks.push(
      ...schedule.ticks.map((delay) => at + delay * 1_000).filter((tick) => tick >= from && tick < to),
    )
  }
  return ticks
}

export const allTicks = (
  schedules: readonly DeployedSchedule[],
  from: number,
  to: number,
): readonly number[] =>
  [...new Set(schedules.flatMap((schedule) => ticksOf(schedule, from, to)))].toSorted(
    (one, other) => one - other,
  )

interface LocalMinute {
  readonly hour: number
  readonly minute: number
}

/** Undefined: the clock of the zone has shown it before. */
function localMinute(at: number, zone: string): LocalMinute | undefined {
  if (zone === 'UTC') return { hour: new Date(at).getUTCHours(), minute: new Date(at).getUTCMinutes() }
  const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
  const first = zoned.toPlainDateTime().toZonedDateTime(zone, { disambiguation: 'earlier' })
  return first.epochMilliseconds === at ? zoned : undefined
}

/** `cron(MINUTES HOURS * * ? *)`, as far as schedules here use it. Anything else is a mistake. */
function cron(expression: string): (at: LocalMinute) => boolean {
  const [minutes = '', hours = '', ...rest] = /^cron\((.*)\)$/.exec(expression)?.[1]?.split(' ') ?? []
  if (rest.join(' ') !== '* * ? *') throw new Error(`no such expression: ${expression}`)
  const [atMinutes, atHours] = [field(minutes, 60), field(hours, 24)]
  return (at) => atMinutes.has(at.minute) && atHours.has(at.hour)
}

function field(text: string, size: number): ReadonlySet<number> {
  const all = Array.from({ length: size }, (_, n) => n)
  if (text === '*') return new Set(all)
  const stepped = /^(\d+)\/([1-9]\d*)$/.exec(text)
  const values =
    stepped === null
      ? text.split(',').map((one) => (/^\d+$/.test(one) ? Number(one) : Number.NaN))
      : all.filter(
          (one) => one >= Number(stepped[1]) && (one - Number(stepped[1])) % Number(stepped[2]) === 0,
        )
  if (values.some((one) => !(one < size))) throw new Error(`no such field: ${text}`)
  return new Set(values)
}
