import { compileFeed } from '../../engine/plan/compile.ts'
import type { Plan } from '../../engine/plan/plan.ts'

const state = 'ocd-division/country:us/state:xx'

/** Two candidates in each precinct, by the votes of the first. */
export const precinctsFile = (votes: readonly number[]): string =>
  [
    'Precinct,Candidate,Total',
    ...votes.flatMap((count, n) => [`P-${n},Ada,${count}`, `P-${n},Bo,${count + 7}`]),
    '',
  ].join('\n')

/** The plan of a feed of such files, compiled as every feed is. */
export function precinctsPlan(name: string, url: string): Plan {
  const path = `feeds/us-xx/${name}/feed.yaml`
  const texts: Readonly<Record<string, string>> = {
    'feeds/elections/us-2024-11-05-general.yaml': `
election: us-2024-11-05-general
title: General election of 5 November 2024
date: 2024-11-05
polls_close:
  - { unit: "${state}", at: 2024-11-05 20:00, timezone: America/New_York }
`,
    [path]: `
feed: us-xx-${name}
title: Precincts of a state that does not exist
election: us-2024-11-05-general
unit: ${state}
status: live
schedule: { timezone: America/New_York, every: 15s }
source:
  http: { url: "${url}", allow_private: true }
decode:
  csv: {}
map: |
  {
    "contest":   { "name": "US Senator" },
    "unit":      { "type": "precinct", "name": Precinct },
    "selection": { "name": Candidate },
    "votes":     { "total": $votes(Total) }
  }
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
