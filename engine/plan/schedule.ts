import type { Path } from '../component.ts'
import { feedError } from '../errors/feed-error.ts'
import { near } from '../flow/near.ts'
import type { SpecDocument } from '../spec/document.ts'
import type { FeedValue } from '../spec/sections.ts'
import { milliseconds } from '../time/duration.ts'
import { epochMilliseconds, instantText } from '../time/instant.ts'
import { isSkipped, isTimeZone, zonedTime } from '../time/zone.ts'
import type { Compiling, Section } from './compiling.ts'
import type { Schedule, Window } from './plan.ts'
import { isObject } from './whole.ts'

export interface CompiledSchedule {
  readonly timezone: string
  readonly schedule: Schedule
}

/** A zone is told to be none also where the rest of the section does not fit its schema. */
export function reportZoneOf(document: SpecDocument, compiling: Compiling): void {
  const schedule = isObject(document.value) ? (document.value['schedule'] ?? null) : null
  const zone = isObject(schedule) ? schedule['timezone'] : undefined
  if (typeof zone === 'string' && !isTimeZone(zone))
    reportZone(zone, document.position(['schedule', 'timezone']), compiling)
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
  reportPace(value.every, ['every'], section, compiling)
  const windows: IndexedWindow[] = []
  for (const [index, window] of (value.windows ?? []).entries()) {
    const at = (key: string) => document.position([...path, 'windows', index, key])
    reportPace(window.every, ['windows', index, 'every'], section, compiling)
    const from = instantIn(window.from, timezone)
    const to = instantIn(window.to, timezone)
    for (const key of ['from', 'to'] as const) {
      const problem = problemOf(window[key], timezone)
      if (problem !== undefined) reportTime(window[key], problem, at(key), compiling)
    }
    if (from === undefined || to === undefined) continue
    if (to <= from) {
      reportTime(window.to, `is not after ${window.from}`, at('to'), compiling)
      continue
    }
    const covering = coveringOf(from, to, windows)
    if (covering.length > 0) {
      const lines = covering.map(({ index: one }) => document.position([...path, 'windows', one]).line)
      const why = `the first window that fits counts, and line ${lines.join(' and ')} covers all of it`
      compiling.report(feedError('SPEC_UNREACHABLE', { what: 'This window', why }, { at: at('from') }))
    }
    windows.push({ index, from, to, everyMilliseconds: milliseconds(window.every) })
  }
  const expected = value.expect_change_within
  return {
    timezone,
    schedule: {
      everyMilliseconds: milliseconds(value.every),
      windows: windows.map(({ from, to, everyMilliseconds }) => ({ from, to, everyMilliseconds })),
      ...(expected === undefined ? {} : { expectChangeWithinMilliseconds: milliseconds(expected) }),
    },
  }
}

/** Between two polls: sources are asked neither without a pause nor next to never. */
function reportPace(
  text: string,
  at: Path,
  { document, path }: Section<unknown>,
  { report }: Compiling,
): void {
  const span = milliseconds(text)
  const expected =
    span < 1_000 ? 'must be at least 1s' : span > 7 * 86_400_000 ? 'must be at most 7d' : undefined
  if (expected === undefined) return
  const keys = at.filter((step) => typeof step === 'string')
  const details = { what: [...path, ...keys].join('.'), seen: `"${text}"`, expected }
  const meaning = 'The time between two polls; a feed that is not to be polled has status: paused.'
  report(feedError('SPEC_VALUE', { ...details, meaning }, { at: document.position([...path, ...at]) }))
}

interface IndexedWindow extends Window {
  readonly index: number
}

/** Earlier windows that leave nothing of a span, in the order of time; none where some of it is left. */
function coveringOf(from: string, to: string, windows: readonly IndexedWindow[]): readonly IndexedWindow[] {
  const used: IndexedWindow[] = []
  let reached = from
  while (reached < to) {
    const here = reached
    const fitting = windows.filter((one) => one.from <= here && one.to > here)
    const [next] = fitting.toSorted((one, other) => (one.to > other.to ? -1 : 1))
    if (next === undefined) return []
    used.push(next)
    reached = next.to
  }
  return used
}

/** What is wrong with a local time; undefined: nothing. */
export function problemOf(local: string, timezone: string): string | undefined {
  if (instantIn(local, timezone) === undefined) return 'is no time that there is'
  return isSkipped(local, timezone) ? 'is skipped there: the clocks go forward' : undefined
}

/** A local time as an instant in UTC, always of one width, so that texts compare as times do. */
export function instantIn(local: string, timezone: string): string | undefined {
  const zoned = zonedTime(local, timezone)
  const moment = zoned === undefined ? undefined : epochMilliseconds(zoned)
  return moment === undefined ? undefined : instantText(moment)
}

/** SPEC_ZONE, with the name that was probably meant. */
export function reportZone(
  name: string,
  at: ReturnType<Section['document']['position']>,
  { report }: Compiling,
): void {
  report(feedError('SPEC_ZONE', { name, near: zoneMeant(name) }, { at }))
}

/** What people call the zones of the United States, and their names. */
const usualNames: readonly (readonly [RegExp, string])[] = [
  [/east|estern|^e[sd]?t(5edt)?$/i, 'America/New_York'],
  [/centr|^c[sd]?t(6cdt)?$/i, 'America/Chicago'],
  [/mount|^m[sd]?t(7mdt)?$/i, 'America/Denver'],
  [/pacif|^p[sd]?t(8pdt)?$/i, 'America/Los_Angeles'],
  [/ari[sz]on/i, 'America/Phoenix'],
  [/alaska|^ak[sd]?t$/i, 'America/Anchorage'],
  [/hawai|^h[sd]?t$/i, 'Pacific/Honolulu'],
]
function zoneMeant(name: string): string | undefined {
  const usual = usualNames.find(([said]) => said.test(name))?.[1]
  const typed = near(name, Intl.supportedValuesOf('timeZone'))
  return name.includes('/') ? (typed ?? usual) : (usual ?? typed)
}

/** SPEC_TIME. */
export function reportTime(
  text: string,
  problem: string,
  at: ReturnType<Section['document']['position']>,
  { report }: Compiling,
): void {
  report(feedError('SPEC_TIME', { text, problem }, { at }))
}
