import { feedError } from '../errors/feed-error.ts'
import { near } from '../flow/near.ts'
import type { Election } from '../model/election.ts'
import type { Position } from '../model/position.ts'
import { parseSpec, type SpecDocument } from '../spec/document.ts'
import { ElectionSections, type ElectionValue } from '../spec/election-sections.ts'
import { sectionsOf } from '../spec/sections-of.ts'
import { epochMilliseconds, instantText } from '../time/instant.ts'
import { isTimeZone } from '../time/zone.ts'
import { type Compiling, placeText, readText } from './compiling.ts'
import { readContests, readRegistration, readUnits } from './election-tables.ts'
import { instantIn, problemOf, reportTime, reportZone } from './schedule.ts'

/** The election that a feed names, from the folder `elections` of its root. */
export function compileElection(
  root: string,
  id: string,
  at: Position,
  compiling: Compiling,
): Election | undefined {
  const file = `${root}/elections/${id}.yaml`
  const missing = () => {
    const known = compiling.files
      .list(`${root}/elections`)
      .flatMap((name) => (name.endsWith('.yaml') ? [name.slice(0, -5)] : []))
    const details = { what: 'election', name: id, near: near(id, known), known, file }
    return feedError('SPEC_NOT_FOUND', details, { at })
  }
  const text = readText(file, missing, compiling)
  if (text === undefined) return undefined
  const document = parseSpec(file, text)
  const sections = sectionsOf(document, ElectionSections, compiling.report)
  const { election, title, date, polls_close } = sections
  if (election !== undefined && election !== id) {
    const details = { what: 'election', seen: `"${election}"`, expected: `must be "${id}", like its file` }
    const place = document.position(['election'])
    compiling.report(
      feedError('SPEC_VALUE', { ...details, meaning: 'An election is found by its file.' }, { at: place }),
    )
  }
  const zone = zoneOf(polls_close)
  const day = dayOf(document, date, compiling)
  const read = <Table>(
    key: 'contests' | 'registration' | 'units',
    reader: Reader<Table>,
  ): Table | undefined => {
    const name = sections[key]
    return name === undefined ? undefined : reader(name, document.position([key]), compiling)
  }
  const pollsClose = closings(document, polls_close ?? [], day, compiling)
  const testWindows =
    zone === undefined ? [] : windows(document, sections.test_windows ?? [], zone, compiling)
  const found = zone === undefined ? [] : stages(document, sections.stages ?? [], zone, compiling)
  const contests = read('contests', readContests) ?? []
  const registration =
    read('registration', (name, place) => readRegistration(name, { at: place, pollsClose }, compiling)) ?? {}
  const liesIn = read('units', readUnits)
  if (title === undefined || day === undefined || zone === undefined) return undefined
  const known = { id, title, date: day, pollsClose, testWindows, stages: found, contests, registration }
  return liesIn === undefined ? known : { ...known, liesIn }
}

type Reader<Table> = (name: string, at: Position, compiling: Compiling) => Table

/** The zone of everything that has none of its own: that of the first closing. */
function zoneOf(closing: ElectionValue['polls_close'] | undefined): string | undefined {
  const zone = closing?.[0]?.timezone
  return zone !== undefined && isTimeZone(zone) ? zone : undefined
}

function dayOf(document: SpecDocument, date: string | undefined, compiling: Compiling): string | undefined {
  if (date === undefined || instantIn(`${date} 12:00`, 'UTC') !== undefined) return date
  reportTime(date, 'is no day that there is', document.position(['date']), compiling)
  return undefined
}

function windows(
  document: SpecDocument,
  given: NonNullable<ElectionValue['test_windows']>,
  zone: string,
  compiling: Compiling,
): Election['testWindows'] {
  return given.flatMap(({ from, to }, index) => {
    const place = (key: string) => document.position(['test_windows', index, key])
    const begin = time(`${from} 00:00`, from, zone, place('from'), compiling)
    const last = time(`${to} 23:59:59`, to, zone, place('to'), compiling)
    if (begin === undefined || last === undefined) return []
    if (last <= begin) reportTime(to, `is before ${from}`, place('to'), compiling)
    // The next midnight, whether or not the clocks change: a window ends before `to`.
    return [{ from: begin, to: instantText((epochMilliseconds(last) ?? 0) + 1_000) }]
  })
}

function closings(
  document: SpecDocument,
  given: ElectionValue['polls_close'],
  day: string | undefined,
  compiling: Compiling,
): Election['pollsClose'] {
  const seen = new Map<string, number>()
  return given.flatMap(({ unit, at, timezone }, index) => {
    const place = (key: string) => document.position(['polls_close', index, key])
    if (!isTimeZone(timezone)) {
      reportZone(timezone, place('timezone'), compiling)
      return []
    }
    const other = seen.get(unit)
    if (other !== undefined) {
      const { line } = document.position(['polls_close', other])
      const details = { what: 'unit', name: unit, other: `line ${line}` }
      compiling.report(feedError('SPEC_SAME_NAME', details, { at: place('unit') }))
    }
    seen.set(unit, index)
    const instant = time(at, at, timezone, place('at'), compiling)
    if (instant !== undefined && day !== undefined && !isNightOf(day, at))
      reportTime(at, `is not in the night of the election, ${day}`, place('at'), compiling)
    return instant === undefined ? [] : [{ unit, at: instant }]
  })
}

/** On the day itself, or before noon of the next one. */
function isNightOf(day: string, local: string): boolean {
  const after = instantIn(local, 'UTC') ?? ''
  const noon = (epochMilliseconds(`${day}T12:00:00Z`) ?? 0) + 24 * 3_600_000
  return local.slice(0, 10) === day || (local.slice(0, 10) > day && after < instantText(noon))
}

function stages(
  document: SpecDocument,
  given: NonNullable<ElectionValue['stages']>,
  zone: string,
  compiling: Compiling,
): Election['stages'] {
  let last = ''
  const names = new Map<string, string>()
  return given.map(({ name, from }, index) => {
    const at = document.position(['stages', index, 'name'])
    const other = names.get(name)
    if (other === undefined) names.set(name, placeText(at))
    else compiling.report(feedError('SPEC_SAME_NAME', { what: 'stage', name, other }, { at }))
    const place = document.position(['stages', index, 'from'])
    const instant = time(from, from, zone, place, compiling)
    // Its name is known all the same: checks may ask for it.
    if (instant === undefined) return { name, from: last }
    if (instant <= last) reportTime(from, 'is not after the stage before', place, compiling)
    last = instant
    return { name, from: instant }
  })
}

function time(
  local: string,
  written: string,
  zone: string,
  at: Position,
  compiling: Compiling,
): string | undefined {
  const problem = problemOf(local, zone)
  if (problem !== undefined) reportTime(written, problem, at, compiling)
  return instantIn(local, zone)
}
