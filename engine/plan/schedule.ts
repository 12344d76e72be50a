import { feedError } from '../errors/feed-error.ts'
import type { FeedValue } from '../spec/sections.ts'
import { milliseconds } from '../time/duration.ts'
import { epochMilliseconds, instantText, isTimeZone, zonedTime } from '../time/zone.ts'
import { type Compiling, placeText, type Section } from './compiling.ts'
import type { Schedule, Window } from './plan.ts'

export interface CompiledSchedule {
  readonly timezone: string
  readonly schedule: Schedule
}

/** Local times become instants; windows that could never be used are mistakes. */
export function compileSchedule(
  section: Section<FeedValue['schedule']>,
  compiling: Compiling,
): CompiledSchedule | undefined {
  const { value, document, path } = section
  const { timezone } = value
  if (!isTimeZone(timezone)) {
    reportZone(timezone, document.position([...path, 'timezone']), compiling)
    return undefined
  }
  const windows: Window[] = []
  for (const [index, window] of (value.windows ?? []).entries()) {
    const at = (key: string) => document.position([...path, 'windows', index, key])
    const from = instantIn(window.from, timezone)
    const to = instantIn(window.to, timezone)
    for (const [key, instant] of [['from', from] as const, ['to', to] as const]) {
      if (instant === undefined) reportTime(window[key], 'is no time that there is', at(key), compiling)
    }
    if (from === undefined || to === undefined) continue
    if (to <= from) {
      reportTime(window.to, `is not after ${window.from}`, at('to'), compiling)
      continue
    }
    const hidden = windows.findIndex((one) => one.from <= from && to <= one.to)
    if (hidden !== -1) {
      const why = `${placeText(document.position([...path, 'windows', hidden]))} covers all of it`
      compiling.report(feedError('SPEC_UNREACHABLE', { what: 'This window', why }, { at: at('from') }))
    }
    windows.push({ from, to, everyMilliseconds: milliseconds(window.every) })
  }
  const expected = value.expect_change_within
  return {
    timezone,
    schedule: {
      everyMilliseconds: milliseconds(value.every),
      windows,
      ...(expected === undefined ? {} : { expectChangeWithinMilliseconds: milliseconds(expected) }),
    },
  }
}

/** A local time as an instant in UTC, always of one width, so that texts compare as times do. */
export function instantIn(local: string, timezone: string): string | undefined {
  const zoned = zonedTime(local, timezone)
  const moment = zoned === undefined ? undefined : epochMilliseconds(zoned)
  return moment === undefined ? undefined : instantText(moment)
}

export function reportZone(
  name: string,
  at: ReturnType<Section['document']['position']>,
  { report }: Compiling,
): void {
  report(feedError('SPEC_TIME', { text: name, problem: 'is not the name of a time zone' }, { at }))
}

export function reportTime(
  text: string,
  problem: string,
  at: ReturnType<Section['document']['position']>,
  { report }: Compiling,
): void {
  report(feedError('SPEC_TIME', { text, problem }, { at }))
}
