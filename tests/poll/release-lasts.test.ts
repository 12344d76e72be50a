import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { neverPolled, type Standing, standingAfter } from '../../engine/backtest/standing.ts'
import { compileFeed } from '../../engine/plan/compile.ts'
import type { Judged } from '../../engine/poll/process-capture.ts'
import { judgeFiles } from '../helpers/judged.ts'

const files: Readonly<Record<string, string>> = {
  'feeds/a/feed.yaml': `feed: us-mn-a
title: A
election: e
unit: ocd-division/country:us/state:mn
schedule: { timezone: America/Chicago, every: 1m }
source: { file: { path: a.csv } }
decode: csv
map: |
  {
    "contest": { "id": "mn/mayor", "name": "Mayor" },
    "unit": { "type": "precinct", "name": precinct },
    "selection": { "name": candidate },
    "votes": { "total": $votes(votes) },
    "ballots": { "registered": $votes(registered) }
  }
`,
  'feeds/elections/e.yaml': `election: e
title: E
date: 2020-11-03
polls_close: [{ unit: "ocd-division/country:us/state:mn", at: 2020-11-03 20:00, timezone: America/Chicago }]
`,
}
const { plan, problems } = compileFeed('feeds/a/feed.yaml', {
  read: (path) => files[path],
  list: (folder) => (folder === 'feeds' ? ['elections/'] : []),
})
const folder = mkdtempSync(join(tmpdir(), 'canvass-release-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let captures = 0
/** Judges precincts, each with its votes, of 100 registered voters. */
async function judge(
  standing: Standing,
  votes: Readonly<Record<string, number>>,
): Promise<[Judged, Standing]> {
  if (plan === undefined) throw new AggregateError(problems)
  captures += 1
  const path = join(folder, `${captures}.csv`)
  const rows = Object.entries(votes).map(([precinct, count]) => `${precinct},Smith,${count},100`)
  writeFileSync(path, `precinct,candidate,votes,registered\n${rows.join('\n')}\n`)
  const judged = await judgeFiles(plan, { main: path }, `2020-11-04T05:0${captures}:00Z`, standing.prior)
  return [judged, standingAfter(standing, judged)]
}

const released = ({ prior, revision }: Standing): Standing => ({
  prior: {
    ...prior,
    orders: prior.holds.map(({ id, code, group, capture }) => {
      const said = { who: 'Kim', why: 'voters registered on the day', at: '2020-11-04T05:09:00Z' }
      return { order: 'release', hold: id, code, group, capture, ...said }
    }),
  },
  revision,
})
const codes = ({ holds }: Judged): readonly string[] => holds.map(({ code }) => code)

test('what a person released stays released as long as the source does not change it', async () => {
  const [first, held] = await judge(neverPolled, { one: 110, two: 50 })
  expect(codes(first)).toEqual(['CHECK_REGISTERED'])

  const order = released(held)
  captures -= 1
  const [second, published] = await judge(order, { one: 110, two: 50 })
  expect(codes(second)).toEqual([])
  expect(second.changes.map(({ key }) => key)).toEqual([first.held[0]?.key])

  const [third, later] = await judge(published, { one: 110, two: 60 })
  expect(codes(third)).toEqual([])
  expect(third.changes).toHaveLength(1)

  const [fourth] = await judge(later, { one: 111, two: 60 })
  expect(codes(fourth)).toEqual(['CHECK_REGISTERED'])
  expect(fourth.changes).toEqual([])
})
