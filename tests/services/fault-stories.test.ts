import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seeded } from '../conformance/child.ts'
import { scenarios } from '../crash/scenarios.ts'
import { scenariosOfPeople } from '../crash/scenarios-of-people.ts'
import { faultsFor, sweep } from '../crash/sweep.ts'
import { asked, isWhole } from '../faults/asked.ts'
import { killedTheme, realThemes } from '../faults/make-story.ts'
import { brokeOff } from '../faults/play-story.ts'
import { realMutants } from '../faults/real-mutants.ts'
import { playReal, type RealServers, realServers, realWorld } from '../faults/real-stage.ts'
import { report } from '../faults/report.ts'
import { playThemes } from '../faults/schedules.ts'
import type { Story } from '../faults/story.ts'
import { needs } from './needs.ts'

/**
 * Random stories on the real servers: DynamoDB, S3 and Kafka, each behind a proxy. `npm run faults` plays more than 100, a run of the
 * tests one of a few themes; `asked.ts` says what else can be asked for.
 */
const { schedules } = asked
const slow = [killedTheme, 'a broker that stops in the middle of a publish']
const quick = realThemes.filter((theme) => !slow.includes(theme))
const each = Math.ceil((schedules ?? 1) / 10 / quick.length)
const smoke = ['killed at a boundary', 'pollers that race', 'servers that lose answers', 'everything at once']
const isSmoke = schedules === undefined && (asked.seed ?? asked.theme ?? asked.story) === undefined

const { endpoints, missing, named } = needs('dynamodb', 's3', 'kafka')

describe.skipIf(missing !== undefined)(named('random stories of faults on the real servers'), () => {
  let servers: RealServers
  beforeAll(async () => {
    servers = await realServers(endpoints)
  }, 120_000)
  afterAll(() => servers[Symbol.asyncDispose]())

  test('nothing lost, nothing doubled, nothing out of order', async () => {
    const play = (story: Story) => playReal(story, servers)
    const { rows, failed } = await playThemes(
      isSmoke
        ? [{ themes: smoke, each: 1, play }]
        : [
            { themes: quick, each, play },
            { themes: slow, each: Math.min(each, 4), play },
          ],
      { test: '--project services tests/services/fault-stories.test.ts', homes: 'real servers' },
      asked,
    )
    const words = 'DynamoDB Local, S3Mock and Apache Kafka, each behind a proxy'
    report('real servers', rows, words, { asked: schedules, isWhole })
    expect(failed).toEqual([])
  }, 3_600_000)

  test('the scenarios of the embedded home, each fault at a boundary of each', async () => {
    const random = seeded(4)
    const all = [...scenarios, ...scenariosOfPeople]
    const failures: unknown[] = []
    let count = 0
    for (const scenario of schedules === undefined ? [all[1], all[9]] : all) {
      if (scenario === undefined) continue
      const faults = faultsFor(scenario)
      const some = await sweep({
        faults: schedules === undefined ? faults.slice(0, 2) : faults,
        scenarios: [scenario],
        pick: (places) => places[Math.floor(random() * places.length)],
        variant: {
          async world(options) {
            const { world, remove } = await realWorld(servers, options)
            return [world, remove]
          },
        },
      })
      count += some.schedules
      failures.push(...some.failures)
    }
    process.stdout.write(`scenarios on the real servers: ${count} schedules\n`)
    expect(failures).toEqual([])
    expect(count).toBeGreaterThan(5)
  }, 3_600_000)

  test.each(Object.entries(realMutants))(
    'the test of this test: %s',
    async (name, { story, make }) => {
      expect((await playReal(story, servers)).broken).toEqual([])
      const [caught = ''] = (await playReal(story, servers, make())).broken
      process.stdout.write(`${name}: ${caught}\n`)
      expect(caught).not.toBe('')
      expect(caught).not.toContain(brokeOff)
    },
    600_000,
  )
})
