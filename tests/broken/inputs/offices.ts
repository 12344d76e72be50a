import { zipFile } from '../../unpack/zip-file.ts'

/** A small office in one format: what its feed says of reading it, and what it publishes when all is well. */
export interface Office {
  readonly file: string
  readonly reading: string
  readonly good: () => Uint8Array
  /** How many rows its spec allows; 1000 where it does not say. */
  readonly rows?: number
}

const wards = Array.from({ length: 40 }, (_, index) => ({
  ward: `Ward ${index + 1}`,
  ada: 100 + index * 7,
  ben: 90 + index * 5,
}))

const map = (ward: string, name: string, votes: string): string => `map: |
  {
    "contest":   { "id": "zz/mayor", "name": "Mayor" },
    "unit":      { "type": "precinct", "name": ${ward} },
    "selection": { "name": ${name} },
    "votes":     { "total": $votes(${votes}) }
  }
`

export const csvText = (columns: readonly string[] = ['Ward', 'Candidate', 'Votes']): string => {
  const lines = wards.flatMap(({ ward, ada, ben }) => [
    { Ward: ward, Candidate: 'Ada Peña', Votes: ada },
    { Ward: ward, Candidate: 'Ben Li', Votes: ben },
  ])
  const cells = lines.map((line) => columns.map((column) => line[column as 'Ward']).join(','))
  return `${[columns.join(','), ...cells].join('\n')}\n`
}
export const csv: Office = {
  file: 'results.csv',
  reading: `decode: { csv: {} }\n${map('Ward', 'Candidate', 'Votes')}`,
  good: () => Buffer.from(csvText()),
}

/** A ward may have several rows: they are added up. */
export const adding: Office = { ...csv, reading: `${csv.reading}assemble: { repeated: add }\n` }

export const roomy: Office = { ...csv, rows: 20_000 }

/** Two contests in one file: the same choices in each. */
export const contestsText = (header = 'Ward,Contest,Candidate,Votes'): string => {
  const lines = csvText().trim().split('\n').slice(1)
  const inContest = (contest: string) => lines.map((line) => line.replace(',', `,${contest},`))
  return `${[header, ...inContest('Mayor'), ...inContest('Clerk')].join('\n')}\n`
}
export const contests: Office = {
  file: 'results.csv',
  reading: `decode: { csv: {} }\n${map('Ward', 'Candidate', 'Votes').replace('"id": "zz/mayor", "name": "Mayor"', '"name": Contest')}`,
  good: () => Buffer.from(contestsText()),
}

/** Contests of one name are told apart by their order. */
export const numbered: Office = {
  file: 'results.csv',
  reading: `${contests.reading.replace('"name": Contest', '"name": Contest & (nth > 1 ? " (" & nth & ")" : "")')}number_repeats: { nth: [Contest, Ward, Candidate] }\n`,
  good: contests.good,
}

/** Without a header, what stands in a column is all that tells it from another. */
export const headless: Office = {
  file: 'results.txt',
  reading: `decode:
  csv:
    delimiter: ";"
    header: false
    columns: [{ name: Ward, matches: "^Ward" }, Candidate, { name: Votes, matches: '^\\d+$' }]
${map('Ward', 'Candidate', 'Votes')}`,
  good: () => Buffer.from(csvText().split('\n').slice(1).join('\n').replaceAll(',', ';')),
}

export const zipped: Office = {
  file: 'results.zip',
  reading: `unpack: [{ zip: { members: "*.csv" } }]\n${csv.reading}`,
  good: () => zipFile({ name: 'results.csv', body: csvText() }),
}

export const jsonText = (key = 'wards'): string =>
  JSON.stringify({
    [key]: wards.map(({ ward, ada, ben }) => ({
      ward,
      choices: [
        { name: 'Ada Peña', votes: ada },
        { name: 'Ben Li', votes: ben },
      ],
    })),
  })
export const json: Office = {
  file: 'results.json',
  reading: `decode: { json: {} }
select: { jmespath: "wards[]" }
map: |
  $map(choices, function($choice) { {
    "contest":   { "id": "zz/mayor", "name": "Mayor" },
    "unit":      { "type": "precinct", "name": ward },
    "selection": { "name": $choice.name },
    "votes":     { "total": $choice.votes }
  } })
`,
  good: () => Buffer.from(jsonText()),
}

export const page = (table = 'results'): string => `<!DOCTYPE html>
<html><body><h1>Mayor</h1>
<table id="${table}">
${wards.map(({ ward, ada }) => `<tr><td>${ward}</td><td>${ada}</td></tr>`).join('\n')}
</table></body></html>
`
export const html: Office = {
  file: 'results.html',
  reading: `decode: { html: {} }
select:
  css: { rows: "#results tr", cells: { ward: "td:nth-child(1)", votes: "td:nth-child(2)" } }
${map('ward', '"Ada Peña"', 'votes')}`,
  good: () => Buffer.from(page()),
}
