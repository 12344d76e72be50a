import { utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { feed } from '../helpers/feed-command.ts'
import { fileOf, firstCounts, night, spec } from '../helpers/night.ts'
import { noFtpd, startFtpd } from '../services/ftpd.ts'
import { noSshd, startSshd } from '../services/sshd.ts'

const source = '  file: { path: counts.csv }'
const later = { ...firstCounts, Fir: [1_450, 1_612] } as const

describe('a file that was cut off inside of its last figure', () => {
  test('is held, and said with its place and what to do, to people and to machines', async () => {
    const one = night()
    one.publish(firstCounts)
    await one.feed(['run', '--once'])
    const file = join(one.folder, 'feeds/us-xx/us-xx-county/counts.csv')
    writeFileSync(file, fileOf(later).slice(0, -3))
    const { exit, stdout } = await one.feed(['run', '--once'])
    expect(stdout).toMatch(
      /h-[0-9a-f]{8} CHECK_OPEN_END The last line ends in "Fir,US Senator,Bo,DEM,1075,537,16", without a line end.*\n +at counts\.csv#L7:33\n +The next whole file lifts it\./,
    )
    expect(exit).toBe(3)
    writeFileSync(file, fileOf(later).slice(0, -4))
    const { lines } = await one.json(['run', '--once'])
    expect(lines[0].holds).toMatchObject([
      {
        code: 'CHECK_OPEN_END',
        places: ['counts.csv#L7:32'],
        hint: expect.stringContaining('last_line') as string,
      },
    ])
    one.publish(later)
    expect((await one.feed(['run', '--once'])).stdout).toContain('published  1 change, revision 2')
  })

  test('is whole if a person says so, and the next files may end so too', async () => {
    const one = night()
    const file = join(one.folder, 'feeds/us-xx/us-xx-county/counts.csv')
    writeFileSync(file, fileOf(firstCounts).slice(0, -1))
    const held = await one.feed(['run', '--once'])
    const [hold = ''] = /h-[0-9a-f]{8}/.exec(held.stdout) ?? []
    await one.feed(['release', hold, '--who', 'Kim', '--why', 'the office says so'])
    expect((await one.feed(['run', '--once'])).stdout).toContain('published  3 changes, revision 1')
    writeFileSync(file, fileOf(later).slice(0, -1))
    const { exit, stdout } = await one.feed(['run', '--once'])
    expect(stdout).toContain('published  1 change, revision 2')
    expect(exit).toBe(0)
  })
})

/** A server of an office, and how a spec names it. */
interface Office extends AsyncDisposable {
  readonly folder: string
  readonly source: string
  readonly secret: string
}

async function openssh(): Promise<Office> {
  const server = await startSshd()
  const { port, user, hostKey, folder } = server
  return {
    folder,
    secret: server.privateKey,
    source: `  sftp: { host: 127.0.0.1, port: ${port}, user: ${user}, private_key: { secret: office }, host_key: "${hostKey}", directory: "${folder}", pattern: "*.csv", allow_private: true }`,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

async function proftpd(): Promise<Office> {
  const server = await startFtpd()
  const { port, user, folder, password: secret } = server
  return {
    folder,
    secret,
    source: `  ftp: { host: 127.0.0.1, port: ${port}, user: ${user}, password: { secret: office }, tls: none, directory: ".", pattern: "*.csv", allow_private: true }`,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

const servers = [
  ['OpenSSH', openssh, noSshd()],
  ['ProFTPD', proftpd, noFtpd()],
] as const
for (const [name, , reason] of servers)
  if (reason !== undefined)
    process.stderr.write(`Files that were cut off are not tried on ${name}: ${reason}.\n`)

describe.each(servers)('%s has a file that is half written', (_name, open, reason) => {
  test.skipIf(reason !== undefined)(
    'wherever it stops, nothing is published, and the whole one lifts it',
    async () => {
      await using office = await open()
      const one = night({ feeds: { 'us-xx-county': spec('us-xx-county').replace(source, office.source) } })
      let written = new Date('2024-11-06T02:00:00Z').getTime() / 1_000
      const put = (text: string): void => {
        const path = join(office.folder, 'counts.csv')
        writeFileSync(path, text)
        written += 60
        utimesSync(path, written, written)
      }
      const run = async () => {
        const environment = { ...one.environment, CANVASS_SECRET_OFFICE: office.secret }
        return await feed(['run', '--once'], { clock: one.clock, environment })
      }
      put(fileOf(firstCounts))
      expect((await run()).stdout).toContain('published  3 changes, revision 1')
      const whole = fileOf(later)
      const lines = whole.split('\n')
      for (const [cut, code] of [
        [whole.slice(0, -3), /CHECK_OPEN_END .*\n +at s?ftp:.*counts\.csv#L7:33\n/],
        [whole.slice(0, -9), /DECODE_RAGGED .*\n +at s?ftp:.*counts\.csv#L7\n/],
        [whole.slice(0, -1), /CHECK_OPEN_END .*\n +at s?ftp:.*counts\.csv#L7:35\n/],
        [`${lines.slice(0, 6).join('\n')}\n`, /CHECK_ROWS_FELL 5 rows after 6/],
      ] as const) {
        put(cut)
        // oxlint-disable-next-line no-await-in-loop -- one file after the other
        const { stdout, exit } = await run()
        expect(stdout).toMatch(code)
        expect(exit).toBe(3)
        // oxlint-disable-next-line no-await-in-loop
        expect((await one.feed(['results'])).stdout).toMatch(/Fir +450 .+610/)
      }
      put(whole)
      expect((await run()).stdout).toContain('published  1 change, revision 2')
    },
  )
})
