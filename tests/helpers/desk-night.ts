import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { feed } from './feed-command.ts'
import { manualClock } from './manual-clock.ts'
import { inMemory, temporaryFolder } from './temporary-folder.ts'

/** Votes of Ada Quill and of Bram Oakes, by county. */
type Counties = Readonly<Record<string, readonly [number, number]>>
type FeedName = 'zz-state' | 'zz-harbor'

const state = 'ocd-division/country:us/state:zz'
const day = '2026-11-03'

/** A desk on one machine: a state that publishes every county, and a county that publishes its own figures. */
export function deskNight(election: string, every = '1m') {
  const folder = temporaryFolder('desk', inMemory())
  const clock = manualClock({ start: momentOf('20:00'), auto: true })
  const write = (path: string, text: string): void => {
    mkdirSync(join(folder, dirname(path)), { recursive: true })
    // Whole, whoever reads at the same time.
    writeFileSync(join(folder, `${path}.new`), text)
    renameSync(join(folder, `${path}.new`), join(folder, path))
  }
  write('feeds/elections/zz-2026-11-03-general.yaml', election)
  write('feeds/elections/contests.csv', 'id,name\nzz/governor,Governor of Zephyria\n')
  write('feeds/zz/state/feed.yaml', spec('zz-state', state, every))
  write('feeds/zz/harbor/feed.yaml', spec('zz-harbor', `${state}/county:harbor`, every))
  const environment = {
    CANVASS_FEEDS: join(folder, 'feeds'),
    CANVASS_HOME: join(folder, 'data'),
    CANVASS_PERSON: 'Kim',
  }
  return {
    folder,
    clock,
    environment,
    /** The office publishes this. */
    publish: (name: FeedName, counties: Counties) =>
      write(`feeds/zz/${name.slice(3)}/counts.csv`, fileOf(counties)),
    /** Types words at that time of the evening. */
    async feed(words: readonly string[], at?: string) {
      if (at !== undefined) await clock.advance(Date.parse(momentOf(at)) - clock.now().getTime())
      return await feed(words, { environment, clock })
    },
  }
}

/** Of the evening in Zephyria, which keeps the time of Chicago. */
const momentOf = (time: string): string => `${day}T${time}:00-06:00`

const spec = (name: FeedName, unit: string, every: string): string => `
feed: ${name}
title: Governor of Zephyria by county
election: zz-2026-11-03-general
unit: ${unit}
status: live
schedule: { timezone: America/Chicago, every: ${every} }
source: { file: { path: counts.csv } }
decode: { csv: {} }
map: |
  {
    "contest":   { "name": "Governor of Zephyria" },
    "unit":      ${
      name === 'zz-state'
        ? '{ "type": "county", "name": County }'
        : `{ "id": "${unit}", "type": "county", "name": County, "within": "${state}" }`
    },
    "selection": { "name": Candidate, "party": Party },
    "votes":     { "total": $votes(Total) }
  }
`

const fileOf = (counties: Counties): string =>
  [
    'County,Candidate,Party,Total',
    ...Object.entries(counties).flatMap(([name, [ada, bram]]) => [
      `${name},Ada Quill,TID,${ada}`,
      `${name},Bram Oakes,HIL,${bram}`,
    ]),
    '',
  ].join('\n')
