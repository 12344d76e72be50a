import { harborPage, orchardFile, stateArchive } from './shipped-formats.ts'
import type { Ballot, Counted, Place } from './shipped-place.ts'

const governor = (quill: number, oakes: number, marsh: number, penn: number, writeIn: number): Ballot => ({
  contest: 'Governor of Zephyria',
  votes: {
    'Ada Quill': quill,
    'Bram Oakes': oakes,
    'Cleo Marsh': marsh,
    'Dov Penn': penn,
    'Write-in': writeIn,
  },
})
const bridge = (yes: number, no: number): Ballot => ({
  contest: 'Question 1: Harbor Bridge Bond',
  votes: { Yes: yes, No: no },
})

const counties: readonly Omit<Place, 'counted' | 'reporting'>[] = [
  {
    name: 'Amber',
    precincts: 48,
    ballots: [governor(41_220, 38_104, 1_902, 640, 57), bridge(44_018, 35_771)],
  },
  { name: 'Birch', precincts: 31, ballots: [governor(18_775, 22_310, 811, 402, 23), bridge(19_902, 21_340)] },
  { name: 'Cedar', precincts: 22, ballots: [governor(9_914, 11_086, 502, 167, 14), bridge(10_101, 10_977)] },
  { name: 'Dune', precincts: 14, ballots: [governor(9_210, 7_731, 412, 188, 9), bridge(8_604, 8_122)] },
  {
    name: 'Harbor',
    precincts: 37,
    ballots: [governor(33_402, 21_775, 2_204, 590, 61), bridge(38_118, 18_240)],
  },
  {
    name: 'Orchard',
    precincts: 26,
    ballots: [governor(12_690, 14_448, 533, 301, 18), bridge(11_870, 15_401)],
  },
]
/** What somebody forgot to take out of Dune's machines: equal steps down the ballot. */
const dunesDeck: readonly Ballot[] = [
  {
    contest: 'Governor of Zephyria',
    votes: { 'Ada Quill': 250, 'Bram Oakes': 500, 'Cleo Marsh': 750, 'Dov Penn': 1_000, 'Write-in': 1_250 },
  },
  { contest: 'Question 1: Harbor Bridge Bond', votes: { Yes: 250, No: 500 } },
]

const sheriff = (calder: number, dray: number, egan: number, writeIn: number): Ballot => ({
  contest: 'Sheriff',
  votes: { 'Ines Calder': calder, 'Otto Dray': dray, 'Pia Egan': egan, 'Write-in': writeIn },
})
const harbor: readonly Omit<Place, 'counted' | 'reporting'>[] = [
  { name: 'Breakwater', precincts: 1, ballots: [sheriff(1_310, 1_122, 204, 6)] },
  { name: 'Dock Street', precincts: 1, ballots: [sheriff(1_204, 987, 311, 9)] },
  { name: 'Lighthouse', precincts: 1, ballots: [sheriff(842, 1_015, 127, 3)] },
  { name: 'Old Mill', precincts: 1, ballots: [sheriff(1_577, 1_240, 288, 11)] },
  { name: 'Saltmarsh', precincts: 1, ballots: [sheriff(690, 731, 96, 2)] },
]
/** The mail votes of Dock Street replaced by those of the polling place, not added to them. */
const dockStreetWithoutMail = sheriff(611, 530, 142, 4)

const board = (fenn: number, gray: number, hale: number): Ballot => ({
  contest: 'School Board, Seat 2',
  votes: { 'Rosa Fenn': fenn, 'Ulf Gray': gray, 'Vera Hale': hale },
})
const library = (yes: number, no: number): Ballot => ({
  contest: 'Library Measure',
  votes: { Yes: yes, No: no },
})
const orchard: readonly Omit<Place, 'counted' | 'reporting'>[] = [
  { name: 'Apple Hill', precincts: 1, ballots: [board(688, 540, 211), library(902, 466)] },
  { name: 'Cider Mill', precincts: 1, ballots: [board(512, 633, 180), library(701, 580)] },
  { name: 'North Grove', precincts: 1, ballots: [board(433, 402, 155), library(610, 341)] },
  { name: 'South Grove', precincts: 1, ballots: [board(720, 655, 240), library(884, 690)] },
]

