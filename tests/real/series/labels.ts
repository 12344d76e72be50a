import { readFileSync } from 'node:fs'
import type { ResultKey } from '../../../engine/model/ids.ts'
import { realFile } from '../real-files.ts'

/** What was found out about a part of a series, by hand and beforehand: an entry of `labels.json`, which explains its words. */
export interface Label {
  readonly series: string
  readonly expect: 'hold' | 'review' | 'alert' | 'note'
  /** `Otter Tail (56)`, `the feed`. */
  readonly unit: string
  readonly stream: string
  /** The results that it is about. None: the feed as a whole. */
  readonly keys: readonly ResultKey[]
  readonly firstBad: string
  readonly lastBad: string
  /** When it can be known. Null: not within the series. */
  readonly flagAt: string | null
  /** The first capture without it; where there is none, the end of time. */
  readonly until: string
  /** It ends with the next capture; nobody has to release it. */
  readonly superseded: boolean
  readonly what: string
  readonly hint: string
}

export interface Incident {
  readonly unit: string
  readonly stream: string
  readonly first_bad: string
  readonly last_bad: string | null
  readonly first_good: string | null
  readonly flag_at: string | null
  readonly expect: Label['expect']
  readonly what: string
  readonly hint: string
}

/** All labels of a series; `keysOf` says which results one is about. */
export function labelsOf(
  series: string,
  keysOf: (incident: Incident) => readonly ResultKey[],
): readonly Label[] {
  const { incidents } = JSON.parse(readFileSync(realFile(series, 'labels.json'), 'utf8')) as {
    readonly incidents: readonly Incident[]
  }
  return incidents.map((incident) => {
    const { unit, stream, expect, first_bad, last_bad, first_good, flag_at, what, hint } = incident
    return {
      series,
      expect,
      unit,
      stream,
      keys: keysOf(incident),
      firstBad: first_bad,
      lastBad: last_bad ?? '9999',
      flagAt: flag_at,
      until: first_good ?? '9999',
      superseded: hint.includes('superseded by the next capture'),
      what,
      hint,
    }
  })
}

/** Whether a label says of this moment that its figures are wrong, or to be looked at by a person. */
export function covers(label: Label, at: string): boolean {
  const { expect, flagAt, firstBad, lastBad, until, superseded } = label
  if (expect === 'hold') return (flagAt ?? firstBad) <= at && at < until
  if (expect === 'review')
    return flagAt !== null && flagAt <= at && (superseded ? at < until : at <= later(flagAt, lastBad))
  return firstBad <= at && at <= lastBad
}

const later = (one: string, other: string): string => (one > other ? one : other)

/** Names a label among those of all series. */
export const nameOf = ({ unit, stream, expect, firstBad }: Label): string =>
  `${expect} ${unit}, ${stream}, ${firstBad}`
