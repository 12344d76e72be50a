import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe } from 'vitest'
import { startSftpServer } from '../../engine/rehearse/sftp-server.ts'
import { file } from '../../engine/source/file.ts'
import { ftp } from '../../engine/source/ftp.ts'
import { http } from '../../engine/source/http.ts'
import { sftp } from '../../engine/source/sftp.ts'
import { startHttpServer } from '../helpers/http-server.ts'
import { type Ftpd, noFtpd, startFtpd } from '../services/ftpd.ts'
import { noSshd, type Sshd, startSshd } from '../services/sshd.ts'
import { collectingSite } from '../source/fetching.ts'
import { type Publisher, sourceConformance } from './source.ts'

/** The night passes, a minute with each publication, so that every one has a time of its own. */
let minutes = 0
const nextTime = () => {
  minutes += 1
  return new Date(Date.UTC(2024, 10, 6) + minutes * 60_000)
}
const byName = <T>(names: readonly string[], one: (name: string) => T) =>
  Object.fromEntries(names.map((name) => [name, one(name)]))

sourceConformance('file', async (): Promise<Publisher> => {
  const folder = await mkdtemp(join(tmpdir(), 'canvass-source-'))
  return {
    secrets: {},
    source: (names) =>
      file.create(
        { files: byName(names, (name) => `${name}.csv`) },
        collectingSite(join(folder, 'feed.yaml')),
      ),
    publish: (name, text) => put(folder, name, text),
    withdraw: (name) => rm(join(folder, `${name}.csv`)),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  }
})

sourceConformance('http', async (): Promise<Publisher> => {
  const files = new Map<string, { readonly text: string; readonly etag: string }>()
  const server = await startHttpServer((request, response) => {
    const found = files.get(request.url ?? '')
    if (found === undefined) return response.writeHead(404).end()
    response.setHeader('ETag', found.etag)
    if (request.headers['if-none-match'] === found.etag) return response.writeHead(304).end()
    return response.end(found.text)
  })
  return {
    secrets: {},
    source: (names) =>
      http.create(
        { requests: byName(names, (name) => ({ url: `${server.url}/${name}` })), allow_private: true },
        collectingSite(),
      ),
    publish: async (name, text) => void files.set(`/${name}`, { text, etag: `"${nextTime().getTime()}"` }),
    withdraw: async (name) => void files.delete(`/${name}`),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
})

sourceConformance('sftp', async (): Promise<Publisher> => {
  const server = await startSftpServer({ user: 'desk', password: 'tr0ub4dor' })
  return {
    secrets: { office: 'tr0ub4dor' },
    source: (names) =>
      sftp.create(
        {
          host: '127.0.0.1',
          port: server.port,
          user: 'desk',
          password: { secret: 'office' },
          host_key: server.hostKey,
          files: byName(names, (name) => ({ directory: '/out', pattern: `${name}.csv` })),
          allow_private: true,
        },
        collectingSite(),
      ),
    publish: async (name, text) =>
      server.setFile(`/out/${name}.csv`, Buffer.from(text), nextTime().getTime()),
    withdraw: async (name) => server.removeFile(`/out/${name}.csv`),
    [Symbol.asyncDispose]: () => server.stop(),
  }
})

const reason = noSshd()
if (reason !== undefined) process.stderr.write(`The source sftp is not tried against OpenSSH: ${reason}.\n`)
describe.skipIf(reason !== undefined)('from OpenSSH', () => {
  let server: Sshd
  let publishers = 0
  beforeAll(async () => {
    server = await startSshd()
  })
  afterAll(() => server[Symbol.asyncDispose]())

  sourceConformance('sftp', async (): Promise<Publisher> => {
    publishers += 1
    const directory = join(server.folder, String(publishers))
    await mkdir(directory)
    return {
      secrets: { key: server.privateKey },
      source: (names) =>
        sftp.create(
          {
            host: '127.0.0.1',
            port: server.port,
            user: server.user,
            private_key: { secret: 'key' },
            host_key: server.hostKey,
            files: byName(names, (name) => ({ directory, pattern: `${name}.csv` })),
            allow_private: true,
          },
          collectingSite(),
        ),
      publish: (name, text) => put(directory, name, text),
      withdraw: (name) => rm(join(directory, `${name}.csv`)),
      [Symbol.asyncDispose]: () => rm(directory, { recursive: true }),
    }
  })
})

const whyNoFtpd = noFtpd()
if (whyNoFtpd !== undefined)
  process.stderr.write(`The source ftp is not tried against ProFTPD: ${whyNoFtpd}.\n`)
describe.skipIf(whyNoFtpd !== undefined)('from ProFTPD', () => {
  let server: Ftpd
  let publishers = 0
  beforeAll(async () => {
    server = await startFtpd()
  })
  afterAll(() => server[Symbol.asyncDispose]())

  sourceConformance('ftp', async (): Promise<Publisher> => {
    publishers += 1
    const folder = join(server.folder, String(publishers))
    await mkdir(folder)
    return {
      secrets: { office: server.password },
      source: (names) =>
        ftp.create(
          {
            host: '127.0.0.1',
            port: server.port,
            user: server.user,
            password: { secret: 'office' },
            certificate: server.certificate,
            files: byName(names, (name) => ({ directory: String(publishers), pattern: `${name}.csv` })),
            allow_private: true,
          },
          collectingSite(),
        ),
      publish: (name, text) => put(folder, name, text),
      withdraw: (name) => rm(join(folder, `${name}.csv`)),
      [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
    }
  })
})

async function put(folder: string, name: string, text: string): Promise<void> {
  const path = join(folder, `${name}.csv`)
  const at = nextTime()
  await writeFile(path, text)
  await utimes(path, at, at)
}
