/** Rows and size of the reference file: every precinct of a state, as North Carolina publishes them. */
export const referenceRows = 230_000

/** Fifteen columns, with tabs between them. */
export const columns = [
  'County',
  'Election Date',
  'Precinct',
  'Contest Group ID',
  'Contest Type',
  'Contest Name',
  'Choice',
  'Choice Party',
  'Vote For',
  'Election Day',
  'Early Voting',
  'Absentee by Mail',
  'Provisional',
  'Total Votes',
  'Real Precinct',
] as const
export type PrecinctRow = Readonly<Record<(typeof columns)[number], string>>

export const counties = 100
const date = '11/05/2024'
const first = 'Ada Bela Chidi Dolores Emre Fatima Goran Hana Ivo June Kofi Lena'.split(' ')
const last = 'Ames Brook Castellanos Dimitrov Everett Farrow Garza Holloway Ibarra Johansson'.split(' ')
const parties = ['DEM', 'REP', 'LIB', 'GRE', 'UNA']

interface Contest {
  readonly group: string
  readonly kind: string
  readonly name: string
  readonly voteFor: string
  readonly choices: readonly (readonly [name: string, party: string])[]
}

/** Numbers that look like chance and are the same in every run and on every machine. */
function numbers(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 4_294_967_296) * below)
  }
}

const stateContests: readonly Contest[] = Array.from({ length: 22 }, (_, at) => contest('S', at, 1_000 + at))

function contest(kind: 'S' | 'D' | 'C', at: number, group: number): Contest {
  const chance = numbers(group)
  const voteFor = at % 11 === 10 ? 3 : 1
  const county = countyName(Math.floor((group - 3_000) / 7) % counties)
  const office = {
    S: 'SUPREME COURT JUSTICE SEAT',
    D: 'STATE HOUSE DISTRICT',
    C: `${county} COUNTY BOARD OF COMMISSIONERS DISTRICT`,
  }[kind]
  const people = Array.from({ length: 1 + (group % 4) }, (_, choice) => {
    const name = `${first[(chance(12) + choice) % 12]} ${last[(at + choice) % 10]}`
    return [name, parties[choice] ?? ''] as const
  })
  const choices = group % 5 === 0 ? [...people, ['Write-In (Miscellaneous)', ''] as const] : people
  return {
    group: String(group),
    kind: kind === 'S' ? 'S' : 'C',
    name: `${office} ${String(at).padStart(2, '0')}${voteFor === 1 ? '' : ` (VOTE FOR ${voteFor})`}`,
    voteFor: String(voteFor),
    choices,
  }
}

const contestsOf: readonly (readonly Contest[])[] = Array.from({ length: counties }, (_, county) => {
  const districts = [0, 41, 82].map((more) => (county + more) % 120)
  const boards = [0, 1, 2, 3, 4, 5, 6]
  return [
    ...stateContests,
    ...districts.map((district) => contest('D', district, 2_000 + district)),
    ...boards.map((board) => contest('C', board, 3_000 + county * 7 + board)),
  ]
})

function countyName(county: number): string {
  return `${last[Math.abs(county) % 10]} ${first[Math.abs(Math.floor(county / 10)) % 12]}`.toUpperCase()
}

/** So many rows, county after county: the same in every run. `votesAdded` are added to the election day of a row. */
export function* precinctRows(
  rows: number,
  votesAdded: (row: number) => number = () => 0,
): Iterable<PrecinctRow> {
  const chance = numbers(7)
  const perCounty = Math.ceil(rows / counties)
  for (let county = 0, row = 0; row < rows; county += 1) {
    const of = contestsOf[county % counties] ?? []
    const end = Math.min(rows, row + perCounty)
    for (let precinct = 0; row < end; precinct += 1) {
      const name = `${String(precinct + 1).padStart(2, '0')}-${String((precinct * 37 + county) % 1_000).padStart(3, '0')}`
      const isReal = precinct % 20 === 19 ? 'N' : 'Y'
      for (const { group, kind, name: title, voteFor, choices } of of) {
        for (const [choice, party] of choices) {
          if (row === end) break
          const day = chance(400) + votesAdded(row)
          const [early, mail, provisional] = [chance(900), chance(120), chance(6)]
          yield {
            County: countyName(county % counties),
            'Election Date': date,
            Precinct: name,
            'Contest Group ID': group,
            'Contest Type': kind,
            'Contest Name': title,
            Choice: choice,
            'Choice Party': party,
            'Vote For': voteFor,
            'Election Day': String(day),
            'Early Voting': String(early),
            'Absentee by Mail': String(mail),
            Provisional: String(provisional),
            'Total Votes': String(day + early + mail + provisional),
            'Real Precinct': isReal,
          }
          row += 1
        }
      }
    }
  }
}

/** The rows as a file: `rows` of them below their names. */
export function precinctFile(rows: number, votesAdded?: (row: number) => number): Buffer {
  const lines = [columns.join('\t')]
  for (const row of precinctRows(rows, votesAdded)) lines.push(columns.map((name) => row[name]).join('\t'))
  return Buffer.from(`${lines.join('\n')}\n`)
}
