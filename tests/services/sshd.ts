import { accessSync, constants } from 'node:fs'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { sshKey } from '../helpers/ssh-key.ts'
import { whyAbsent } from './artifacts.ts'
import { freePort } from './free-port.ts'
import { scratchFolder, startServer } from './process.ts'

const program = '/usr/sbin/sshd'

/** A real OpenSSH server that offers a folder over SFTP. */
export interface Sshd extends AsyncDisposable {
  readonly port: number
  readonly user: string
  /** What opens the account; it knows no password. */
  readonly privateKey: string
  /** Fingerprint, `SHA256:…`. */
  readonly hostKey: string
  /** The folder where files are put. */
  readonly folder: string
}

/** Why there can be no such server here. Undefined: there can. */
export function noSshd(): string | undefined {
  try {
    accessSync(program, constants.X_OK)
    return undefined
  } catch {
    return whyAbsent(program, 'packages')
  }
}

/** Starts OpenSSH's server on a free loopback port, with keys made for the occasion; disposing stops it. */
export async function startSshd(): Promise<Sshd> {
  const scratch = await scratchFolder('sshd')
  const home = scratch.path
  const folder = join(home, 'files')
  await mkdir(folder)
  const host = sshKey()
  const client = sshKey()
  const port = await freePort()
  await writeFile(join(home, 'host_key'), host.private, { mode: 0o600 })
  await writeFile(join(home, 'authorized_keys'), `${client.public}\n`, { mode: 0o600 })
  await writeFile(
    join(home, 'sshd_config'),
    [
      `ListenAddress 127.0.0.1:${port}`,
      `HostKey ${join(home, 'host_key')}`,
      `AuthorizedKeysFile ${join(home, 'authorized_keys')}`,
      'PidFile none',
      'StrictModes no',
      'UsePAM no',
      'PasswordAuthentication no',
      'KbdInteractiveAuthentication no',
      'PermitRootLogin prohibit-password',
      'ForceCommand internal-sftp',
      'Subsystem sftp internal-sftp',
    ].join('\n'),
  )
  // Started by root, the server wants the folder in which it drops its rights.
  if (process.getuid?.() === 0) await privilegeSeparationFolder()
  const server = await startServer({
    name: 'sshd',
    program,
    args: ['-D', '-e', '-f', join(home, 'sshd_config')],
    scratch,
    ready: (said) => said.some((line) => line.startsWith('Server listening on')),
  })
  return {
    port,
    user: userInfo().username,
    privateKey: client.private,
    hostKey: host.fingerprint,
    folder,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

async function privilegeSeparationFolder(): Promise<void> {
  await mkdir('/run/sshd', { recursive: true })
  await chmod('/run/sshd', 0o755)
}
