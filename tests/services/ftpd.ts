import { X509Certificate } from 'node:crypto'
import { accessSync, constants } from 'node:fs'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { selfSigned } from '../helpers/certificate.ts'
import { whyAbsent } from './artifacts.ts'
import { freePort } from './free-port.ts'
import { scratchFolder, startServer } from './process.ts'

const program = '/usr/sbin/proftpd'
const modules = '/usr/lib/proftpd'

/** A real ProFTPD that offers a folder over FTP and FTPS. */
export interface Ftpd extends AsyncDisposable {
  /** Speaks plainly, or with TLS if asked to. */
  readonly port: number
  /** Speaks TLS from the first byte. */
  readonly implicitPort: number
  readonly user: string
  readonly password: string
  /** The SHA-256 fingerprint of its certificate, for which nobody vouches. */
  readonly certificate: string
  /** The folder where files are put: the home of both accounts. */
  readonly folder: string
  /** Every command so far, in order, those of logins included. */
  readonly commands: () => Promise<readonly string[]>
}

/** Why there can be no such server here. Undefined: there can. */
export function noFtpd(): string | undefined {
  try {
    accessSync(program, constants.X_OK)
    accessSync(`${modules}/mod_tls.so`)
    return undefined
  } catch {
    return whyAbsent(program, 'packages')
  }
}

/** Of "tr0ub4dor", and of what anonymous clients say. A real anonymous account needs root, who alone may change the root of a process. */
const hashes = {
  desk: '$6$canvass$4TjIkf67Rp6uekAIcdB88iFBttmj2cfIcBBIl8HoS9/pMX30ZFBJEHGUbCAuilP3n2pbczxfPdWyoMa6jD0wa0',
  anonymous:
    '$6$canvass$JqQw1f369S.Xj9URE5M/FI9RJ9pA0Mj6keeklNJ4eRjWE38i4Kk7Zck9iKbUq8qYfXlX3utiW.cTi3D3wG94X/',
}

/** Starts ProFTPD on free loopback ports, as the user who runs the tests; disposing stops it. */
export async function startFtpd(directives = ''): Promise<Ftpd> {
  const scratch = await scratchFolder('ftpd')
  const home = scratch.path
  const folder = join(home, 'files')
  await mkdir(folder)
  // The server does not trust a file of passwords that others could write.
  await chmod(home, 0o700)
  const { key, cert } = selfSigned()
  const { uid, gid, username } = userInfo()
  await writeFile(join(home, 'key'), key, { mode: 0o600 })
  await writeFile(join(home, 'cert'), cert)
  const users = Object.entries(hashes).map(
    ([name, hash]) => `${name}:${hash}:${uid}:${gid}::${folder}:/bin/false\n`,
  )
  await writeFile(join(home, 'users'), users.join(''), { mode: 0o600 })
  const [port, implicitPort] = [await freePort(), await freePort()]
  const log = join(home, 'commands')
  const shared = `
    AuthOrder mod_auth_file.c
    AuthUserFile ${home}/users
    AuthPAM off
    RequireValidShell off
    RootLogin on
    TransferLog none
    WtmpLog off
    ExtendedLog ${log} ALL commands
    TLSEngine on
    TLSProtocol TLSv1.2 TLSv1.3
    TLSECCertificateFile ${home}/cert
    TLSECCertificateKeyFile ${home}/key
    <Limit WRITE>
      DenyAll
    </Limit>
    ${directives}`
  await writeFile(
    join(home, 'proftpd.conf'),
    `ModulePath ${modules}
    LoadModule mod_tls.c
    ServerType standalone
    ServerName office
    DefaultAddress 127.0.0.1
    SocketBindTight on
    Port ${port}
    UseIPv6 off
    UseReverseDNS off
    User ${username}
    Group ${await groupName(gid)}
    PidFile ${home}/pid
    ScoreboardFile ${home}/scoreboard
    DelayEngine off
    SystemLog ${home}/log
    LogFormat commands "%r"
    ${shared}
    <VirtualHost 127.0.0.1>
      Port ${implicitPort}
      ${shared}
      TLSOptions UseImplicitSSL
    </VirtualHost>\n`,
  )
  const server = await startServer({
    name: 'proftpd',
    program,
    args: ['--nodaemon', '--config', join(home, 'proftpd.conf')],
    scratch,
    ready: async () => (await listens(port)) && (await listens(implicitPort)),
  })
  return {
    port,
    implicitPort,
    user: 'desk',
    password: 'tr0ub4dor',
    certificate: new X509Certificate(cert).fingerprint256,
    folder,
    commands: async () => (await readFile(log, 'utf8').catch(() => '')).split('\n').filter(Boolean),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

async function groupName(gid: number): Promise<string> {
  const groups = (await readFile('/etc/group', 'utf8')).split('\n').map((line) => line.split(':'))
  return groups.find(([, , number]) => Number(number) === gid)?.[0] ?? String(gid)
}

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port }, () => {
      socket.destroy()
      resolve(true)
    }).once('error', () => resolve(false))
  })
