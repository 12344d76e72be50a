import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { figureOf, type Night, night, spec } from '../helpers/night.ts'

const withBallots = spec('us-xx-county').replace(
  '"votes": ',
  '"ballots":   { "cast": $votes(Cast) },\n    "votes": ',
)

/** One county, as day and mail votes of Ada and the ballots cast. */
async function says(one: Night, day: number, mail: number, cast: number) {
  const row = (name: string, [first, second]: readonly [number, number]) =>
    `Elm,US Senator,${name},,${first},${second},${first + second},${cast}`
  const rows = [
    'County,Contest,Candidate,Party,Day,Mail,Total,Cast',
    row('Ada', [day, mail]),
    row('Bo', [20, 10]),
  ]
  writeFileSync(join(one.folder, 'feeds/us-xx/us-xx-county/counts.csv'), `${rows.join('\n')}\n`)
  await one.feed(['run', '--once'])
  return (await one.feed(['holds'])).stdout
}

test('two modes exchanged are held, and shown where the total tells nothing', async () => {
  const one = night({ feeds: { 'us-xx-county': withBallots } })
  await says(one, 1000, 300, 1400)
  const stdout = await says(one, 300, 1000, 1400)
  expect(stdout).toContain('Elm, US Senator: votes fell: Ada, election day 1,000 → 300')
  expect(stdout).toMatch(/county:elm +ada\.electionDay +1,000 +300 +−700/)
  expect(stdout).toMatch(/county:elm +ada\.absentee +300 +1,000 +\+700/)
  expect(stdout).not.toMatch(/ballots cast|as they stand| ada +/)
  const why = await one.feed(['why', `${figureOf('Elm')}.election_day`])
  expect(why.stdout).toContain('The source says 300 now.')
})

test.each([
  ['fell below the votes', [1000, 300, 900], /\(ballots cast\) +1,400 +900 +−500/],
  ['stayed while the votes grew above them', [1200, 300, 1400], /\(ballots cast\) +1,400 +1,400 *\n/],
] as const)('ballots cast that %s are shown as the doubt', async (_, [day, mail, cast], row) => {
  const one = night({ feeds: { 'us-xx-county': withBallots } })
  await says(one, 1000, 300, 1400)
  const stdout = await says(one, day, mail, cast)
  expect(stdout).toContain('CHECK_BALLOTS')
  expect(stdout).toMatch(row)
  expect(stdout).not.toContain('as they stand')
})
