import { type SftpServer, startSftpServer } from '../../engine/rehearse/sftp-server.ts'
import type { Guard } from '../../engine/rehearse/sftp-session.ts'
import { sftp } from '../../engine/source/sftp.ts'
import type { Source } from '../../engine/source/source.ts'
import { sshKey } from '../helpers/ssh-key.ts'
import { collectingSite, fetchAll } from './fetching.ts'

export type SftpOptions = Parameters<typeof sftp.create>[0]
export const early = new Date('2024-11-06T01:00:00Z').getTime()
export const late = new Date('2024-11-06T02:00:00Z').getTime()

const key = sshKey()
const lockedKey = sshKey('open sesame')
export const secrets = {
  office: 'tr0ub4dor',
  key: key.private,
  'locked-key': lockedKey.private,
  phrase: 'open sesame',
}
export const single = { directory: '/out', pattern: 'results_*.csv' }

/** An election office with an SFTP server, one file, and a source that may log in. */
export interface Office extends AsyncDisposable {
  readonly server: SftpServer
  /** Called before every answer of the server; replace it to disturb them. */
  guard: Guard
  /** Options of the source; what is given as undefined is left out. */
  optionsOf(options?: Partial<Record<keyof SftpOptions, unknown>>): SftpOptions
  source(options?: Parameters<Office['optionsOf']>[0]): Source
  fetch(
    options?: Parameters<Office['optionsOf']>[0],
    given?: Parameters<typeof fetchAll>[1],
  ): ReturnType<typeof fetchAll>
}

export async function openOffice(): Promise<Office> {
  const server = await startSftpServer({
    user: 'desk',
    password: secrets.office,
    publicKey: key.public,
    guard: (operation, path) => office.guard(operation, path),
  })
  server.setFile('/out/results_1.csv', Buffer.from('one'), early)
  const office: Office = {
    server,
    guard: () => undefined,
    optionsOf(options = {}) {
      const all = {
        host: '127.0.0.1',
        port: server.port,
        user: 'desk',
        password: { secret: 'office' },
        host_key: server.hostKey,
        allow_private: true,
        ...(options.files === undefined && single),
        ...options,
      }
      return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as SftpOptions
    },
    source: (options) => sftp.create(office.optionsOf(options), collectingSite()),
    fetch: (options, given) => fetchAll(office.source(options), { secrets, ...given }),
    [Symbol.asyncDispose]: () => server.stop(),
  }
  return office
}