/** The places as they stand: hundredths counted, in the order of the places; all of them reported at 100. */
const standing = (
  places: readonly Omit<Place, 'counted' | 'reporting'>[],
  counted: readonly number[],
): readonly Place[] =>
  places.map((place, index) => {
    const part = counted[index] ?? 0
    const votes = (all: Counted, hundredths: number) =>
      Object.fromEntries(
        Object.entries(all).map(([name, sum]) => [name, Math.round((sum * hundredths) / 100)]),
      )
    const ballots = place.ballots.map(({ contest, votes: all }) => ({
      contest,
      votes: votes(all, part),
      early: votes(all, Math.min(part, 20)),
    }))
    // The first fifth are early votes, which belong to no precinct.
    const reporting = Math.floor((place.precincts * Math.max(0, part - 20)) / 80)
    return { ...place, ballots, counted: part, reporting }
  })
const instead = (places: readonly Place[], name: string, change: Partial<Place>): readonly Place[] =>
  places.map((place) => (place.name === name ? { ...place, ...change } : place))

const corrected = (places: readonly Place[]): readonly Place[] =>
  places.map((place) => ({
    ...place,
    ballots: place.ballots.map((ballot) =>
      place.name === 'Cider Mill' && ballot.contest === 'Library Measure'
        ? { ...ballot, votes: { ...ballot.votes, Yes: (ballot.votes['Yes'] ?? 0) - 4 } }
        : ballot,
    ),
  }))

const maintenance = `<!doctype html>
<html lang="en">
<head><title>Harbor County Elections</title></head>
<body><h1>We will be right back</h1><p>Our results page is being updated. Please try again in a few minutes.</p></body>
</html>
`

/** Everything that servers of the made-up night show: files by their path below `snapshots`. Times are UTC. */
export function shippedSnapshots(): Readonly<Record<string, Uint8Array | string>> {
  const state = (time: string, counted: readonly number[], deck = false) => {
    const places = standing(counties, counted)
    const shown = deck ? instead(places, 'Dune', { ballots: dunesDeck, reporting: 14 }) : places
    return { [`state/20261104T${time}Z.zip`]: stateArchive(time, shown) }
  }
  const county = (
    time: string,
    publication: number,
    counted: readonly number[],
    change?: Partial<Place>,
  ) => ({
    [`harbor/20261104T${time}Z.json`]: harborPage(
      time,
      publication,
      instead(standing(harbor, counted), 'Dock Street', change ?? {}),
    ),
  })
  const files = (time: string, counted: readonly number[], isCorrected = false) => {
    const places = standing(orchard, counted)
    return { [`orchard/20261104T${time}Z.csv`]: orchardFile(isCorrected ? corrected(places) : places) }
  }
  return {
    ...state('013000', [0, 0, 0, 0, 0, 0]),
    ...state('021000', [20, 0, 20, 0, 20, 0]),
    ...state('023000', [34, 20, 41, 0, 38, 20]),
    ...state('025000', [52, 47, 60, 0, 55, 43], true),
    ...state('031500', [68, 63, 88, 0, 71, 60], true),
    ...state('034500', [81, 78, 100, 64, 84, 77]),
    ...state('042000', [93, 100, 100, 100, 96, 91]),
    ...state('050000', [100, 100, 100, 100, 100, 100]),

    ...county('013130', 1, [0, 0, 0, 0, 0]),
    ...county('021230', 2, [20, 20, 20, 20, 20]),
    ...county('023530', 3, [20, 46, 100, 20, 20]),
    [`harbor/20261104T030500Z.html`]: maintenance,
    ...county('033530', 4, [100, 72, 100, 58, 20]),
    ...county('041030', 5, [100, 100, 100, 83, 100]),
    ...county('044530', 6, [100, 100, 100, 100, 100], { ballots: [dockStreetWithoutMail] }),

    ...files('012900', [0, 0, 0, 0]),
    ...files('015000', [20, 20, 20, 20]),
    ...files('022500', [20, 55, 20, 20]),
    ...files('030000', [61, 100, 20, 47]),
    ...files('032500', [61, 100, 20, 47], true),
    ...files('040500', [100, 100, 71, 80], true),
    ...files('045000', [100, 100, 100, 100], true),
  }
}
