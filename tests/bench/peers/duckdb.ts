import { DuckDBInstance } from '@duckdb/node-api'

/** The reference mapping in SQL: the same fields of the same file. A field that is not there is null here. */
const select = (file: string): string => `
SELECT
  {
    id: 'zz/' || "Contest Group ID",
    name: regexp_replace("Contest Name", ' \\(VOTE FOR \\d+\\)$', '', 'g'),
    type: CASE WHEN regexp_matches("Contest Name", 'REFERENDUM|AMENDMENT') THEN 'ballot-measure' ELSE 'candidate' END,
    votes_allowed: "Vote For"::INTEGER
  } AS contest,
  {
    type: 'precinct',
    name: trim(regexp_replace(Precinct, '[ \\t\\n\\r]+', ' ', 'g')),
    within: 'ocd-division/country:us/state:zz/county:' || regexp_replace(lower(County), '\\s+', '-', 'g')
  } AS unit,
  {
    name: trim(regexp_replace(regexp_replace(Choice, '\\s*\\(.*\\)$', '', 'g'), '[ \\t\\n\\r]+', ' ', 'g')),
    party: CASE "Choice Party" WHEN 'DEM' THEN 'Democratic' WHEN 'REP' THEN 'Republican'
      WHEN 'LIB' THEN 'Libertarian' WHEN 'GRE' THEN 'Green' END,
    write_in: CASE WHEN regexp_matches(Choice, 'write-?in', 'i') THEN true END
  } AS selection,
  {
    election_day: "Election Day"::INTEGER,
    early: "Early Voting"::INTEGER,
    absentee_mail: "Absentee by Mail"::INTEGER,
    provisional: Provisional::INTEGER,
    total: "Election Day"::INTEGER + "Early Voting"::INTEGER + "Absentee by Mail"::INTEGER + Provisional::INTEGER
  } AS votes
FROM read_csv('${file}', delim = '\\t', header = true, all_varchar = true, quote = '', escape = '')`

/** DuckDB in one thread of this process. */
export interface Duck extends Disposable {
  readonly version: string
  /** Decodes and maps a file into a table in memory. */
  intoTable(file: string): Promise<void>
  /** Decodes and maps a file to lines of JSON in another. */
  intoLines(file: string, out: string): Promise<void>
}

/** Fails where there is no DuckDB for this system. */
export async function openDuck(): Promise<Duck> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  const run = async (sql: string): Promise<void> => void (await connection.run(sql))
  const said = await connection.runAndReadAll('SELECT version()')
  return {
    version: String(said.getRows()[0]?.[0]),
    intoTable: (file) => run(`CREATE OR REPLACE TEMP TABLE lines AS ${select(file)}`),
    intoLines: (file, out) => run(`COPY (${select(file)}) TO '${out}' (FORMAT json)`),
    [Symbol.dispose]() {
      connection.closeSync()
      instance.closeSync()
    },
  }
}
