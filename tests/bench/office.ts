import { compileFeed } from '../../engine/plan/compile.ts'
import type { Plan } from '../../engine/plan/plan.ts'
import { startHttpServer } from '../helpers/http-server.ts'

/** A source that counts votes when it is told to: the same files in every run. */
export interface Office extends AsyncDisposable {
  /** One feed for each of its files. */
  readonly plans: readonly Plan[]
  /** One precinct of this file has one vote more. */
  count(feed: number): void
}

const state = 'ocd-division/country:us/state:xx'

/** Files of two lines for each precinct, behind a real HTTP server that answers 304 to who has the newest. */
export async function openOffice(name: string, files: number, precincts: number): Promise<Office> {
  const votes = Array.from({ length: files }, () => Array.from({ length: precincts }, (_, n) => 100 + n))
  const versions = votes.map(() => 0)
  const server = await startHttpServer(({ url, headers }, response) => {
    const at = Number(/\d+/.exec(url ?? '')?.[0])
    const etag = `"${at}-${versions[at]}"`
    const isKnown = headers['if-none-match'] === etag
    response
      .writeHead(isKnown ? 304 : 200, { 'content-type': 'text/csv', etag })
      .end(isKnown ? undefined : fileOf(votes[at] ?? []))
  })
  return {
    plans: votes.map((_, at) => planOf(`${name}-${at}`, `${server.url}/${at}.csv`)),
    count(feed) {
      const own = votes[feed]
      const version = versions[feed]
      if (own === undefined || version === undefined) throw new RangeError(`there is no file ${feed}`)
      const precinct = version % precincts
      own[precinct] = (own[precinct] ?? 0) + 1
      versions[feed] = version + 1
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

const fileOf = (votes: readonly number[]): string =>
  [
    'Precinct,Candidate,Total',
    ...votes.flatMap((count, n) => [`P-${n},Ada,${count}`, `P-${n},Bo,${count + 7}`]),
    '',
  ].join('\n')

/** Compiled as every feed is. */
function planOf(name: string, url: string): Plan {
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
