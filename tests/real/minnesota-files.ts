import { readFileSync } from 'node:fs'
import { type ResultKey, resultKey } from '../../engine/model/ids.ts'

/** What a file says of one contest in one unit, read without the engine. */
export interface Said {
  /** Total votes by the name of the candidate. */
  readonly votes: Readonly<Record<string, number>>
  readonly unitsReporting: number
  readonly unitsTotal: number
}

export const state = 'ocd-division/country:us/state:mn'
export const minnesotaFeed = 'feeds/us-mn/general-2020/feed.yaml'

const counties = new Map(
  readFileSync('feeds/us-mn/general-2020/counties.csv', 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
    .map(([number = '', fips = '', name = '', unit = '']) => [number, { number, fips, name, unit }]),
)

/** By the number that the office gives a county: 01 to 87. */
export function countyOf(number: string): {
  readonly number: string
  readonly fips: string
  readonly name: string
  readonly unit: string
} {
  const county = counties.get(number)
  if (county === undefined) throw new Error(`no county ${number}`)
  return county
}
export const countyNumbers = [...counties.keys()]

/** Files of the office, by what they are split at: semicolons. */
export function saidIn(paths: readonly string[]): ReadonlyMap<ResultKey, Said> {
  const said = new Map<
    ResultKey,
    { votes: Record<string, number>; unitsReporting: number; unitsTotal: number }
  >()
  for (const path of paths) {
    for (const line of readFileSync(path, 'latin1').split('\r\n')) {
      if (line === '') continue
      const cells = line.split(';')
      const [county = '', office = '', district = '', name = ''] = [1, 3, 5, 7].map((at) => cells[at] ?? '')
      const [unitsReporting = -1, unitsTotal = -1, votes = -1] = [11, 12, 13].map((at) => Number(cells[at]))
      const key = keyOf(county, office, district)
      const one = said.get(key) ?? { votes: {}, unitsReporting, unitsTotal }
      said.set(key, one)
      one.votes[name] = votes
    }
  }
  return said
}

function keyOf(county: string, office: string, district: string): ResultKey {
  if (office === '0101') return resultKey('mn/us-president', county === '' ? state : countyOf(county).unit)
  if (office === '0102') return resultKey('mn/us-senate', county === '' ? state : countyOf(county).unit)
  return resultKey(`mn/us-house-${district}`, `${state}/cd:${district}`)
}
