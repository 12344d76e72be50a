import type { Envelope } from '../../../engine/model/envelope.ts'
import { type Alarm, alarmsIn, type Because } from './alarms.ts'
import { feedsKeptBackBy, flaggedBy, keptBackBy } from './kept-back.ts'
import type { Label } from './labels.ts'
import type { Moment } from './replay.ts'

/** What one check or rule came to in a series. */
export interface RuleLine {
  readonly rule: string
  readonly severity: string
  readonly right: Hits
  readonly wrong: Hits
}
interface Hits {
  readonly alarms: number
  /** Looks at which it said so of a result. */
  readonly polls: number
}

/** What became of one label. */
export interface LabelLine {
  readonly label: Label
  /** Checks and rules that said so; of a note, the kind of the change. */
  readonly by: readonly string[]
  /** The first look at which they did. */
  readonly at: string | undefined
}

/** What the replay of a series came to. */
export interface Account {
  readonly looks: number
  readonly polls: number
  readonly countyPolls: number
  readonly alarms: readonly Alarm[]
  readonly rules: readonly RuleLine[]
  readonly labels: readonly LabelLine[]
}

export function accountOf(
  moments: readonly Moment[],
  labels: readonly Label[],
  { because, countyPolls }: { readonly because: Because; readonly countyPolls: number },
): Account {
  const alarms = alarmsIn(moments, because)
  const byRule = Map.groupBy(alarms, ({ rule, severity }) => `${rule} ${severity}`)
  return {
    looks: moments.filter(({ again }) => !again).length,
    polls: moments.reduce((sum, { outcomes }) => sum + outcomes.size, 0),
    countyPolls,
    alarms,
    rules: [...byRule].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, mine]) => lineOf(mine)),
    labels: labels.map((label) => ({ label, ...foundIn(moments, label) })),
  }
}

function lineOf(alarms: readonly Alarm[]): RuleLine {
  const hits = (mine: readonly Alarm[]): Hits => ({
    alarms: mine.length,
    polls: mine.reduce((sum, { polls }) => sum + polls, 0),
  })
  const right = alarms.filter(({ because }) => because !== undefined)
  const wrong = alarms.filter(({ because }) => because === undefined)
  const { rule = '', severity = '' } = alarms[0] ?? {}
  return { rule, severity, right: hits(right), wrong: hits(wrong) }
}

/** The first look at which the label shows, from the first capture that it speaks of. */
function foundIn(moments: readonly Moment[], label: Label): Pick<LabelLine, 'by' | 'at'> {
  const { firstBad, lastBad, flagAt, expect } = label
  const to = flagAt !== null && flagAt > lastBad ? flagAt : lastBad
  // What only its correction shows comes after the last capture that is bad, and is a large fall.
  const until = expect === 'note' && flagAt === null ? '9999' : to
  for (const moment of moments) {
    if (moment.look.at < firstBad || moment.look.at > until) continue
    const by = found(moment, label)
    if (by.length > 0) return { by, at: moment.look.at }
  }
  return { by: [], at: undefined }
}

function found(moment: Moment, { expect, keys, flagAt }: Label): readonly string[] {
  if (expect === 'note') {
    const corrected = moment.heard.changes.filter(
      ({ key, kind }) => kind === 'corrected' && keys.includes(key),
    )
    return corrected.some((change) => flagAt !== null || isLarge(change)) ? ['corrected'] : []
  }
  if (keys.length === 0) return feedsKeptBackBy(moment)
  const kept = keys.flatMap((key) => keptBackBy(moment, key))
  const flagged = expect === 'alert' ? keys.flatMap((key) => flaggedBy(moment, key)) : []
  return [...new Set([...kept, ...flagged])]
}

/** Of several selections of a corrected result, more than the default limit of a fall. */
const isLarge = ({ before, record }: Envelope): boolean =>
  (record?.selections ?? []).filter(({ id, votes }) => {
    const was = before?.votes[id] ?? 0
    return was - votes.total > Math.max(10, was * 0.005)
  }).length > 1
