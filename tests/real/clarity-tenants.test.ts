import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Mode } from '../../engine/model/result.ts'
import { compileFeed } from '../../engine/plan/compile.ts'
import { folderFiles } from '../../engine/plan/feed-files.ts'
import type { Judged } from '../../engine/poll/process-capture.ts'
import { judgeFiles } from '../helpers/judged.ts'
import { clarityFacts } from './clarity-facts.ts'
import { testFacts } from './facts.ts'
import { describeReal, realFile } from './real-files.ts'

// Tenants of the vendor's profile that the project has no feed of: what a feed of them would be is written here.

interface Tenant {
  readonly folder: string
  readonly file: string
  readonly unit: string
  readonly timezone: string
  readonly election: string
  readonly capturedAt: string
  /** By the mode's name in a spec: what the tenant calls it. Without: as in the profile. */
  readonly modes?: Readonly<Record<string, string>>
}

/** Ten lines; a state has the lookup of its counties beside. */
const specOf = (tenant: Tenant): string => `feed: tenant
title: A tenant
election: ${tenant.election}
unit: ${tenant.unit}
profile: clarity-detail-xml
parameters: { unit: "${tenant.unit}" }
schedule: { timezone: ${tenant.timezone}, every: 15m }
source: { http: { url: "https://results.enr.clarityelections.com/detail.xml" } }
${tenant.modes === undefined ? '' : lookupsOf(tenant, tenant.modes)}`

function lookupsOf({ folder, file, unit }: Tenant, modes: Readonly<Record<string, string>>): string {
  const text = readFileSync(realFile(folder, file), 'utf8')
  const names = [...text.matchAll(/<County name="([^"]*)"/g)].map(([, name = '']) => name)
  const entries = [...new Set(names)].map(
    (name) => `"${name}": "${unit}/county:${name.toLowerCase().replace(/\W+/g, '_')}"`,
  )
  const named = Object.entries(modes).map(([mode, name]) => `${name}: ${mode}`)
  return `lookups:
  county: { entries: { ${entries.join(', ')} } }
  mode: { entries: { ${named.join(', ')} } }
  beside: { entries: { Undervotes: undervotes, Overvotes: overvotes } }
`
}

/** Elections of places that the project has none of: date, state, hour and zone of the closing. */
const elections: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ['us-ky-2014-05-20-primary', '2014-05-20', 'ky', '18:00', 'America/New_York'],
    ['us-wv-2020-11-03-general', '2020-11-03', 'wv', '19:30', 'America/New_York'],
    ['us-ar-2014-11-04-general', '2014-11-04', 'ar', '19:30', 'America/Chicago'],
  ].map(([id, date, state, hour, zone]) => [
    `feeds/elections/${id}.yaml`,
    `election: ${id}
title: Election of ${date}
date: ${date}
polls_close: [{ unit: "ocd-division/country:us/state:${state}", at: ${date} ${hour}, timezone: ${zone} }]
`,
  ]),
)

/** What the engine makes of a tenant's file; once, however often it is asked. */
function judging(tenant: Tenant): () => Promise<Judged> {
  let made: Promise<Judged> | undefined
  const judge = async (): Promise<Judged> => {
    const path = 'feeds/tenant/feed.yaml'
    const given: Readonly<Record<string, string>> = { ...elections, [path]: specOf(tenant) }
    const files = { ...folderFiles, read: (name: string) => given[name] ?? folderFiles.read(name) }
    const { plan, problems } = compileFeed(path, files)
    if (plan === undefined)
      throw new AggregateError(problems, problems.map(({ message }) => message).join('\n'))
    return judgeFiles(plan, { main: realFile(tenant.folder, tenant.file) }, tenant.capturedAt)
  }
  return () => (made ??= judge())
}

const attribute = 'the file has no such attribute; units_total is read from precinctsParticipating'

