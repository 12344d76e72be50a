import { copyFileSync, cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const profile = 'clarity-detail-xml'
/** A capture of that vendor, with fifteen rows. */
const capture = 'feeds/us-pa-allegheny/special-2023/fixtures/zero'

/** A folder of feeds: as many counties that publish by one vendor, each with a case, and polled every 15 seconds in an election night. */
export function writeTenants(folder: string, count: number): void {
  for (const name of ['profiles', 'elections']) mkdirSync(join(folder, name), { recursive: true })
  copyFileSync(`feeds/profiles/${profile}.yaml`, join(folder, 'profiles', `${profile}.yaml`))
  writeFileSync(
    join(folder, 'elections/us-2028-11-07-general.yaml'),
    `election: us-2028-11-07-general
title: General election of 7 November 2028
date: 2028-11-07
polls_close:
  - { unit: "ocd-division/country:us/state:xx", at: 2028-11-07 20:00, timezone: America/New_York }
`,
  )
  for (let n = 0; n < count; n++) {
    const at = join(folder, tenantId(n))
    mkdirSync(at)
    writeFileSync(join(at, 'feed.yaml'), specOf(n))
    cpSync(capture, join(at, 'fixtures/zero'), { recursive: true })
    writeFileSync(join(at, 'cases.yaml'), cases)
  }
}

export const tenantId = (n: number): string => `us-xx-county-${String(n).padStart(5, '0')}`

/** The capture is of an election of 2023: its rows are read, mapped, and held. */
const cases = `- case: rows of another election
  capture: zero
  expect: { rows: 15, changes: { added: 0 }, holds: [{ code: CHECK_OTHER_ELECTION, group: "*" }] }
`

const specOf = (n: number): string => `feed: ${tenantId(n)}
title: County ${n}, results by precinct
election: us-2028-11-07-general
unit: ocd-division/country:us/state:xx/county:c${n}
status: live
profile: ${profile}
parameters: { unit: "ocd-division/country:us/state:xx/county:c${n}" }
schedule:
  timezone: America/New_York
  every: 15m
  windows: [{ from: 2028-11-07 19:30, to: 2028-11-08 03:00, every: 15s }]
source:
  http: { url: "https://results.county-${n}.example/reports/detailxml.zip" }
unpack: [zip: { members: detail.xml }]
`
