import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { ResultRecord } from '../../engine/model/result.ts'
import { recordsOf, testAllPublished } from './facts.ts'
import { judgedReal } from './real-captures.ts'
import { describeReal, realFile } from './real-files.ts'

// There is no expected.json of this page. What it says is read here in another way: by regular expressions over its text,
// line by line, without a parser of HTML, without CSS and without the engine's decoders.

interface Printed {
  readonly office: string
  readonly name: string
  /** As printed, from left to right, percentages included. */
  readonly cells: readonly string[]
}

function printed(): readonly Printed[] {
  const page = readFileSync(realFile('us-co-custer-html-2016', 'custer.html'), 'latin1')
  const rows: { office: string; name: string; cells: string[] }[] = []
  let office = ''
  for (const line of page.split('\n')) {
    const heading = /class="voteoffice">(.*?)<\/th>/.exec(line)?.[1]
    const name = /class="votecand">(.*?)<\/td>/.exec(line)?.[1]
    const cell = /class="votecount">(.*?)<\/td>/.exec(line)?.[1]
    if (heading !== undefined) office = heading
    if (name !== undefined) rows.push({ office, name: name.replace(/<[^>]*>/g, ' '), cells: [] })
    if (cell !== undefined) rows.at(-1)?.cells.push(cell)
  }
  return rows.map((row) => ({ ...row, name: row.name.replace(/\s+/g, ' ').trim() }))
}

const custer = 'ocd-division/country:us/state:co/county:custer'
const units = [`${custer}/precinct:1`, `${custer}/precinct:2`, `${custer}/precinct:3`, custer]

/** `office / name = votes` of every printed figure in a unit of the county. */
function figuresPrinted(): readonly string[] {
  return printed().flatMap(({ office, name, cells }) => {
    if (cells.length === 5) return units.map((unit, at) => `${unit} | ${office} | ${name} | ${cells[at]}`)
    const contest = office.startsWith('Amendments') ? name : `${office}: ${name}`
    return units.flatMap((unit, at) =>
      ['Yes', 'No'].map((answer, no) => `${unit} | ${contest} | ${answer} | ${cells[2 * at + no]}`),
    )
  })
}

const figuresOf = (records: readonly ResultRecord[]): readonly string[] =>
  records.flatMap(({ contest, selections, unit }) =>
    selections.map(({ name, votes }) => `${unit.id} | ${contest.name} | ${name} | ${votes.total}`),
  )

const is4A = (figure: string): boolean => figure.includes('Issue 4A')

describeReal('Custer County CO, general election of 2014: a page that was written by hand', () => {
  testAllPublished('Custer County 2014', { results: 102 })

  test('every figure that is printed for the county and its precincts is there, and no other', async () => {
    const { judged } = await judgedReal('Custer County 2014')
    const found = figuresOf(recordsOf(judged)).filter((figure) => !is4A(figure))
    const expected = figuresPrinted().filter((figure) => !is4A(figure))
    expect(expected).toHaveLength(240)
    expect(found.toSorted()).toEqual(expected.toSorted())
  })

  test('issue 4A is one contest of the county, of voters outside it and of the hospital district', async () => {
    const { judged } = await judgedReal('Custer County 2014')
    const district = 'ocd-division/country:us/state:co/hospital_district:west_custer_county'
    const [within, outside, total] = printed().filter(({ name }) => is4A(name))
    const records = recordsOf(judged).filter(({ contest }) => is4A(contest.name))
    expect(new Set(records.map(({ contest }) => contest.id)).size).toBe(1)
    const votes = Object.fromEntries(
      records.map(({ selections, unit }) => [unit.id, selections.map((one) => String(one.votes.total))]),
    )
    expect(votes).toEqual({
      ...Object.fromEntries(units.map((unit, at) => [unit, within?.cells.slice(2 * at, 2 * at + 2)])),
      [`${district}/part:outside_custer`]: outside?.cells.slice(6, 8),
      [district]: total?.cells.slice(6, 8),
    })
  })

  test('ballots, registered voters and the time of the page', async () => {
    const { judged } = await judgedReal('Custer County 2014')
    const county = recordsOf(judged).find(({ unit }) => unit.id === custer)
    expect(county?.ballots).toEqual({ cast: 2552, registered: 3130 })
    expect(judged.facts?.asOf).toBe('2014-11-21T16:13:00-07:00')
  })

  test('letters of windows-1252 are read as such', async () => {
    const { judged } = await judgedReal('Custer County 2014')
    expect(figuresOf(recordsOf(judged))).toContain(`${custer} | United States Senator | Raúl Acosta | 35`)
  })
})
