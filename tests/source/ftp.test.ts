import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { ftp } from '../../engine/source/ftp.ts'
import { manualClock } from '../helpers/manual-clock.ts'
import { type RogueFtp, startRogueFtp } from '../helpers/rogue-ftp.ts'
import { collectingSite, context, fetchAll, textsOf } from './fetching.ts'

type Options = Parameters<typeof ftp.create>[0]
const code = (expected: string) => expect.objectContaining({ code: expected }) as Error
const secrets = { office: 'tr0ub4dor' }

const optionsOf = (port: number, options: Partial<Options> = {}): Options => ({
  host: '127.0.0.1',
  port,
  tls: 'none',
  allow_private: true,
  ...(options.files === undefined && { directory: '/out', pattern: '*.csv' }),
  ...options,
})
const fetch = (
  { port }: Pick<RogueFtp, 'port'>,
  options: Partial<Options> = {},
  given: Parameters<typeof fetchAll>[1] = {},
) => fetchAll(ftp.create(optionsOf(port, options), collectingSite()), { secrets, ...given })
const listing = (...names: readonly string[]) => ({
  MLSD: () => ({
    data: names.map((name) => `type=file;size=5;modify=20241106010000; ${name}\r\n`).join(''),
  }),
})

describe('what a spec may ask for', () => {
  test.each<[string, Partial<Options>, string]>([
    ['a password without an account', { password: { secret: 'office' } }, 'SOURCE_OPTIONS_UNCLEAR'],
    ['an account without a password', { user: 'desk' }, 'SOURCE_OPTIONS_UNCLEAR'],
    ['a certificate without TLS', { certificate: `${'AB:'.repeat(31)}AB` }, 'SOURCE_OPTIONS_UNCLEAR'],
    [
      'one file and several',
      { files: { a: { directory: 'a', pattern: '*' } }, directory: 'a' },
      'SOURCE_OPTIONS_UNCLEAR',
    ],
    ['an address that is not public', { allow_private: false }, 'SOURCE_ADDRESS_PRIVATE'],
  ])('is not: %s', (_, options, expected) => {
    const site = collectingSite()
    ftp.create(optionsOf(21, options), site)
    expect(site.errors.map((error) => error.code)).toEqual([expected])
  })
})

describe('the way there', () => {
  test('does not lead to a private address without allow_private', async () => {
    await using server = await startRogueFtp()
    await expect(fetch(server, { host: 'localhost', allow_private: false })).rejects.toThrow(
      code('SOURCE_ADDRESS_PRIVATE'),
    )
    expect(server.commands).toEqual([])
  })

  test('is tried again when the server is full', async () => {
    await using server = await startRogueFtp({ HELLO: () => '421 too many of you' })
    const clock = manualClock({ auto: true })
    await expect(fetch(server, {}, { clock })).rejects.toMatchObject({
      code: 'SOURCE_UNREACHABLE',
      message: expect.stringContaining('too many of you') as string,
    })
    expect(clock.slept).toHaveLength(2)
  })

  test('ends before the login at a server that offers no TLS', async () => {
    await using server = await startRogueFtp()
    const login = { tls: 'explicit', user: 'desk', password: { secret: 'office' } } as const
    await expect(fetch(server, login)).rejects.toThrow(code('SOURCE_CERTIFICATE_REFUSED'))
    expect(server.commands.filter((command) => /^(USER|PASS)/.test(command))).toEqual([])
  })

  test.each(['USER', 'MLSD', 'RETR'])('ends at a server that is silent after %s', async (command) => {
    await using server = await startRogueFtp({ [command]: () => undefined })
    const impatient = { timeouts: { connect: '150ms', answer: '150ms' }, retries: { attempts: 1 } }
    await expect(fetch(server, impatient)).rejects.toThrow(code('SOURCE_TIMEOUT'))
  })

  test('refuses a password with a line end, and sends nothing of it', async () => {
    await using server = await startRogueFtp()
    const login = { user: 'desk', password: { secret: 'office' } }
    const error = await fetch(server, login, { secrets: { office: 'x\r\nDELE a.csv' } }).catch(
      (e: unknown) => e,
    )
    expect(error).toMatchObject({ code: 'SOURCE_SECRET_UNUSABLE' })
    expect(inspect(error)).not.toContain('DELE')
    expect(server.commands).toEqual([])
  })

  test('does not repeat what a server makes of the password', async () => {
    await using server = await startRogueFtp({ PASS: (given) => `530 "${given}" is wrong` })
    const error = await fetch(server, { user: 'desk', password: { secret: 'office' } }).catch(
      (e: unknown) => e,
    )
    expect(error).toMatchObject({ code: 'SOURCE_LOGIN_REFUSED' })
    expect(inspect(error, { depth: 10 })).not.toContain(secrets.office)
  })
})

