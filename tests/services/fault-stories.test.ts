import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { killedTheme, realThemes } from '../faults/make-story.ts'
import { playReal, type RealServers, realServers } from '../faults/real-stage.ts'
import { report } from '../faults/report.ts'
import { askedFor, inWords, playThemes } from '../faults/schedules.ts'
import { needs } from './needs.ts'

/**
 * Random stories on the real servers: DynamoDB, S3 and Kafka, each behind a proxy. `npm run faults` plays more than 100, a run of the
 * tests one of a few themes.
 */
const asked = askedFor()
const slow = [killedTheme, 'a broker that stops in the middle of a publish']
const quick = realThemes.filter((theme) => !slow.includes(theme))
const smoke = ['killed at a boundary', 'pollers that race', 'servers that lose answers', 'everything at once']

const { endpoints, missing, named } = needs('dynamodb', 's3', 'kafka')

describe.skipIf(missing !== undefined)(named('random stories of faults on the real servers'), () => {
  let servers: RealServers
  beforeAll(async () => {
    servers = await realServers(endpoints)
  }, 120_000)
  afterAll(() => servers[Symbol.asyncDispose]())

  test('nothing lost, nothing doubled, nothing out of order', async () => {
    const again = { test: '--project services tests/services/fault-stories.test.ts' }
    const play = (story: Parameters<typeof playReal>[0]) => playReal(story, servers)
    const each = Math.ceil((asked ?? 0) / 10 / quick.length)
    const played =
      asked === undefined
        ? [await playThemes(smoke, 1, play, again)]
        : [await playThemes(quick, each, play, again), await playThemes(slow, Math.min(each, 4), play, again)]
    report(
      'real servers',
      played.flatMap(({ rows }) => rows),
      'DynamoDB Local, S3Mock and Apache Kafka, each behind a proxy',
    )
    expect(played.flatMap(({ failed }) => inWords(failed))).toEqual([])
  }, 3_600_000)
})
