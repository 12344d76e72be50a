import { countLineMapping } from '../data/mapping-texts.ts'
import { precinctRows } from '../data/precinct-file.ts'
import { type Cells, countLineOf, lookedUp, renamed, withFunctions } from './by-hand.ts'
import { flattened, type Listed, listed, type Nested, nested, ranked } from './documents.ts'

/** A mapping as an analyst writes it, and a function that a programmer would write instead: both say the same. */
export interface ReferenceMapping {
  readonly name: string
  readonly text: string
  readonly byHand: (value: never) => unknown
  /** Of rows, all cells of which are texts; else of one document of so many records. */
  readonly isOfRows: boolean
  readonly values: (records: number) => readonly unknown[]
  /** Records of a round. The library takes fewer of rows: it is given time, not patience. */
  readonly records: number
  readonly libraryRecords: number
}

const rows = (records: number): readonly Cells[] => [...precinctRows(records)]
const ofRows = { isOfRows: true, values: rows, records: 40_000, libraryRecords: 2_000 }
/** Order-by takes at most 4,096 items in a mapping. */
const ofDocument = 4_000
const documents = { isOfRows: false, records: 10 * ofDocument, libraryRecords: ofDocument }
/** As many documents as hold so many records together. */
const several = <One>(records: number, make: (records: number) => One): readonly One[] =>
  Array.from({ length: Math.ceil(records / ofDocument) }, () => make(Math.min(records, ofDocument)))

/** Those of the budget (docs/performance.md). */
export const referenceMappings: readonly ReferenceMapping[] = [
  {
    name: 'rename of 6 fields',
    text: `{
  "county": County, "precinct": Precinct, "contest": \`Contest Name\`,
  "choice": Choice, "party": \`Choice Party\`, "votes": \`Total Votes\`
}`,
    byHand: (row: Cells) => renamed(row),
    ...ofRows,
  },
  {
    name: '6 fields with functions',
    text: `{
  "contest": $trim(\`Contest Name\`), "votes_allowed": $number(\`Vote For\`), "precinct": $uppercase(Precinct),
  "choice": $trim(Choice), "party": $lowercase(\`Choice Party\`), "total": $number(\`Total Votes\`)
}`,
    byHand: (row: Cells) => withFunctions(row),
    ...ofRows,
  },
  {
    name: '15 fields with regex',
    text: countLineMapping,
    byHand: (row: Cells) => countLineOf(row),
    ...ofRows,
  },
  {
    name: 'lookup and sum',
    text: `{
  "id": \`Contest Group ID\` & "/" & Choice,
  "party": $lookup({ "DEM": "Democratic", "REP": "Republican", "LIB": "Libertarian", "GRE": "Green" }, \`Choice Party\`),
  "votes": $sum([$number(\`Election Day\`), $number(\`Early Voting\`), $number(\`Absentee by Mail\`)])
}`,
    byHand: (row: Cells) => lookedUp(row),
    ...ofRows,
  },
  {
    name: 'flatten with parents',
    text: `counties.precincts.contests.choices.{
  "county": %.%.%.name, "precinct": %.%.name, "contest": %.name, "choice": name, "votes": votes
}`,
    byHand: (document: Nested) => flattened(document),
    values: (records) => several(records, nested),
    ...documents,
  },
  {
    name: 'predicate, sort and sum',
    text: `{
  "ranking": choices[party = "DEM"]^(>votes).{ "name": name, "votes": votes },
  "total": $sum(choices[party = "DEM"].votes)
}`,
    byHand: (document: Listed) => ranked(document),
    values: (records) => several(records, listed),
    ...documents,
  },
]
