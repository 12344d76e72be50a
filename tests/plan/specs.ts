import { compileFeed } from '../../engine/plan/compile.ts'
import type { SpecFiles } from '../../engine/plan/compiling.ts'
import type { Plan } from '../../engine/plan/plan.ts'

export type Texts = Readonly<Record<string, string>>

/** A folder of feeds in memory. */
export const filesOf = (texts: Texts): SpecFiles => ({
  read: (path) => texts[path],
  list(path) {
    const folder = path.replace(/\/$/, '')
    const below = Object.keys(texts).filter((one) => one.startsWith(`${folder}/`))
    const names = below.map((one) => one.slice(folder.length + 1).replace(/\/.*$/, '/'))
    return [...new Set(names)].toSorted((one, other) => (one < other ? -1 : 1))
  },
})

export const feedPath = 'feeds/us-nc/general/feed.yaml'
export const electionPath = 'feeds/elections/us-2024-11-05-general.yaml'

export const electionText = `election: us-2024-11-05-general
title: General election of 5 November 2024
date: 2024-11-05
polls_close:
  - { unit: "ocd-division/country:us/state:nc", at: 2024-11-05 19:30, timezone: America/New_York }
`

/** The sections of a spec that compiles, by their keys. */
const sections: Texts = {
  feed: 'us-nc-general',
  title: 'North Carolina by county',
  election: 'us-2024-11-05-general',
  unit: 'ocd-division/country:us/state:nc',
  schedule: '{ timezone: America/New_York, every: 15m }',
  source: '{ http: { url: "https://example.gov/results.csv" } }',
  decode: 'csv',
  map: `|
  {
    "contest": { "name": Contest }, "unit": { "type": "county", "name": County },
    "selection": { "name": Choice }, "votes": { "total": $votes(Total) }
  }`,
}

/** That spec with other or more sections; undefined leaves one out. One key a line, in the order given. */
export const specText = (changes: Readonly<Record<string, string | undefined>> = {}): string =>
  Object.entries({ ...sections, ...changes })
    .flatMap(([key, text]) => (text === undefined ? [] : [`${key}: ${text}\n`]))
    .join('')

const folder = (spec: string, more: Texts): SpecFiles =>
  filesOf({ [electionPath]: electionText, [feedPath]: spec, ...more })

/** The problems of a spec: `line:column CODE message`, with the name of the file where it is not the feed's. */
export function problemsOf(spec: string, more: Texts = {}): readonly string[] {
  const { problems } = compileFeed(feedPath, folder(spec, more))
  return problems.map(({ at, code, message }) => {
    const file = at === undefined || at.file === feedPath ? '' : `${at.file.replace(/^feeds\//, '')}:`
    return `${file}${at?.line}:${at?.column} ${code} ${message}`
  })
}

/** The plan of a spec that has no problems. */
export function planOf(spec: string, more: Texts = {}): Plan {
  const { plan, problems } = compileFeed(feedPath, folder(spec, more))
  if (plan === undefined)
    throw new AggregateError(problems, problems.map(({ message }) => message).join('\n'))
  return plan
}

/** The hints of a spec's problems, in the same order. */
export const hintsOf = (spec: string, more: Texts = {}): readonly string[] =>
  compileFeed(feedPath, folder(spec, more)).problems.map(({ hint }) => hint)
