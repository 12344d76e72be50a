import { mkdirSync, writeFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { dirname, join } from 'node:path'
import { type RememberedFiles, rememberedFiles } from '../../engine/deploy/remembered-files.ts'
import { compileFeed } from '../../engine/plan/compile.ts'
import { folderFiles } from '../../engine/plan/feed-files.ts'
import type { Plan } from '../../engine/plan/plan.ts'
import { startHttpServer } from '../helpers/http-server.ts'
import { precinctsFile } from '../helpers/precincts-feed.ts'

const state = 'ocd-division/country:us/state:xx'
/** What every office of these feeds asks for, and the secret that holds it. */
export const officeKey = { name: 'office-key', value: 'open-sesame' }

export interface Offices extends AsyncDisposable {
  /** The folder of feeds and elections. */
  readonly root: string
  /** What its plans are compiled of. */
  readonly files: RememberedFiles
  /** What the office of a feed has counted: votes of the first candidate by precinct. */
  count(feed: string, votes: readonly number[]): void
  /** This office lets nobody in. */
  refuse(feed: string): void
  /** Answers of this office wait until the promise is there. */
  wait(feed: string, until: Promise<unknown>): void
  /** How often an office was asked. */
  asked(feed: string): number
  /** The plan of a feed. `unit`: what its precincts are called, which makes another plan. */
  plan(feed: string, options?: { readonly candidate?: string }): Plan
}

/** Offices behind a real HTTP server, which want a key, and the specs of their feeds below a folder. */
export async function openOffices(root: string): Promise<Offices> {
  const votes = new Map<string, readonly number[]>()
  const refused = new Set<string>()
  const waits = new Map<string, Promise<unknown>>()
  const server = await startHttpServer(({ url = '', headers }, response) => {
    const feed = url.slice(1, -'.csv'.length)
    if (refused.has(feed) || headers.authorization !== `Bearer ${officeKey.value}`) return end(response, 401)
    const body = precinctsFile(votes.get(feed) ?? [])
    const etag = `"${body.length}-${(votes.get(feed) ?? []).join('-')}"`
    void (waits.get(feed) ?? Promise.resolve()).then(() =>
      headers['if-none-match'] === etag ? end(response, 304) : end(response, 200, body, { etag }),
    )
  })
  const write = (path: string, text: string): string => {
    const whole = join(root, path)
    mkdirSync(dirname(whole), { recursive: true })
    writeFileSync(whole, text)
    return whole
  }
  write(
    'elections/us-2024-11-05-general.yaml',
    `
election: us-2024-11-05-general
title: General election of 5 November 2024
date: 2024-11-05
polls_close:
  - { unit: "${state}", at: 2024-11-05 20:00, timezone: America/New_York }
`,
  )
  const texts = new Map<string, string>()
  return {
    root,
    files: { ...folderFiles, texts },
    count: (feed, counted) => void votes.set(feed, counted),
    refuse: (feed) => void refused.add(feed),
    wait: (feed, until) => void waits.set(feed, until),
    asked: (feed) => server.requests.filter(({ path }) => path === `/${feed}.csv`).length,
    plan(feed, { candidate = 'Candidate' } = {}) {
      const path = write(`us-xx/${feed}/feed.yaml`, specOf(feed, `${server.url}/${feed}.csv`, candidate))
      // Written anew for another plan of its feed.
      const read = rememberedFiles(folderFiles)
      const { plan, problems } = compileFeed(path, read)
      for (const [place, text] of read.texts) texts.set(place, text)
      if (plan === undefined) throw new Error(problems.map(String).join('\n'))
      return plan
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

function end(
  response: ServerResponse,
  status: number,
  body?: string,
  more: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'text/csv', ...more }).end(body)
}

const specOf = (feed: string, url: string, candidate: string): string => `
feed: us-xx-${feed}
title: Precincts of a county that does not exist
election: us-2024-11-05-general
unit: ${state}
status: live
schedule: { timezone: America/New_York, every: 15s }
source:
  http:
    url: "${url}"
    allow_private: true
    authentication: { bearer: { token: { secret: ${officeKey.name} } } }
decode: csv
map: |
  {
    "contest":   { "id": "xx/${feed}", "name": "US Senator" },
    "unit":      { "type": "precinct", "name": Precinct },
    "selection": { "name": ${candidate} },
    "votes":     { "total": $votes(Total) }
  }
limits: { time: 20s }
`