function testTenant(
  name: string,
  tenant: Tenant,
  expected: { readonly results: number; readonly held?: Readonly<Record<string, number>> },
  modes: Readonly<Partial<Record<Mode, string>>>,
  leaves: Readonly<Record<string, string>> = {},
): void {
  describeReal(`Clarity, ${name}`, () => {
    const judged = judging(tenant)
    test('every row is read, and what is held is held for what the file says', async () => {
      const { changes, held, holds, rejections, results } = await judged()
      expect(rejections).toEqual([])
      expect(results).toHaveLength(expected.results)
      const counted = Object.entries(Object.groupBy(holds, ({ code }) => code)).map(([code, all]) => [
        code,
        all?.length,
      ])
      expect(Object.fromEntries(counted)).toEqual(expected.held ?? {})
      expect(changes.length + held.length).toBe(results.length)
    })
    testFacts(judged, tenant, clarityFacts(tenant.unit, tenant.timezone, modes), leaves)
  })
}

const georgian = (county: string, capturedAt: string): Tenant => ({
  folder: 'us-ga-clarity-county-detail-xml-2020',
  file: `ga_${county}_precincts.xml`,
  unit: `ocd-division/country:us/state:ga/county:${county}`,
  timezone: 'America/New_York',
  election: 'us-2020-11-03-general',
  capturedAt,
})
const georgianModes = {
  electionDay: 'Election Day Votes',
  absenteeMail: 'Absentee by Mail Votes',
  early: 'Advanced Voting Votes',
  provisional: 'Provisional Votes',
}

// A precinct has no votes of election day, the county's total contains them: 224 for one candidate.
testTenant(
  'Atkinson County GA 2020, whose precincts are short of votes',
  georgian('atkinson', '2020-11-06T13:10:00-05:00'),
  { results: 112, held: { CHECK_PARTS: 1 } },
  georgianModes,
)
testTenant(
  'Bacon County GA 2020, of one precinct',
  georgian('bacon', '2020-11-05T11:45:00-05:00'),
  { results: 40 },
  georgianModes,
)
testTenant(
  'Gwinnett County GA 2020, in two languages',
  georgian('gwinnett', '2020-11-09T11:00:00-05:00'),
  { results: 471 },
  georgianModes,
)
testTenant(
  'West Virginia 2020, a state with turnout',
  {
    folder: 'us-ga-clarity-county-detail-xml-2020',
    file: 'wv_counties.xml',
    unit: 'ocd-division/country:us/state:wv',
    timezone: 'America/New_York',
    election: 'us-wv-2020-11-03-general',
    capturedAt: '2020-11-30T08:20:00-05:00',
    modes: { election_day: 'Election Day' },
  },
  { results: 112 },
  { electionDay: 'Election Day' },
  { precinctsReporting_attr: attribute },
)
// The total of the state is 15,611 above its modes and its counties; one county has votes and no ballots.
testTenant(
  'Arkansas 2014, whose total is more than its parts',
  {
    folder: 'us-ar-clarity-detail-xml-2014',
    file: 'ar_state_by_county.xml',
    unit: 'ocd-division/country:us/state:ar',
    timezone: 'America/Chicago',
    election: 'us-ar-2014-11-04-general',
    capturedAt: '2014-11-13T15:00:00-06:00',
    modes: {
      election_day: 'Election Day',
      early: 'Early Vote',
      absentee: 'Absentee',
      provisional: 'Provisional',
    },
  },
  { results: 76, held: { CHECK_BALLOTS: 1, CHECK_MODES: 1, CHECK_PARTS: 1 } },
  { electionDay: 'Election Day', early: 'Early Vote', absentee: 'Absentee', provisional: 'Provisional' },
  { precinctsReporting_attr: attribute },
)
testTenant(
  'Greenup County KY 2014, all votes under one head',
  {
    folder: 'us-ar-clarity-detail-xml-2014',
    file: 'ky_greenup_by_precinct.xml',
    unit: 'ocd-division/country:us/state:ky/county:greenup',
    timezone: 'America/New_York',
    election: 'us-ky-2014-05-20-primary',
    capturedAt: '2014-05-20T20:25:00-04:00',
    modes: { other: 'Election' },
  },
  { results: 34 },
  { other: 'Election' },
)
