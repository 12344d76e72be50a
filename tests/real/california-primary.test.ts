import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compileFeed } from '../../engine/plan/compile.ts'
import { heldIn } from './held-in.ts'
import { describeReal, realFile } from './real-files.ts'
import { looksOf } from './series.ts'

const series = 'series-ca-sos-2024-primary'
const stream = 'president-democrat-counties'

const files: Readonly<Record<string, string>> = {
  'feeds/a/feed.yaml': `feed: us-ca-primary
title: California, presidential primary by county
election: e
unit: ocd-division/country:us/state:ca
schedule: { timezone: America/Los_Angeles, every: 5m }
source: { file: { path: counties.json } }
decode: json
select: { jmespath: "[*]" }
map: |
  (
    $place := $substringBefore($substringAfter(raceTitle, " - "), " Results");
    $reported := $match(Reporting, /\\(([\\d,]+) of ([\\d,]+)\\)/).groups;
    candidates.{
      "contest": { "id": "ca/us-president-dem", "name": "President, Democratic primary" },
      "unit": $place = "Statewide"
        ? { "id": "ocd-division/country:us/state:ca", "name": "California" }
        : { "type": "county", "name": $substringBefore($place, " County") },
      "selection": { "name": Name },
      "votes": { "total": $votes(Votes) },
      "reporting": { "units_reporting": $votes($reported[0]), "units_total": $votes($reported[1]) },
      "capture": { "as_of": $time(ReportingTime, "[MNn] [D], [Y], [h]:[m] [P]") }
    }
  )
`,
  'feeds/elections/e.yaml': `election: e
title: Primary
date: 2024-03-05
polls_close: [{ unit: "ocd-division/country:us/state:ca", at: 2024-03-05 20:00, timezone: America/Los_Angeles }]
`,
}

interface Incident {
  readonly unit: string
  readonly stream: string
  readonly expect: string
  readonly flag_at: string
  readonly first_good: string
}

describeReal('California, the primary of 2024', () => {
  test('Shasta and Tuolumne are held from the first wrong capture to the last, and nothing else', async () => {
    const { plan, problems } = compileFeed('feeds/a/feed.yaml', {
      read: (path) => files[path],
      list: (folder) => (folder === 'feeds' ? ['elections/'] : []),
    })
    if (plan === undefined) throw new AggregateError(problems)
    const looks = looksOf(series, { main: stream })
    const held = await heldIn(plan, looks, { release: false })

    const { incidents } = JSON.parse(readFileSync(realFile(series, 'labels.json'), 'utf8')) as {
      readonly incidents: readonly Incident[]
    }
    const wanted = incidents.filter((one) => one.expect === 'hold' && one.stream === stream)
    expect(wanted.map(({ unit }) => unit)).toEqual(['Shasta', 'Tuolumne'])
    const expected = wanted.flatMap(({ unit, flag_at, first_good }) =>
      looks
        .filter(({ at }) => flag_at <= at && at < first_good)
        .map(({ at }) => ({
          at,
          code: 'CHECK_FALL',
          unit: `ocd-division/country:us/state:ca/county:${unit.toLowerCase()}`,
        })),
    )
    expect(held).toEqual(expected)
  })
})
