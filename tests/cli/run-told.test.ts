import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startHttpServer } from '../helpers/http-server.ts'
import { firstCounts, type Night, night, state } from '../helpers/night.ts'

const rules = (severity: string): string =>
  `rules: [ { name: many, severity: ${severity}, contest: xx/*, rule: { expected_vote: { above_percent: 5 } } } ]\n`

/** A night in which Oak has more votes than its rule expects, once they are published. */
function judged(severity: string): Night {
  const one = night()
  const elections = join(one.folder, 'feeds/elections')
  mkdirSync(join(elections, 'q'))
  writeFileSync(join(elections, 'q/quality.yaml'), rules(severity))
  writeFileSync(join(elections, 'q/expected.csv'), `unit,votes\n${state}/county:oak,100\n`)
  const keys = 'quality: q/quality.yaml\nexpected_votes: q/expected.csv\n'
  writeFileSync(join(elections, 'us-2024-11-05-general.yaml'), keys, { flag: 'a' })
  one.publish(firstCounts)
  return one
}

async function posting(one: Night, status: number) {
  await using webhook = await startHttpServer((request, response) => {
    request.resume()
    response.writeHead(status).end()
  })
  writeFileSync(join(one.folder, '.env'), `CANVASS_PERSON=Kim\nCANVASS_ALERT_WEBHOOK=${webhook.url}/desk\n`)
  return await one.feed(['run', '--once'])
}

test('an alert that the webhook refuses is said, and ends with 1', async () => {
  const { exit, stdout, stderr } = await posting(judged('alert'), 403)
  expect(stdout + stderr).toContain('ALERT_REFUSED')
  expect(stdout).toContain('→ 1 message is a dead letter now: feed dead-letters')
  expect(exit).toBe(1)
})

test('an alert that can not be posted now says nothing against the results, and is printed once', async () => {
  const one = judged('alert')
  const { exit, stdout, stderr } = await posting(one, 500)
  expect(stdout).toContain(
    '→ All that was published is in the results, but not all alerts are posted: ALERT_UNDELIVERED.',
  )
  expect(`${stdout}${stderr}`.match(/ALERT_UNDELIVERED The webhook/g)).toHaveLength(1)
  expect(exit).toBe(1)
  expect((await one.json(['results'])).lines[0].results.length).toBeGreaterThan(0)
})

test('a mistake in the file of an election is printed once, however many groups wait for it', async () => {
  const one = judged('note')
  await one.feed(['run', '--once'])
  writeFileSync(join(one.folder, 'feeds/elections/q/quality.yaml'), rules('loud'))
  await one.clock.advance(60_000)
  one.publish({ ...firstCounts, Oak: [1_500, 900] })
  const { exit, stdout, stderr } = await one.feed(['run', '--once'])
  expect(`${stdout}${stderr}`.match(/quality\.yaml:1:\d+ SPEC_VALUE/g)).toHaveLength(1)
  expect(stdout).toContain('→ Not all that was published is in the results: SPEC_VALUE.')
  expect(exit).toBe(1)
})
