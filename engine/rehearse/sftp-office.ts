import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { posix } from 'node:path'
import picomatch from 'picomatch'
import { feedError } from '../errors/feed-error.ts'
import type { Clock } from '../time/clock.ts'
import type { Stream } from './night.ts'
import { startSftpServer } from './sftp-server.ts'
import type { SftpSource, WantedFile } from './wanted.ts'

/** A local stand-in for the SFTP server of one feed. */
export interface SftpOffice extends AsyncDisposable {
  readonly port: number
  /** Made at the start, like the host key that it shows. */
  readonly hostKey: string
  /** What opens the account, by the names under which the spec looks for it. Made at the start. */
  readonly secrets: ReadonlyMap<string, string>
}

/** Shows every file of the night so far, newest last, as an office does that adds one file per publication. */
export async function startSftpOffice(
  feed: string,
  source: SftpSource,
  wanted: readonly WantedFile[],
  clock: Clock,
): Promise<SftpOffice> {
  const password = randomUUID()
  const key = await accountKey()
  for (const { pattern } of wanted) {
    if (!picomatch(pattern)(remoteName(pattern, '20240101T000000Z')))
      throw feedError('REHEARSE_SOURCE', { feed, problem: `no file can be named for "${pattern}"` })
  }
  const shown = new Set<string>()
  const server = await startSftpServer({
    user: source.user,
    password,
    publicKey: key.public,
    guard: () => {
      for (const { directory, pattern, stream } of wanted) {
        for (const { at, stamp, path } of newcomers(stream, clock.now().getTime(), shown)) {
          server.setFile(posix.join(directory, remoteName(pattern, stamp)), readFileSync(path), at)
        }
      }
    },
  })
  const secrets = new Map<string, string>()
  if (source.password !== undefined) secrets.set(source.password.secret, password)
  if (source.private_key !== undefined) secrets.set(source.private_key.secret, key.private)
  return { port: server.port, hostKey: server.hostKey, secrets, [Symbol.asyncDispose]: () => server.stop() }
}

function newcomers(stream: Stream, moment: number, shown: Set<string>): Stream['showings'] {
  const found = stream.showings.filter(({ at, path }) => at <= moment && !shown.has(path))
  for (const { path } of found) shown.add(path)
  return found
}

/** A name that the pattern matches: the time stands for the first star. */
export const remoteName = (pattern: string, stamp: string): string =>
  pattern.replace('*', stamp).replaceAll('*', '').replaceAll('?', '0')

async function accountKey(): Promise<{ readonly private: string; readonly public: string }> {
  const { utils } = (await import('ssh2')).default
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const pem = privateKey.export({ type: 'sec1', format: 'pem' }).toString()
  const parsed = utils.parseKey(pem)
  if (parsed instanceof Error) throw parsed
  return { private: pem, public: `${parsed.type} ${parsed.getPublicSSH().toString('base64')}` }
}
