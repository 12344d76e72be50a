import { readFileSync } from 'node:fs'
import { contestAndUnit, type FeedId, type ResultKey, resultKey } from '../../../engine/model/ids.ts'
import type { Because } from './alarms.ts'
import { covers, type Incident, type Label, labelsOf } from './labels.ts'
import { isNew, type Look, looksOf } from './looks.ts'
import { kimReleases } from './person.ts'
import type { Recorded } from './replay.ts'
import type { Said, SaidOf } from './said.ts'
import { byFeed, type Story } from './story.ts'

const series = 'series-ca-sos-2024-primary'
const counties = 'president-democrat-counties'
const totals = ['president-democrat', 'president-republican', 'ballot-measures']
const streams = [...totals, counties]
const state = 'ocd-division/country:us/state:ca'
const democratic = 'ca/president-democratic'

const unitOf = new Map(
  readFileSync('feeds/us-ca/counties.csv', 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(','))
    .map(([name = '', unit = '']) => [name, unit] as const),
)

const keysOf = ({ unit }: Incident): readonly ResultKey[] => [
  resultKey(democratic, unit.startsWith('California') ? state : (unitOf.get(unit) ?? unit)),
]

interface Race {
  readonly raceTitle: string
  readonly Reporting: string
  readonly candidates?: readonly { readonly Name: string; readonly Votes: string }[]
  readonly 'ballot-measures'?: readonly {
    readonly Number: string
    readonly yesVotes: string
    readonly noVotes: string
  }[]
}

/** What a file says, by the titles of its races. */
function saidIn(path: string): SaidOf {
  const races = [JSON.parse(readFileSync(path, 'utf8')) as Race | readonly Race[]].flat() as readonly Race[]
  // The file of the counties begins with the state, which has a file of its own.
  const own =
    races.length > 1 ? races.filter(({ raceTitle }) => !raceTitle.endsWith('Statewide Results')) : races
  return new Map(
    own.flatMap((race): (readonly [ResultKey, Said])[] => {
      const { raceTitle, Reporting, candidates, 'ballot-measures': measures = [] } = race
      const [, reporting = '', total = ''] = /\(([\d,]+) of ([\d,]+)\)/.exec(Reporting) ?? []
      const progress = { unitsReporting: number(reporting), unitsTotal: number(total) }
      const county = / - (.+) County Results$/.exec(raceTitle)?.[1]
      const unit = county === undefined ? state : (unitOf.get(county) ?? county)
      if (candidates === undefined) {
        return measures.map(({ Number: of, yesVotes, noVotes }) => [
          resultKey(`ca/proposition-${Number(of)}`, unit),
          { votes: { Yes: number(yesVotes), No: number(noVotes) }, ...progress },
        ])
      }
      const votes = Object.fromEntries(candidates.map(({ Name, Votes }) => [Name, number(Votes)]))
      const contest = raceTitle.startsWith('President Dem') ? democratic : 'ca/president-republican'
      return [[resultKey(contest, unit), { votes, ...progress }]]
    }),
  )
}
const number = (text: string): number => Number(text.replaceAll(',', ''))

const read = new Map<string, SaidOf>()
function saidOf(path: string | undefined): SaidOf {
  if (path === undefined) return new Map()
  const said = read.get(path) ?? saidIn(path)
  read.set(path, said)
  return said
}

/** The file of the counties was kept at this look. At the others, what it says is of another moment than the totals. */
const isWhole = (look: Look): boolean => isNew(look, counties)

/** The label of Tuolumne says so of the statewide file. */
const tuolumneCorrected = '2024-03-21T20:36:32Z'

const becauseOf =
  (labels: readonly Label[]): Because =>
  ({ moment, key }) => {
    if (key === '*') return undefined
    const { at } = moment.look
    const label = labels.find((one) => one.keys.includes(key) && covers(one, at))
    if (label !== undefined) return `${label.expect} ${label.unit}`
    // The same files hold the other party and the measure: Shasta's part took the place of its total there too.
    const whole = labels.find(({ unit }) => unit.startsWith('California'))
    if (contestAndUnit(key).unit !== state) return undefined
    if (whole !== undefined && covers(whole, at)) return 'the part of Shasta in the totals of the state'
    return at === tuolumneCorrected ? 'the correction of Tuolumne in the total of the state' : undefined
  }

