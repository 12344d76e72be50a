import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { blocksOf } from '../docs/blocks.ts'
import type { Ended } from '../helpers/feed-command.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
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

/** What it says to type to try it, and what it shows of what comes of that, in its order. */
const tryOut = blocksOf('docs/cloud.md', 'A feed to try')

const { endpoints, missing, named } = needs('dynamodb', 's3', 'moto', 'kafka')
describe.skipIf(missing)(named('the try-out in docs/cloud.md'), () => {
  test('works as it is printed: the settings are all that is wanted, and each block shows what it says', async () => {
    const own = `t${randomUUID().slice(0, 8)}`
    const folder = temporaryFolder('try-out')
    const variables = {
      ...(parseEnv(settings.replaceAll('canvass-', `${own}-`)) as Record<string, string>),
      AWS_ENDPOINT_URL: endpoints.moto,
      AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
      AWS_ENDPOINT_URL_S3: endpoints.s3,
      CANVASS_BROKERS: endpoints.kafka,
      CANVASS_TOPIC_PREFIX: `${own}.`,
    }
    const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}\n`)
    writeFileSync(join(folder, '.env'), lines.join(''))
    const typed = tryOut.filter(({ language }) => language === 'sh').map(({ text }) => text)
    const { exit, stdout, stderr } = await shell(`${npx}${typed.join('')}`, folder)
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' })
    expect(stdout).toMatch(/^table +\S+-heads +made\n/)
    expect(stdout).toContain('us-xx-try  published  2 changes, revision 1\n')
    expect(stdout).toContain('us-xx-try  published  1 change, revision 2\n')
    expect(stdout).toContain('revision 2: 1 revised\n')
    const shown = tryOut.filter(({ language }) => language === 'text').map(({ text }) => text.trimEnd())
    expect(shown).toHaveLength(2)
    for (const text of shown) expect(stdout).toContain(text)
  }, 240_000)
})

/** As on an operator's machine, where npm finds the program by its name. */
const npx = `npx() { shift; "${process.execPath}" "${resolve('engine/cli/feed.js')}" "$@"; }\n`

function shell(script: string, cwd: string): Promise<Ended> {
  return new Promise((done, failed) => {
    const env = { PATH: process.env['PATH'], USER: 'kim' }
    const child = spawn('sh', ['-eu', '-c', script], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (bytes: Buffer) => void (stdout += bytes.toString()))
    child.stderr.on('data', (bytes: Buffer) => void (stderr += bytes.toString()))
    child.on('error', failed)
    child.on('close', (exit) => done({ exit, stdout, stderr }))
  })
}
