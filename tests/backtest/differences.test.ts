import { expect, test } from 'vitest'
import type { Case, Expectation } from '../../engine/backtest/case.ts'
import { differencesFrom } from '../../engine/backtest/differences.ts'
import type { Hold } from '../../engine/model/hold.ts'
import type { Judged } from '../../engine/poll/process-capture.ts'

const hold = (code: string, group: string, results: number): Hold => ({
  id: `h-${code}`,
  code,
  group,
  scope: {},
  reason: `${results} results look odd`,
  results,
  places: [],
  capture: '' as Hold['capture'],
  since: '2024-11-06T00:00:00Z',
})
const judged: Judged = {
  changes: [],
  holds: [hold('CHECK_FALL', 'wake', 2), hold('CHECK_GONE', 'ash', 1)],
  held: [],
  releases: [],
  facts: null,
  results: [],
  rows: 1_200,
  rejected: 3,
  rejections: [],
  controls: 0,
}
const fall = { code: 'CHECK_FALL', group: 'wake', results: 2 }
const gone = { code: 'CHECK_GONE', group: 'ash', results: 1 }

/** What is told where this is expected of that verdict. */
function told(wanted: Expectation | undefined): readonly string[] {
  const at = { file: 'cases.yaml', line: 1, column: 1 }
  const one: Case = {
    case: 'a',
    capture: 'a',
    index: 0,
    at,
    limited: (checks) => checks,
    ...(wanted === undefined ? {} : { expect: wanted }),
  }
  return differencesFrom(one, judged, '.').map(({ about, expected, got }) => `${about}: ${expected}, ${got}`)
}

test('nothing is told where all is as expected, in whatever order the holds stand', () => {
  expect(told({ rows: 1_200, rejected: 3, holds: [gone, fall], changes: {} })).toEqual([])
  expect(
    told({ rejected: 3, holds: [{ code: 'CHECK_GONE' }, { code: 'CHECK_FALL', group: 'wake' }] }),
  ).toEqual([])
})

test.each<[string, Expectation | undefined, readonly string[]]>([
  ['other rows', { rows: 1_201, rejected: 3, holds: [fall, gone] }, ['rows read: 1,201, 1,200']],
  ['rejected rows, which are none unless said', { holds: [fall, gone] }, ['rows rejected: 0, 3']],
  ['other changes', { rejected: 3, holds: [fall, gone], changes: { revised: 4 } }, ['results revised: 4, 0']],
  [
    'a hold that is not expected',
    { rejected: 3, holds: [fall] },
    ['the hold CHECK_GONE on ash: none, 1 results look odd'],
  ],
  [
    'holds, which are none unless said',
    { rejected: 3 },
    [
      'the hold CHECK_FALL on wake: none, 2 results look odd',
      'the hold CHECK_GONE on ash: none, 1 results look odd',
    ],
  ],
  [
    'a hold on another group, and one that keeps back more',
    {
      rejected: 3,
      holds: [
        { ...fall, group: 'ash' },
        { ...gone, results: 9 },
      ],
    },
    [
      'the hold CHECK_FALL on ash: a hold, none',
      'the hold CHECK_GONE on ash: 9 results kept back, 1',
      'the hold CHECK_FALL on wake: none, 2 results look odd',
    ],
  ],
  [
    'a case that expects nothing yet',
    undefined,
    ['this case: nothing yet, rows: 1,200, results: 0, holds: CHECK_FALL, CHECK_GONE'],
  ],
])('it tells of %s', (_, expectation, differences) => {
  expect(told(expectation)).toEqual(differences)
})
