import { compileFeed } from '../../engine/plan/compile.ts'
import type { Plan } from '../../engine/plan/plan.ts'

const state = 'ocd-division/country:us/state:xx'

/** A file per county. Some rows call a contest or a unit otherwise, some are of the capture, of a unit, or a sum. */
export function oddCountiesPlan(title: string): Plan {
  const path = 'feeds/us-xx/counties/feed.yaml'
  const texts: Readonly<Record<string, string>> = {
    'feeds/elections/us-2024-11-05-general.yaml': `
election: us-2024-11-05-general
title: General election of 5 November 2024
date: 2024-11-05
polls_close:
  - { unit: "${state}", at: 2024-11-05 20:00, timezone: America/New_York }
`,
    [path]: `
feed: us-xx-counties
title: ${title}
election: us-2024-11-05-general
unit: ${state}
status: live
schedule: { timezone: America/New_York, every: 15s }
source:
  http:
    allow_private: true
    requests:
      counties:
        url: "http://127.0.0.1:1/{county}"
        for_each: { name: county, list: [elm, oak, fir], may_fail: 50% }
decode: { csv: { delimiter: "|" } }
map: |
  (
    $id := "${state}/precinct:" & Precinct;
    $unit := Id = "" ? { "type": "precinct", "name": Precinct } :
      Id = "loud" ? { "type": "precinct", "name": $uppercase(Precinct) } :
      Id = "bare" ? { "id": $id } : Id = "odd" ? { "id": $id, "type": "ward", "name": Precinct } :
      { "id": $id, "name": Precinct };
    $line := { "contest": { "name": Contest }, "unit": $unit, "selection": { "name": Candidate }, "votes": { "total": $votes(Total) } };
    Kind = "sum" ? { "contest": { "name": Contest }, "unit": $unit, "control": { "of": "selections", "votes": { "total": $votes(Total) } } } :
    Kind = "unit" ? { "unit": $unit, "ballots": { "cast": $votes(Total) } } :
    Kind = "time" ? [$line, { "capture": { "as_of": "2024-11-06T01:0" & Total & ":00Z", "status": "certified" } }] :
    Kind = "piece" ? $merge([$line, { "pieces": true }]) : $line
  )
checks:
  - rejected: { at_most: 3 }
`,
  }
  const list = (folder: string): readonly string[] => {
    const below = Object.keys(texts).filter((one) => one.startsWith(`${folder}/`))
    return [...new Set(below.map((one) => one.slice(folder.length + 1).replace(/\/.*/, '/')))].toSorted()
  }
  const { plan, problems } = compileFeed(path, { read: (one) => texts[one], list })
  if (plan === undefined) throw new Error(problems.map(String).join('\n'))
  return plan
}
