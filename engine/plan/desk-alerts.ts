import type { Election } from '../model/election.ts'
import { epochMilliseconds, instantText } from '../time/instant.ts'
import { wallClock } from '../time/zone.ts'
import type { DeskPart } from './desk-part.ts'
import { instantIn, problemOf, reportTime } from './schedule.ts'

type Windows = readonly { readonly from: string; readonly to: string }[]

/**
 * When people are told of alerts, in order. Where the file of the election says nothing: from the first closing of the
 * polls until noon two days later, in the zone of the first `polls_close`. SPEC_TIME of a window that could never be.
 */
export function alertWindowsOf(part: DeskPart, election: Election | undefined): Windows {
  const zone = part.sections.polls_close?.[0]?.timezone
  if (election === undefined || zone === undefined) return []
  return part.sections.alert_windows === undefined ? usual(election, zone) : declared(part, zone)
}

function usual({ pollsClose }: Election, zone: string): Windows {
  const [first] = pollsClose.map(({ at }) => at).toSorted(byMoment)
  if (first === undefined) return []
  const day = wallClock(first, zone).slice(0, 10)
  const twoDaysLater = instantText((epochMilliseconds(`${day}T12:00:00Z`) ?? 0) + 2 * 86_400_000)
  const to = instantIn(`${twoDaysLater.slice(0, 10)} 12:00`, zone)
  return to === undefined ? [] : [{ from: first, to }]
}

function declared({ document, sections, compiling }: DeskPart, zone: string): Windows {
  const windows = (sections.alert_windows ?? []).flatMap(({ from, to }, index) => {
    const place = (key: 'from' | 'to') => document.position(['alert_windows', index, key])
    for (const [key, local] of [
      ['from', from],
      ['to', to],
    ] as const) {
      const problem = problemOf(local, zone)
      if (problem !== undefined) reportTime(local, problem, place(key), compiling)
    }
    const [begin, end] = [instantIn(from, zone), instantIn(to, zone)]
    if (begin === undefined || end === undefined) return []
    if (end > begin) return [{ from: begin, to: end }]
    reportTime(to, `is not after ${from}`, place('to'), compiling)
    return []
  })
  return windows.toSorted((one, other) => byMoment(one.from, other.from))
}

const byMoment = (one: string, other: string): number =>
  (epochMilliseconds(one) ?? 0) - (epochMilliseconds(other) ?? 0)