describe('a transfer', () => {
  test('comes from the host of the session, whatever host the server names', async () => {
    await using server = await startRogueFtp({ EPSV: () => '500 unknown' })
    expect(textsOf((await fetch(server)).brought)).toEqual(['hello'])
    expect(server.commands).toContain('PASV')
  })

  test.each<[string, ReturnType<RogueFtp['answers'][string]>, string]>([
    ['shorter than the file, and confirmed', { data: 'hel' }, 'SOURCE_CHANGED'],
    ['longer than the file', { data: 'hello, and more' }, 'SOURCE_CHANGED'],
    ['given up by the server', { data: 'hel', end: '426 aborted' }, 'SOURCE_BODY_BROKEN'],
    ['cut', { data: 'hel', cut: true }, 'SOURCE_UNREACHABLE'],
    ['refused as missing', '550 no such file', 'SOURCE_MISSING'],
    ['refused for want of rights', '550 Permission denied', 'SOURCE_DENIED'],
  ])('that is %s is an error', async (_, answer, expected) => {
    await using server = await startRogueFtp({ RETR: () => answer })
    await expect(fetch(server)).rejects.toThrow(code(expected))
  })

  test('of a file that was written meanwhile is an error', async () => {
    await using server = await startRogueFtp({ MDTM: () => '213 20241106010001' })
    await expect(fetch(server)).rejects.toThrow(code('SOURCE_CHANGED'))
  })

  test('that is left does not spoil the next one', async () => {
    await using server = await startRogueFtp(listing('a.csv', 'b.csv'))
    const files = { a: { directory: '/out', pattern: 'a.csv' }, b: { directory: '/out', pattern: 'b.csv' } }
    const texts: string[] = []
    const source = ftp.create(optionsOf(server.port, { files }), collectingSite())
    for await (const fetched of source.fetch(context({ secrets }))) {
      if (fetched.kind !== 'payload') continue
      for await (const piece of fetched.payload.body) {
        texts.push(`${fetched.payload.request} ${Buffer.from(piece).toString()}`)
        break
      }
    }
    expect(texts).toEqual(['a hello', 'b hello'])
  })
})

