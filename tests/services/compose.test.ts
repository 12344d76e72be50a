import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { readConfig } from '../../engine/config.ts'
import { feed } from '../helpers/feed-command.ts'
import { firstCounts, night } from '../helpers/night.ts'
import { needs } from './needs.ts'

const { services } = parse(readFileSync('compose.yaml', 'utf8')) as {
  readonly services: Readonly<Record<string, { readonly image: string; readonly ports: readonly string[] }>>
}
/** What the documentation says belongs into `.env`. */
const settings =
  /^```sh\n(AWS_REGION=.*?)^```/ms.exec(readFileSync('docs/cloud.md', 'utf8'))?.[1] ??
  'there is no such block'

const pom = (name: string): string =>
  /<version>([\d.]+)<\/version>\s*(?:<classifier>\w+<\/classifier>\s*)?(?:<exclusions>[\s\S]*)?<\/dependency>/.exec(
    readFileSync(`tests/setup/maven/${name}.xml`, 'utf8'),
  )?.[1] ?? 'none'
const motoVersion = /^moto==(.*)$/m.exec(readFileSync('tests/setup/moto.txt', 'utf8'))?.[1] ?? 'none'

describe('compose.yaml', () => {
  test('has the servers that the tests start, in the same versions', () => {
    expect(Object.values(services).map(({ image }) => image)).toEqual([
      `amazon/dynamodb-local:${pom('dynamodb-local')}`,
      `adobe/s3mock:${pom('s3mock')}`,
      `motoserver/moto:${motoVersion}`,
      `apache/kafka:${pom('kafka')}`,
    ])
  })

  test('opens its ports to this machine alone: those that docs/cloud.md names', () => {
    const opened = Object.values(services).flatMap(({ ports }) => ports)
    const named = [...settings.matchAll(/127\.0\.0\.1:(\d+)/g)].map(([, port]) => `127.0.0.1:${port}:${port}`)
    expect(opened.toSorted()).toEqual(named.toSorted())
  })
})

const { endpoints, missing, named } = needs('dynamodb', 's3', 'moto', 'kafka')
describe.skipIf(missing)(named('the settings in docs/cloud.md'), () => {
  test('are all that setup and a poll in the cloud want', async () => {
    const own = `t${randomUUID().slice(0, 8)}`
    const one = night()
    const environment = {
      ...one.environment,
      ...(parseEnv(settings.replaceAll('canvass-', `${own}-`)) as Record<string, string>),
      AWS_ENDPOINT_URL: endpoints.moto,
      AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
      AWS_ENDPOINT_URL_S3: endpoints.s3,
      CANVASS_BROKERS: endpoints.kafka,
      CANVASS_TOPIC_PREFIX: `${own}.`,
    }
    expect(readConfig({ ...environment, CANVASS_STORES: 'aws' }).cloud?.bucket).toBe(`${own}-archive`)
    const run = (...words: string[]) => feed(words, { environment, clock: one.clock })
    one.publish(firstCounts)
    expect(await run('setup', '--home', 'aws')).toMatchObject({ exit: 0 })
    const { exit, stdout } = await run('run', '--once', '--home', 'aws')
    expect(stdout).toContain('3 changes, revision 1')
    expect(exit).toBe(0)
    expect((await run('results', '--home', 'aws')).stdout).toMatch(/Elm +3,100 +2,800/)
  }, 120_000)
})
