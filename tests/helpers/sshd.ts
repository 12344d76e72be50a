import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, constants } from 'node:fs'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { sshKey } from './ssh-key.ts'

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
    return `${program} is not installed; tests/setup/debian-packages.sh installs it`
  }
}

/** Starts OpenSSH's server on a free loopback port, with keys made for the occasion; disposing stops it. */
export async function startSshd(): Promise<Sshd> {
  const home = await mkdtemp(join(tmpdir(), 'canvass-sshd-'))
  const folder = join(home, 'files')
  await mkdir(folder)
  const host = sshKey()
  const client = sshKey()
  const user = userInfo().username
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
  const server = spawn(program, ['-D', '-e', '-f', join(home, 'sshd_config')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = once(server, 'exit')
  const said: string[] = []
  const lines = createInterface({ input: server.stderr })
  const listening = new Promise<void>((resolve) => {
    lines.on('line', (line) => {
      said.push(line)
      if (line.startsWith('Server listening on')) resolve()
    })
  })
  await Promise.race([
    listening,
    ended.then(() => {
      throw new Error(`sshd did not start: ${said.join(' ')}`)
    }),
  ])
  return {
    port,
    user,
    privateKey: client.private,
    hostKey: host.fingerprint,
    folder,
    async [Symbol.asyncDispose]() {
      server.kill()
      await ended
      await rm(home, { recursive: true })
    },
  }
}

async function privilegeSeparationFolder(): Promise<void> {
  await mkdir('/run/sshd', { recursive: true })
  await chmod('/run/sshd', 0o755)
}

/** A port that was free a moment ago: the server can not choose one itself. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
