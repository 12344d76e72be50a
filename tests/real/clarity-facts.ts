import type { Mode, ResultRecord, Votes } from '../../engine/model/result.ts'
import type { Judged } from '../../engine/poll/process-capture.ts'
import { different, type Reading, recordsOf, totalsOf } from './facts.ts'
import type { FactsOfFile } from './real-files.ts'

/** How the facts of a Clarity file read from results. `modes` gives a mode the name that the tenant has for it. */
export function clarityFacts(
  unit: string,
  timezone: string,
  modes: Readonly<Partial<Record<Mode, string>>>,
): Readonly<Record<string, Reading>> {
  const wholes = (judged: Judged) => recordsOf(judged).filter((record) => record.unit.id === unit)
  const parts = (judged: Judged) => recordsOf(judged).filter((record) => record.unit.id !== unit)
  const named = (records: readonly ResultRecord[], { contest }: FactsOfFile) =>
    records.filter((record) => record.contest.name === contest)
  const whole = (judged: Judged, facts: FactsOfFile): ResultRecord => {
    const [found, ...more] = named(wholes(judged), facts)
    if (found === undefined || more.length > 0)
      throw new Error(`not one contest is called ${String(facts['contest'])}`)
    return found
  }
  return {
    contests: (judged) => different(wholes(judged).map(({ contest }) => contest.id)),
    choices: (judged) => wholes(judged).reduce((sum, { selections }) => sum + selections.length, 0),
    region: (judged) => wholes(judged)[0]?.unit.name,
    timestamp: (judged, facts) => officeTime(whole(judged, facts).reporting?.asOf ?? '', timezone),
    contest: (judged, facts) => whole(judged, facts).contest.name,
    contest_totals: (judged, facts) => totalsOf([whole(judged, facts)]),
    contest_modes: (judged, facts) =>
      Object.fromEntries(
        whole(judged, facts).selections.map(({ name, votes }) => [name, byOfficeName(votes, modes)]),
      ),
    reporting_units: (judged, facts) => named(parts(judged), facts).length,
    precinctsReporting_attr: (judged, facts) => String(whole(judged, facts).reporting?.unitsTotal),
    precinctsReported_attr: (judged, facts) => String(whole(judged, facts).reporting?.unitsReporting),
    choices_whose_total_differs_from_unit_sum: (judged) => differing(wholes(judged), parts(judged)),
  }
}

function byOfficeName(
  votes: Votes,
  modes: Readonly<Partial<Record<Mode, string>>>,
): Readonly<Record<string, number>> {
  const cast = Object.entries(votes).filter(([mode]) => mode !== 'total')
  return Object.fromEntries(cast.map(([mode, count]) => [modes[mode as Mode] ?? mode, count]))
}

function differing(wholes: readonly ResultRecord[], parts: readonly ResultRecord[]): number {
  const sums = new Map<string, number>()
  for (const { contest, selections } of parts) {
    for (const { id, votes } of selections) {
      const key = `${contest.id}|${id}`
      sums.set(key, (sums.get(key) ?? 0) + votes.total)
    }
  }
  const all = wholes.flatMap(({ contest, selections }) =>
    selections.map(({ id, votes }) => [sums.get(`${contest.id}|${id}`), votes.total]),
  )
  return all.filter(([sum, total]) => sum !== total).length
}

/** `2020-11-20T15:37:06-05:00` as Clarity writes it: `11/20/2020 3:37:06 PM EST`. */
function officeTime(iso: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  })
  return format.format(new Date(iso)).replace(',', '').replaceAll('\u202f', ' ')
}
