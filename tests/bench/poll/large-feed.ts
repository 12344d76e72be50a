import { compileFeed } from '../../../engine/plan/compile.ts'
import type { Plan } from '../../../engine/plan/plan.ts'
import { countLineMapping } from '../data/mapping-texts.ts'

const state = 'ocd-division/country:us/state:zz'
const election = `
election: us-2024-11-05-general
title: General election of 5 November 2024
date: 2024-11-05
polls_close:
  - { unit: "${state}", at: 2024-11-05 20:00, timezone: America/New_York }
`

/**
 * The plan of a feed of the reference file, compressed as an office publishes it. `title` makes it another plan of the same
 * feed: what a new deployment is, under which every row is read again.
 */
export function largePlan(url: string, title = 'All precincts of a state'): Plan {
  const path = 'feeds/us-zz/precincts/feed.yaml'
  const texts: Readonly<Record<string, string>> = {
    'feeds/elections/us-2024-11-05-general.yaml': election,
    [path]: `
feed: us-zz-precincts
title: ${title}
election: us-2024-11-05-general
unit: ${state}
status: live
schedule: { timezone: America/New_York, every: 15s }
limits: { time: 15m }
source:
  http: { url: "${url}", allow_private: true }
unpack: [gzip]
decode:
  csv: { delimiter: "\\t" }
map: |
${countLineMapping.replaceAll(/^/gm, '  ')}
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