/** The presidential primaries and the proposition, with the counties of one of them, from the night to certification. */
export function california(): Story {
  const labels = labelsOf(series, keysOf).filter(({ stream }) => stream === counties)
  const looks = looksOf([series], streams).filter(isWhole)
  const said = ({ files }: Look) => byFeed([['us-ca-primary-2024', merged(streams.map((one) => files[one]))]])
  return {
    ...told(looks, said),
    id: 'california-2024',
    title: 'California by county, 5 March to 4 April 2024',
    about:
      'Presidential primaries and Proposition 1 of the state, and the Democratic primary by county: `series-ca-sos-2024-primary`, the 40 moments at which the file of the counties was kept.',
    limits: limits.counties,
    recorded: { feeds: [{ path: 'us-ca/primary-2024' }], looks, addresses, releases: kimReleases(labels) },
    labels,
    because: becauseOf(labels),
    countyPolls: looks.length * 58,
  }
}

/** The totals of the state alone, which were kept at every moment. */
export function californiaState(): Story {
  const all = labelsOf(series, keysOf)
  const labels = all.filter(({ stream }) => stream !== counties)
  const looks = looksOf([series], totals)
  const said = ({ files }: Look) =>
    byFeed([['us-ca-primary-2024-state', merged(totals.map((one) => files[one]))]])
  return {
    ...told(looks, said),
    id: 'california-2024-state',
    title: 'California, totals of the state, 5 March to 4 April 2024',
    about:
      'The same primaries and the proposition without counties: the three files of the state in `series-ca-sos-2024-primary`, of which every version was kept.',
    limits: limits.state,
    recorded: {
      feeds: [{ path: 'us-ca/primary-2024-state' }],
      looks,
      addresses,
      releases: kimReleases(all),
    },
    labels,
    because: becauseOf(all),
    // Three results at each look stand for counties here.
    countyPolls: looks.length * totals.length,
  }
}

const limits = {
  counties: [
    '`all-precincts-at-once` needs no table: a county that had nothing is complete with its first votes. Here it finds the 17 counties that said so over votes by mail, and no other; where a county is counted in one place and reports once, it would be wrong each time (in Minnesota, six times of seven). What it can not find are the forty counties that were complete an hour or two later, with half of their votes still to come: in California precincts say nothing of what is left, and a table of expected votes would say so of nearly every county for a week.',
    'A part that takes the place of a sum (Shasta) and votes that change places between candidates (Tuolumne) are found because something falls. Had all of them risen, nothing here would have seen it: the total of Tuolumne was as it should be.',
  ],
  state: [
    'One part of one county (Shasta) made the totals of the Republican primary and of the proposition fall by more than half a percent, and those of the Democratic primary by less: two of the three were held for one look, the third was published as a correction. The correction of Tuolumne, ten days later, made one minor candidate of the state fall by as much.',
  ],
} as const
const addresses: Recorded['addresses'] = [
  ['/party/democratic/county/all', counties],
  ['/party/democratic', 'president-democrat'],
  ['/party/republican', 'president-republican'],
  ['/ballot-measures', 'ballot-measures'],
]
const merged = (paths: readonly (string | undefined)[]): SaidOf =>
  new Map(paths.flatMap((path) => [...saidOf(path)]))

function told(
  looks: readonly Look[],
  said: (look: Look) => ReadonlyMap<FeedId, SaidOf>,
): Pick<Story, 'election' | 'saidAt' | 'end' | 'current' | 'outOfReach' | 'mayFail'> {
  const last = looks.at(-1)
  if (last === undefined) throw new Error('there is nothing to see')
  return {
    election: 'us-ca-2024-03-05-primary',
    saidAt: ({ look }) => said(look),
    end: said(last),
    current: new Map([...said(last).values()].flatMap((one) => [...one])),
    outOfReach: {},
    mayFail: () => false,
  }
}
