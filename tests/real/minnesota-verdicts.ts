import { contestAndUnit, type ResultKey } from '../../engine/model/ids.ts'
import { type Said, saidIn } from './minnesota-files.ts'
import type { Label } from './minnesota-labels.ts'
import type { Moment } from './minnesota-night.ts'

const pollsClose = '2020-11-04T02:00:00Z'

/** One result that a rule kept back, from one look to another, and what justifies it. */
export interface KeptBack {
  readonly rule: string
  readonly unit: string
  readonly contest: string
  readonly from: string
  to: string
  /** The label, or the law, that wants it held. Undefined: wrongly held. */
  readonly because: string | undefined
}

export const isFigure = ({ votes, unitsReporting }: Said): boolean =>
  unitsReporting > 0 || Object.values(votes).some((one) => one > 0)

/** Everything that was held in any poll of the night; what stays held from look to look is one entry. */
export function keptBackIn(moments: readonly Moment[], labels: readonly Label[]): readonly KeptBack[] {
  const all: KeptBack[] = []
  let open = new Map<string, KeptBack>()
  for (const moment of moments) {
    const now = new Map<string, KeptBack>()
    for (const [key, holds] of moment.held) {
      const because = wanted(moment, key, labels)
      for (const { code } of holds) {
        const name = `${code} ${key} ${because}`
        const entry = open.get(name) ?? entryOf(moment, key, code, because)
        if (!open.has(name)) all.push(entry)
        entry.to = moment.look.at
        now.set(name, entry)
      }
    }
    open = now
  }
  return all
}

function entryOf({ look }: Moment, key: ResultKey, rule: string, because: string | undefined): KeptBack {
  const { contest, unit } = contestAndUnit(key)
  return { rule, unit: unit.slice(unit.lastIndexOf('/') + 1), contest, from: look.at, to: look.at, because }
}

/** Which label wants this result held at this moment. Before the polls close, every figure but zero is held. */
function wanted({ look, again }: Moment, key: ResultKey, labels: readonly Label[]): string | undefined {
  const label = labels.find(({ expect, keys, flagAt, until, superseded }) => {
    if (!keys.includes(key)) return false
    if (expect === 'hold') return flagAt <= look.at && look.at < until
    return expect === 'review' && flagAt === look.at && (superseded || !again)
  })
  if (label !== undefined) return `${label.expect} ${label.unit}`
  if (look.at >= pollsClose) return undefined
  const said = saidIn(Object.values(look.files)).get(key)
  return said !== undefined && isFigure(said) ? 'nothing before the polls close' : undefined
}

/** For people. */
export function table(kept: readonly KeptBack[]): string {
  const rows = kept.map(({ rule, unit, contest, from, to, because }) =>
    [
      because === undefined ? 'WRONG' : 'right',
      rule.padEnd(16),
      unit.padEnd(19),
      contest.padEnd(15),
      from === to ? from : `${from} – ${to}`,
      because ?? 'no label',
    ].join('  '),
  )
  return `${rows.join('\n')}\n`
}
