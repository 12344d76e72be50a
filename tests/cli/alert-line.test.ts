import { expect, test } from 'vitest'
import { alertLine } from '../../engine/cli/alert-line.ts'
import { outputOf } from '../../engine/cli/output.ts'
import type { Alert } from '../../engine/model/alert.ts'
import { alert } from '../process/tell/telling.ts'

const out = outputOf(
  {
    stdout: () => undefined,
    stderr: () => undefined,
    live: false,
    width: undefined,
    style: (_: unknown, text: string) => text,
    ask: async () => undefined,
  },
  false,
  (text) => text,
)
const lineOf = (more: Partial<Alert>): string =>
  alertLine(alert({ severity: 'hold', ...more }), '2024-11-06T02:01:00Z', out)
const act = { who: 'Kim', why: 'late ballots', at: '2024-11-06T02:00:00Z' }

test('what was released and is worse by a tenth since is said as loudly as any hold', () => {
  const released = { ...act, measure: 5_120 }
  expect(lineOf({ released })).toMatch(
    /^02:01:00Z {2}a-1a2b3c4d5e6f70 {2}hold {2}Harbor.*\(released by Kim\)$/,
  )
  expect(lineOf({ released, measure: 5_700 })).toMatch(/ {2}HOLD {2}Harbor.*4,300 registered$/)
})
