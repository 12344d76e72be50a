import { describe, expect, test } from 'vitest'
import type { ResultRecord, Selection } from '../../../engine/model/result.ts'
import { differencesOf } from '../../../engine/process/arbitrate/differences.ts'
import { record, wake } from '../../conformance/results-samples.ts'

const tolerance = { votes: 20, percent: 0.5 }

/** What a source says of Wake: votes by id. */
const says = (votes: Readonly<Record<string, number>>, more: Partial<ResultRecord> = {}): ResultRecord => ({
  ...record(wake, 0),
  selections: Object.entries(votes).map(([id, total]) => selection(id, total)),
  ...more,
})
const selection = (id: string, total: number): Selection => ({
  id,
  name: id.toUpperCase(),
  writeIn: id.startsWith('write-in'),
  votes: { total },
})

/** `cleo 900 of 20 (lacking 1)`: by its place in what is given, who does not list it. */
const apart = (...records: readonly ResultRecord[]): readonly string[] =>
  differencesOf(records, tolerance).map(
    ({ selection: id, votes, allowed, lacking }) =>
      `${id} ${votes} of ${allowed}${lacking.map((one) => ` (lacking ${records.indexOf(one)})`).join('')}`,
  )

describe('sources that list the same selections', () => {
  test('may be apart by as much as is allowed, and not by more', () => {
    expect(apart(says({ ada: 5_000, bram: 100 }), says({ ada: 5_025, bram: 120 }))).toEqual([])
    expect(apart(says({ ada: 5_000, bram: 100 }), says({ ada: 5_000, bram: 121 }))).toEqual(['bram 21 of 20'])
  })
})

describe('a selection that one source does not list', () => {
  test('is all of its votes apart, in both if each has its own', () => {
    const [st, hb] = [says({ ada: 5_000, 'cleo-marsh': 900 }), says({ ada: 5_000, 'c-marsh': 880 })]
    expect(apart(st, hb)).toEqual(['cleo-marsh 900 of 20 (lacking 1)', 'c-marsh 880 of 20 (lacking 0)'])
  })

  test('is no difference up to as many votes as are allowed, with none, or where nothing is counted yet', () => {
    expect(apart(says({ ada: 500, cleo: 20 }), says({ ada: 500, bram: 0 }))).toEqual([])
    expect(apart(says({ ada: 500, cleo: 21 }), says({ ada: 500 }))).toEqual(['cleo 21 of 20 (lacking 1)'])
    expect(apart(says({ ada: 500, cleo: 900 }), says({ bram: 0 }))).toEqual([])
  })

  test('is no difference if it is a write-in: many sources count these together', () => {
    const each = says({ ada: 500, 'write-in-doe': 40, 'write-in-roe': 60 })
    expect(apart(each, says({ ada: 500, 'write-in': 100 }))).toEqual([])
  })

  test('is none where that source withholds it', () => {
    const hidden = { id: 'cleo', name: 'Cleo', writeIn: false }
    expect(apart(says({ ada: 500, cleo: 90 }), says({ ada: 500 }, { suppressed: [hidden] }))).toEqual([])
  })

  test('is one though others agree on it', () => {
    const both = says({ ada: 500, cleo: 900 })
    expect(apart(both, says({ ada: 500 }), both)).toEqual(['cleo 900 of 20 (lacking 1)'])
  })
})
