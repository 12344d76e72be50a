import { createHash } from 'node:crypto'
import { embeddedHomes } from '../../engine/entry/embedded-homes.ts'
import { compileFeed } from '../../engine/plan/compile.ts'
import type { Plan } from '../../engine/plan/plan.ts'
import { poll } from '../../engine/poll/poll.ts'
import type { TraceEvent } from '../../engine/trace/events.ts'
import { startHttpServer } from '../helpers/http-server.ts'
import { manualClock } from '../helpers/manual-clock.ts'
import { inMemory, temporaryFolder } from '../helpers/temporary-folder.ts'

const state = 'ocd-division/country:us/state:xx'

/** A feed that asks for a file per county, compiled as every feed is. `county`: what names the unit in the mapping. */
export function countiesPlan(source: string, more = '', county = 'County'): Plan {
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
title: Counties of a state that does not exist
election: us-2024-11-05-general
unit: ${state}
status: live
schedule: { timezone: America/New_York, every: 15s }
source:
  http:
    allow_private: true
    retries: { attempts: 1 }
${source}
decode: { csv: {} }
map: |
  {
    "contest":   { "name": "Governor" },
    "unit":      { "type": "county", "name": ${county} },
    "selection": { "name": Candidate },
    "votes":     { "total": $votes(Total) }
  }
${more}
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

export const countyFile = (county: string, votes: number): string =>
  `County,Candidate,Total\n${county},Ada,${votes}\n${county},Bo,${votes + 7}\n`

/** An office with a file per path, and a feed's homes; `files` may change between polls. A path without file is a 404. */
export async function startNight(files: Record<string, string>) {
  const server = await startHttpServer((request, response) => {
    const text = files[(request.url ?? '').slice(1)]
    if (text === undefined) return response.writeHead(404).end('no such file')
    const etag = `"${createHash('sha256').update(text).digest('hex').slice(0, 12)}"`
    if (request.headers['if-none-match'] === etag) return response.writeHead(304).end()
    return response.setHeader('ETag', etag).end(text)
  })
  const told: TraceEvent[] = []
  const data = temporaryFolder('fan-out', inMemory())
  const clock = manualClock({ start: '2024-11-06T03:00:00Z', auto: true })
  const open = () =>
    embeddedHomes(
      { data, environment: {} },
      { clock, trace: { emit: (event) => void told.push(event), flush: async () => undefined } },
    )
  let homes = open()
  let polls = 0
  return {
    files,
    server,
    get homes() {
      return homes
    },
    told,
    /** As after the end of the process and the start of another. */
    async restart() {
      await homes[Symbol.asyncDispose]()
      homes = open()
    },
    poll: (plan: Plan) => {
      polls += 1
      return poll(plan, homes, { poll: `p${polls}`, build: 1 }, new AbortController().signal)
    },
    async [Symbol.asyncDispose]() {
      await homes[Symbol.asyncDispose]()
      await server[Symbol.asyncDispose]()
    },
  }
}
