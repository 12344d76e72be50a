import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readConfig } from '../engine/config.ts'
import { FeedError } from '../engine/errors/feed-error.ts'

let directory: string
let file: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'canvass-config-'))
  file = join(directory, 'env')
})
afterEach(() => {
  rmSync(directory, { recursive: true })
})

const withFile = (text: string, given: Readonly<Record<string, string>> = {}) => {
  writeFileSync(file, text)
  return readConfig({ CANVASS_ENV_FILE: file, ...given })
}
function failure(given: Readonly<Record<string, string>>): string {
  try {
    readConfig({ CANVASS_ENV_FILE: file, ...given })
  } catch (error) {
    if (error instanceof FeedError && error.code === 'CONFIG_INVALID') return error.message
    throw error
  }
  return 'no failure'
}

describe('the configuration', () => {
  test('has a default for everything', () => {
    expect(withFile('')).toMatchObject({ data: '.canvass', feeds: 'feeds', build: 1, person: undefined })
  })

  test('is what the environment says', () => {
    const given = {
      CANVASS_HOME: '/var/lib/canvass',
      CANVASS_FEEDS: 'mine',
      CANVASS_BUILD: '42',
      CANVASS_PERSON: 'Kim Lee',
    }
    expect(withFile('', given)).toMatchObject({
      data: '/var/lib/canvass',
      feeds: 'mine',
      build: 42,
      person: 'Kim Lee',
    })
  })

  test('is what the file says, where the process says nothing', () => {
    const text = '# mine\nCANVASS_HOME="a folder"\nCANVASS_BUILD=7\nCANVASS_SECRET_KEY=open\n'
    const config = withFile(text, { CANVASS_BUILD: '8' })
    expect(config).toMatchObject({ data: 'a folder', build: 8 })
    expect(config.environment['CANVASS_SECRET_KEY']).toBe('open')
  })

  test.each([
    [{ CANVASS_PERSON: 'Kim', USER: 'kl' }, 'Kim'],
    [{ USER: 'kl' }, 'kl'],
    [{ CANVASS_PERSON: ' ', USER: 'kl' }, 'kl'],
    [{}, undefined],
  ])('takes the person from %j', (given, person) => {
    expect(withFile('', given).person).toBe(person)
  })

  test.each([
    ['http://proxy.example', { host: 'proxy.example', port: 80 }],
    ['http://a%20desk@10.0.0.1:3128', { host: '10.0.0.1', port: 3_128, user: 'a desk' }],
    ['', undefined],
  ])('knows the proxy %j', (text, proxy) => {
    expect(withFile('', { CANVASS_PROXY: text }).proxy).toEqual(proxy)
  })

  test.each([
    ['proxy.example:3128', 'no address'],
    ['https://proxy.example', 'no address'],
    ['http://proxy.example/path', 'no address'],
    ['http://desk:tr0ub4dor@proxy.example', 'CANVASS_SECRET_CANVASS_PROXY'],
  ])('refuses the proxy %j, and repeats no password', (text, message) => {
    writeFileSync(file, '')
    const failed = failure({ CANVASS_PROXY: text })
    expect(failed).toContain(message)
    expect(failed).not.toContain('tr0ub4dor')
  })

  test.each(['https://desk.example/hooks/T0/B0', 'http://127.0.0.1:8080/', 'http://[::1]:8080/alerts'])(
    'knows where alerts are posted to: %s',
    (text) => {
      expect(withFile('', { CANVASS_ALERT_WEBHOOK: text }).alertWebhook).toBe(text)
    },
  )

  test.each([
    ['http://desk.example/op3n', 'no address'],
    ['ftp://desk.example/op3n', 'no address'],
    ['op3n', 'no address'],
    ['https://kim:op3n@desk.example/', 'a name or a password'],
  ])('posts no alerts to %s, and does not repeat it', (text, message) => {
    writeFileSync(file, '')
    const told = failure({ CANVASS_ALERT_WEBHOOK: text })
    expect(told).toContain(`CANVASS_ALERT_WEBHOOK`)
    expect(told).toContain(message)
    expect(told).not.toContain('op3n')
  })

  test('can not be changed', () => {
    const config = withFile('')
    expect(Object.isFrozen(config)).toBe(true)
    expect(Object.isFrozen(config.environment)).toBe(true)
  })

  test.each([
    ['', '.canvass'],
    ['CANVASS_HOME=elsewhere', 'elsewhere'],
  ])('reads the file .env of the folder one works in, if there is one: %j', (text, data) => {
    if (text !== '') writeFileSync(join(directory, '.env'), text)
    const module = new URL('../engine/config.ts', import.meta.url).href
    const script = `import { readConfig } from '${module}'; process.stdout.write(readConfig({}).data)`
    const args = ['--input-type=module', '--eval', script]
    expect(execFileSync(process.execPath, args, { cwd: directory, encoding: 'utf8' })).toBe(data)
  })
})

describe('what can not be used', () => {
  beforeEach(() => {
    writeFileSync(file, '')
  })

  test.each(['', '0', '-1', '1.5', '1e3', 'seven', ' 1', '1000000000000000'])('is the build %j', (build) => {
    expect(failure({ CANVASS_BUILD: build })).toContain(
      `CANVASS_BUILD is "${build}", not a whole number from 1`,
    )
  })

  test.each(['CANVASS_HOME', 'CANVASS_FEEDS'])('is an empty %s', (name) => {
    expect(failure({ [name]: '' })).toContain(`${name} is empty, not a folder`)
  })

  test('is a variable that is spelt wrong, in the process or in the file', () => {
    writeFileSync(file, 'CANVASS_HOEM=elsewhere')
    const said = failure({ CANVASS_FEED: 'feeds' })
    expect(said).toContain('CANVASS_HOEM is no variable of Canvass')
    expect(said).toContain('CANVASS_FEED is no variable of Canvass')
  })

  test('is no variable that only a deployment reads', () => {
    writeFileSync(file, 'CANVASS_EXISTING_BROKERS=b-1.kafka.example:9098\nCANVASS_EXISTING_VPC=vpc-1')
    expect(failure({ CANVASS_DEPLOYMENT: 'dist' })).toBe('no failure')
    expect(failure({ CANVASS_DEPLOYMENTS: 'dist' })).toContain(
      'CANVASS_DEPLOYMENTS is no variable of Canvass',
    )
  })

  test('is a file that was asked for and is not there', () => {
    expect(failure({ CANVASS_ENV_FILE: join(directory, 'none') })).toContain('none" can not be read: ENOENT')
  })

  test('is a file that is a folder', () => {
    mkdirSync(join(directory, 'folder'))
    expect(failure({ CANVASS_ENV_FILE: join(directory, 'folder') })).toContain('can not be read: EISDIR')
  })

  test('is said all at once', () => {
    const said = failure({ CANVASS_BUILD: 'x', CANVASS_HOME: '', CANVASS_BILD: '1' })
    expect(said).toMatch(/CANVASS_BILD.*; CANVASS_HOME.*; CANVASS_BUILD/)
  })

  test('is said without the value of any secret', () => {
    expect(failure({ CANVASS_BUILD: 'x', CANVASS_SECRET_KEY: 'open sesame' })).not.toContain('sesame')
  })
})
