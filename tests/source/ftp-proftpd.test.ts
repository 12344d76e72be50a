import { appendFile, mkdir, symlink, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ftp } from '../../engine/source/ftp.ts'
import { manualClock } from '../helpers/manual-clock.ts'
import { type Ftpd, noFtpd, startFtpd } from '../services/ftpd.ts'
import { collectingSite, context, fetchAll, textsOf } from './fetching.ts'

type Options = Parameters<typeof ftp.create>[0]
const code = (expected: string) => expect.objectContaining({ code: expected }) as Error
const reason = noFtpd()
if (reason !== undefined) process.stderr.write(`The source ftp is not tried against ProFTPD: ${reason}.\n`)

describe.skipIf(reason !== undefined)('from ProFTPD', () => {
  let server: Ftpd
  beforeAll(async () => {
    server = await startFtpd()
    await mkdir(join(server.folder, 'out'))
    await writeFile(join(server.folder, 'out', 'results 1.csv'), 'one')
  })
  afterAll(() => server[Symbol.asyncDispose]())

  const optionsOf = (options: Partial<Options> = {}): Options => ({
    host: '127.0.0.1',
    port: server.port,
    directory: 'out',
    pattern: 'results*.csv',
    allow_private: true,
    ...options,
  })
  const desk = (): Partial<Options> => ({ user: server.user, password: { secret: 'office' } })
  const source = (options: Partial<Options> = {}) => ftp.create(optionsOf(options), collectingSite())
  const fetch = (options: Partial<Options> = {}, given: Parameters<typeof fetchAll>[1] = {}) =>
    fetchAll(source(options), { secrets: { office: server.password }, ...given })

  test.each<[string, () => Partial<Options>]>([
    ['plainly', () => ({ tls: 'none', ...desk() })],
    ['plainly and anonymously', () => ({ tls: 'none' })],
    ['with TLS that is asked for', () => ({ certificate: server.certificate, ...desk() })],
    [
      'with TLS from the first byte',
      () => ({ tls: 'implicit', port: server.implicitPort, certificate: server.certificate, ...desk() }),
    ],
  ])('brings a file %s', async (_, options) => {
    const scheme = options().tls === 'none' ? 'ftp' : 'ftps'
    const { brought } = await fetch(options())
    const origin = `${scheme}://127.0.0.1:${options().port ?? server.port}/~/out/results 1.csv`
    expect(brought).toMatchObject([{ origin, text: 'one' }])
  })

  test.each<[string, () => Partial<Options>, string]>([
    ['a wrong password', () => ({ tls: 'none', ...desk() }), 'SOURCE_LOGIN_REFUSED'],
    ['a certificate that nobody vouches for', () => desk(), 'SOURCE_CERTIFICATE_REFUSED'],
    [
      'another certificate',
      () => ({ certificate: `${'AB:'.repeat(31)}AB`, ...desk() }),
      'SOURCE_CERTIFICATE_REFUSED',
    ],
    [
      'another certificate from the first byte',
      () => ({ tls: 'implicit', port: server.implicitPort, certificate: `${'AB:'.repeat(31)}AB`, ...desk() }),
      'SOURCE_CERTIFICATE_REFUSED',
    ],
    ['a directory that is missing', () => ({ tls: 'none', directory: 'nowhere' }), 'SOURCE_MISSING'],
    ['a name that none has', () => ({ tls: 'none', pattern: '*.zip' }), 'SOURCE_NO_MATCH'],
  ])('ends at %s', async (_, options, expected) => {
    const before = (await server.commands()).length
    await expect(fetch(options(), { secrets: { office: 'wr0ng' } })).rejects.toThrow(code(expected))
    const said = (await server.commands()).slice(before)
    expect(/USER|PASS/.test(said.join())).toBe(expected !== 'SOURCE_CERTIFICATE_REFUSED')
  })

  test('waits for a file that grows, and reads what links lead to', async () => {
    const path = join(server.folder, 'out', 'growing.csv')
    await writeFile(path, 'some')
    await symlink('growing.csv', join(server.folder, 'out', 'link.csv'))
    await symlink('nothing', join(server.folder, 'out', 'broken.csv'))
    const clock = manualClock()
    let looks = 0
    const sleep: typeof clock.sleep = async () => {
      looks += 1
      if (looks === 1) await appendFile(path, ' and more')
    }
    const { brought } = await fetch({ tls: 'none', pattern: 'link.csv' }, { clock: { ...clock, sleep } })
    expect(textsOf(brought)).toEqual(['some and more'])
    expect(looks).toBe(2)
  })

  test.each([
    ['grows', (path: string) => appendFile(path, 'more')],
    ['shrinks', (path: string) => truncate(path, 1_000_000)],
  ])('fails at a file that %s while it is read', async (_what, change) => {
    const path = join(server.folder, 'out', 'large.csv')
    await writeFile(path, Buffer.alloc(9_000_000))
    const options = { certificate: server.certificate, pattern: 'large.csv' }
    const given = context({ maxBytes: 10_000_000 })
    const reading = async () => {
      let isChanged = false
      for await (const fetched of source(options).fetch(given)) {
        if (fetched.kind !== 'payload') continue
        for await (const _ of fetched.payload.body) {
          if (!isChanged) await change(path)
          isChanged = true
        }
      }
    }
    await expect(reading()).rejects.toMatchObject({
      code: expect.stringMatching(/^SOURCE_(CHANGED|BODY_BROKEN)$/) as string,
      retryable: true,
    })
  })

  test('is never told to change anything', async () => {
    await fetch({ tls: 'none' })
    const words = new Set((await server.commands()).map((command) => command.split(/[ _]/)[0]))
    const harmless = [
      'USER',
      'PASS',
      'AUTH',
      'PBSZ',
      'PROT',
      'FEAT',
      'TYPE',
      'STRU',
      'OPTS',
      'EPSV',
      'MLSD',
      'RETR',
      'SIZE',
      'MDTM',
      'QUIT',
    ]
    expect([...words].filter((word) => !harmless.includes(word ?? ''))).toEqual([])
  })
})
