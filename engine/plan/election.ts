import { feedError } from '../errors/feed-error.ts'
import { near } from '../flow/near.ts'
import type { Election } from '../model/election.ts'
import type { Position } from '../model/position.ts'
import { parseSpec, type SpecDocument } from '../spec/document.ts'
import { ElectionSections, type ElectionValue } from '../spec/sections.ts'
import { sectionsOf } from '../spec/sections-of.ts'
import { isTimeZone } from '../time/zone.ts'
import type { Compiling } from './compiling.ts'
import { readContests, readRegistration, readUnits } from './election-tables.ts'
import { instantIn, reportTime, reportZone } from './schedule.ts'

/** The election that a feed names, from the folder `elections` of its root. */
export function compileElection(
  root: string,
  id: string,
  at: Position,
  compiling: Compiling,
): Election | undefined {
  const file = `${root}/elections/${id}.yaml`
  const text = compiling.files.read(file)
  if (text === undefined) {
    const known = compiling.files
      .list(`${root}/elections`)
      .flatMap((name) => (name.endsWith('.yaml') ? [name.slice(0, -5)] : []))
    const details = { what: 'election', name: id, near: near(id, known), known }
    compiling.report(feedError('SPEC_NOT_FOUND', details, { at }))
    return undefined
  }
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
  const pollsClose = closings(document, polls_close ?? [], compiling)
  const zone = polls_close?.[0]?.timezone
  if (title === undefined || date === undefined || zone === undefined || !isTimeZone(zone)) return undefined
  return {
    id,
    title,
    date,
    pollsClose,
    testWindows: (sections.test_windows ?? []).flatMap(({ from, to }, index) => {
      const begin = time(
        `${from} 00:00`,
        from,
        zone,
        document.position(['test_windows', index, 'from']),
        compiling,
      )
      const end = time(
        `${to} 23:59:59`,
        to,
        zone,
        document.position(['test_windows', index, 'to']),
        compiling,
      )
      return begin === undefined || end === undefined ? [] : [{ from: begin, to: end }]
    }),
    stages: stages(document, sections.stages ?? [], zone, compiling),
    contests:
      sections.contests === undefined
        ? []
        : readContests(sections.contests, document.position(['contests']), compiling),
    registration:
      sections.registration === undefined
        ? {}
        : readRegistration(sections.registration, document.position(['registration']), compiling),
    ...(sections.units === undefined
      ? {}
      : { liesIn: readUnits(sections.units, document.position(['units']), compiling) }),
  }
}

function closings(
  document: SpecDocument,
  given: ElectionValue['polls_close'],
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
      const details = { what: 'closing of', name: unit, other: `line ${line}` }
      compiling.report(feedError('SPEC_SAME_NAME', details, { at: place('unit') }))
    }
    seen.set(unit, index)
    const instant = time(at, at, timezone, place('at'), compiling)
    return instant === undefined ? [] : [{ unit, at: instant }]
  })
}

function stages(
  document: SpecDocument,
  given: NonNullable<ElectionValue['stages']>,
  zone: string,
  compiling: Compiling,
): Election['stages'] {
  let last = ''
  return given.flatMap(({ name, from }, index) => {
    const place = document.position(['stages', index, 'from'])
    const instant = time(from, from, zone, place, compiling)
    if (instant === undefined) return []
    if (instant <= last) reportTime(from, 'is not after the stage before', place, compiling)
    last = instant
    return [{ name, from: instant }]
  })
}

function time(
  local: string,
  written: string,
  zone: string,
  at: Position,
  compiling: Compiling,
): string | undefined {
  const instant = instantIn(local, zone)
  if (instant === undefined) reportTime(written, 'is no time that there is', at, compiling)
  return instant
}
