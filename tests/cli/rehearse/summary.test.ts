import { expect, test } from 'vitest'
import { outputOf } from '../../../engine/cli/output.ts'
import { eventLine, showTime } from '../../../engine/cli/rehearse/said.ts'
import { showSummary } from '../../../engine/cli/rehearse/summary.ts'
import type { FeedId } from '../../../engine/model/ids.ts'
import type { ResultRecord } from '../../../engine/model/result.ts'
import type { HoldReport, Report } from '../../../engine/rehearse/report.ts'
import { hold } from '../../helpers/examined.ts'

const feed = 'zz-state' as FeedId
const time = showTime('America/Chicago', false)
const reason = '3 results have figures before the polls close at 2026-11-04T02:00:00Z'
const ballot = ['Zoe', 'Abe', 'Moe', 'Kit', 'Ned', 'Ola', 'Pia', 'Quin']
const votes = { abe: 2, kit: 4, moe: 3, ned: 5, ola: 6, pia: 7, quin: 8, zoe: 1 }

const standing: HoldReport = {
  feed,
  hold: 'h-1',
  code: 'CHECK_TIME_GATE',
  group: 'closes 2026-11-04T02:00:00Z',
  units: [],
  contests: [],
  reason,
  hint: undefined,
  results: 1,
  from: '2026-11-04T01:30:00Z',
  until: null,
  how: null,
  held: [{ key: 'zz/sheriff|zz/county:a', now: votes, before: null }],
}
const record = {
  contest: { id: 'zz/sheriff', name: 'Sheriff' },
  unit: { id: 'zz', type: 'state', name: 'ZZ' },
  selections: ballot.map((name) => ({ id: name.toLowerCase(), name, votes: { total: 0 } })),
} as unknown as ResultRecord
const report: Report = {
  night: { title: 'A night', folder: 'night', from: '2026-11-04T01:00:00Z', to: '2026-11-04T03:00:00Z' },
  feeds: [],
  holds: [standing],
  corrections: [],
  totals: [{ feed, record, parts: 1 }],
}

function summary(): string {
  let said = ''
  const terminal = {
    stdout: (text: string) => void (said += text),
    stderr: () => undefined,
    live: false,
    width: undefined,
    style: (_: unknown, text: string) => text,
    ask: async () => undefined,
  }
  showSummary(
    report,
    time,
    outputOf(terminal, false, (text) => text),
  )
  return said
}

test('figures that are held stand in the order of the ballot, and a long ballot is cut', () => {
  expect(summary()).toContain('the source says  Zoe 1, Abe 2, Moe 3, Kit 4, Ned 5, Ola 6, and 2 more\n')
  expect(summary()).toContain('published is     nothing\n')
})

test('moments in the reason of a hold are told on the wall clock of the night, like all others', () => {
  expect(summary()).toContain('since 19:30:00\n  3 results have figures before the polls close at 20:00:00\n')
  const event = {
    kind: 'held',
    at: new Date('2026-11-04T01:30:00Z'),
    feed,
    hold: hold('CHECK_TIME_GATE', 'x', { reason }),
  } as const
  expect(eventLine(event, time, { style: (_, text) => text })).toMatch(
    /^19:30:00 .* the polls close at 20:00:00$/,
  )
})