describe('a listing', () => {
  test.each<[string, string]>([
    ['leads up', '../a.csv'],
    ['is absolute', '/etc/passwd'],
    ['leads up the other way', '..\\a.csv'],
    ['clears the screen', '\u001b[2Ja.csv'],
    ['ends a command', 'a.csv\rDELE b.csv'],
    ['has no end', `${'a'.repeat(300)}.csv`],
  ])('with a name that %s is refused as a whole', async (_, name) => {
    await using server = await startRogueFtp(listing('a.csv', name))
    await expect(fetch(server)).rejects.toThrow(code('SOURCE_NAME_REFUSED'))
    expect(server.commands.some((command) => /^(RETR|DELE)/.test(command))).toBe(false)
  })

  test('with a line that can not be read is refused', async () => {
    await using server = await startRogueFtp({ MLSD: () => ({ data: 'so geht das nicht\r\n' }) })
    await expect(fetch(server)).rejects.toThrow(code('SOURCE_NAME_REFUSED'))
  })

  test('without times has them asked for, one by one', async () => {
    await using server = await startRogueFtp({
      FEAT: () => '211 none',
      LIST: () => ({
        data: [
          'total 3',
          'drwxr-xr-x 2 desk desk 4096 Nov  6 01:00 ..',
          'drwxr-xr-x 2 desk desk 4096 Nov  6 01:00 sub.csv',
          '-rw-r--r-- 1 desk desk    5 Nov  6 01:00 a.csv',
          '-rw-r--r-- 1 desk desk    5 Nov  6 01:00 b.csv',
        ].join('\r\n'),
      }),
      MDTM: (path) => (path.endsWith('a.csv') ? '213 20241106020000' : '213 20241106010000.500'),
    })
    const { brought, cursors } = await fetch(server)
    expect(brought).toMatchObject([{ origin: `ftp://127.0.0.1:${server.port}/out/a.csv`, text: 'hello' }])
    expect(cursors['main']?.file).toBe(`a.csv 5 ${Date.UTC(2024, 10, 6, 2) / 1_000}`)
  })

  test.each<[string, RogueFtp['answers']]>([
    ['of a listing', { MLSD: () => ({ data: Buffer.alloc(17_000_000, 'type=file;size=5; a.csv\r\n') }) }],
    [
      'of no kind at all',
      { MLSD: () => ({ data: Buffer.from(Array.from({ length: 5_000 }, (_none, n) => (n * 31) & 0xff)) }) },
    ],
    ['of a port that is none', { EPSV: () => '229 (|||99999999|)' }],
    ['of sizes that are none', { SIZE: () => '213 many' }],
    ['of words', { SIZE: () => `213-${'x'.repeat(9_000_000)}` }],
    ['of a transfer', { RETR: () => ({ data: Buffer.alloc(9_000_000) }) }],
  ])('without an end, or %s, ends in an error', async (_, answers) => {
    await using server = await startRogueFtp(answers)
    await expect(fetch(server, { timeouts: { answer: '2s' } })).rejects.toMatchObject({
      code: expect.stringMatching(/^SOURCE_/) as string,
    })
  })

  test('that never ends ends with the poll', async () => {
    await using server = await startRogueFtp({ RETR: () => undefined })
    const signal = AbortSignal.timeout(200)
    await expect(fetch(server, {}, { signal })).rejects.toThrow('timeout')
  })

  test('is of a directory that may be missing', async () => {
    await using server = await startRogueFtp({ MLSD: () => '550 no such directory' })
    await expect(fetch(server)).rejects.toThrow(code('SOURCE_MISSING'))
  })
})

describe('every file that matches', () => {
  test('is an item of its request, and only what has changed is brought again', async () => {
    await using server = await startRogueFtp(listing('b.csv', 'a.csv', 'readme.txt'))
    const first = await fetch(server, { every: true })
    expect(first.brought).toMatchObject([
      { request: 'main', item: 'a.csv', text: 'hello' },
      { request: 'main', item: 'b.csv', text: 'hello' },
    ])
    expect(Object.keys(first.cursors)).toEqual(['main/a.csv', 'main/b.csv'])
    server.answers['MLSD'] = listing('b.csv', 'a.csv', 'c.csv').MLSD
    const second = await fetch(server, { every: true }, { cursors: first.cursors })
    expect(textsOf(second.brought)).toEqual([undefined, undefined, 'hello'])
  })

  test('is waited for until all are still', async () => {
    await using server = await startRogueFtp(listing('a.csv'))
    const clock = manualClock()
    let looks = 0
    const sleep: typeof clock.sleep = async () => {
      looks += 1
      if (looks === 1) server.answers['MLSD'] = listing('a.csv', 'b.csv').MLSD
    }
    expect((await fetch(server, { every: true }, { clock: { ...clock, sleep } })).brought).toHaveLength(2)
    expect(looks).toBe(2)
  })

  test('that never is still is an error', async () => {
    await using server = await startRogueFtp()
    let size = 5
    server.answers['MLSD'] = () => {
      size += 1
      return { data: `type=file;size=${size};modify=20241106010000; a.csv\r\n` }
    }
    await expect(fetch(server)).rejects.toThrow(code('SOURCE_UNSTABLE'))
  })
})
