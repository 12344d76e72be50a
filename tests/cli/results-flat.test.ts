import { expect, test } from 'vitest'
import { currentCsv } from '../../engine/cli/current-flat.ts'
import { csvOf } from '../../engine/cli/results-flat.ts'
import type { FeedId } from '../../engine/model/ids.ts'
import { resultKey } from '../../engine/model/ids.ts'
import { live, recordOf } from '../export/samples.ts'

const record = recordOf({
  selections: [{ id: 'x', name: '=HYPERLINK("http://example.org")', writeIn: false, votes: { total: 7 } }],
})
const cell = '"\'=HYPERLINK(""http://example.org"")"'

test('no name in a table begins as a formula does, of what is current and of what a feed says', () => {
  expect(currentCsv([live(record)])).toContain(`,x,${cell},,7,`)
  const key = resultKey(record.contest.id, record.unit.id)
  const said = {
    feed: 'a' as FeedId,
    key,
    revision: 1,
    capturedAt: '2024-11-06T02:00:00Z',
    record,
    derived: false,
  }
  expect(csvOf([{ ...said, stale: undefined }])).toContain(`,x,${cell},,7,`)
})
