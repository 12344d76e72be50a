import { readFileSync } from 'node:fs'
import { type ResultKey, resultKey } from '../../engine/model/ids.ts'
import { countyOf } from './minnesota-files.ts'
import { realFile } from './real-files.ts'

const contestOf: Readonly<Record<string, string>> = {
  USPresCty: 'mn/us-president',
  ussenatecty: 'mn/us-senate',
}

/** What was found out about one county of the night, by hand and beforehand. */
export interface Label {
  readonly expect: 'hold' | 'review' | 'alert' | 'note'
  /** `Otter Tail (56)`. */
  readonly unit: string
  readonly unitId: string
  /** The results that it is about. */
  readonly keys: readonly ResultKey[]
  readonly flagAt: string
  /** The first capture without it; where there is none, the end of the night. */
  readonly until: string
  /** It ends with the next capture; nobody has to release it. */
  readonly superseded: boolean
  readonly what: string
}

interface Incident {
  readonly unit: string
  readonly stream: string
  readonly first_good: string | null
  readonly flag_at: string | null
  readonly expect: Label['expect']
  readonly what: string
  readonly hint: string
}

/** The labels of a series that name a county and a time at which it can be known. */
export function labelsOf(series: string): readonly Label[] {
  const { incidents } = JSON.parse(readFileSync(realFile(series, 'labels.json'), 'utf8')) as {
    readonly incidents: readonly Incident[]
  }
  return incidents.flatMap(({ unit, stream, expect, flag_at, first_good, what, hint }) => {
    const number = /\((\d+)\)$/.exec(unit)?.[1]
    if (number === undefined || flag_at === null) return []
    const unitId = countyOf(number.padStart(2, '0')).unit
    const streams = new Set([stream, ...(what.includes('ussenatecty') ? ['ussenatecty'] : [])])
    return [
      {
        expect,
        unit,
        unitId,
        keys: [...streams].map((one) => resultKey(contestOf[one] ?? one, unitId)),
        flagAt: flag_at,
        until: first_good ?? '9999',
        superseded: hint.includes('superseded by the next capture'),
        what,
      },
    ]
  })
}
