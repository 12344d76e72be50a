import { createHash, generateKeyPairSync, timingSafeEqual } from 'node:crypto'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import type { AuthContext, ParsedKey } from 'ssh2'
import { fingerprint } from '../source/fingerprint.ts'
import { remoteFiles } from './sftp-files.ts'
import { type Guard, serveFiles } from './sftp-session.ts'

export interface SftpServerOptions {
  /** What is there from the start, by absolute path. Directories are those of the paths. */
  readonly files?: Readonly<Record<string, { readonly bytes: Uint8Array; readonly modified: number }>>
  readonly user: string
  readonly password: string
  /** The public key, in OpenSSH's one-line form, that opens the account as well as the password. */
  readonly publicKey?: string
  /** Default: one that is free. */
  readonly port?: number
  /** Stands before every request: while it waits, so does the client; what it throws refuses the request. */
  readonly guard?: Guard
}
export interface SftpServer extends AsyncDisposable {
  readonly port: number
  /** Fingerprint of the host key, as specs pin it: `SHA256:…`. */
  readonly hostKey: string
  /** Puts a file there, or other content in its place; `modified` is in milliseconds since 1970. */
  setFile(path: string, bytes: Uint8Array, modified: number): void
  removeFile(path: string): void
  /** Cuts all connections and gives the port back. Disposing does the same. */
  stop(): Promise<void>
}

/**
 * A real SSH server on the loopback interface that offers files for reading and refuses everything else. Its host
 * key is made at the start. Loads the SSH library.
 */
export async function startSftpServer(options: SftpServerOptions): Promise<SftpServer> {
  const { Server, utils } = (await import('ssh2')).default
  const files = remoteFiles()
  for (const [path, { bytes, modified }] of Object.entries(options.files ?? {}))
    files.set(path, bytes, modified)

  // By Node: one in some hundred Ed25519 keys of the library's own generator can not be read by it.
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const hostKey = parsed(utils.parseKey(privateKey.export({ type: 'sec1', format: 'pem' })))
  const account = { ...options, publicKey: options.publicKey && parsed(utils.parseKey(options.publicKey)) }
  const ssh = new Server({ hostKeys: [hostKey.getPrivatePEM()] }, (client) => {
    // A client that breaks off is no trouble of the server's.
    client.on('error', () => client.end())
    client.on('authentication', (attempt) =>
      mayEnter(attempt, account) ? attempt.accept() : attempt.reject(),
    )
    client.on('session', (accept) => accept().on('sftp', (open) => serveFiles(open(), files, options.guard)))
  })
  const sockets = new Set<Socket>()
  // Each answer is a small packet that the client waits for: none may wait for the next.
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    ssh.injectSocket(socket)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const stop = async () => {
    const closed = new Promise((resolve) => server.close(resolve))
    for (const socket of sockets) socket.destroy()
    await closed
  }
  return {
    port: (server.address() as AddressInfo).port,
    hostKey: fingerprint(hostKey.getPublicSSH()),
    setFile: (path, bytes, modified) => files.set(path, bytes, modified),
    removeFile: (path) => files.remove(path),
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

function parsed(key: ParsedKey | Error): ParsedKey {
  if (key instanceof Error) throw key
  return key
}

interface Account {
  readonly user: string
  readonly password: string
  readonly publicKey: ParsedKey | '' | undefined
}
function mayEnter(attempt: AuthContext, { user, password, publicKey }: Account): boolean {
  if (!same(attempt.username, user)) return false
  if (attempt.method === 'password') return same(attempt.password, password)
  if (attempt.method !== 'publickey' || !publicKey) return false
  if (!attempt.key.data.equals(publicKey.getPublicSSH())) return false
  // Without a signature the client only asks whether the key would do.
  const { blob, signature, hashAlgo } = attempt
  return !signature || !blob || publicKey.verify(blob, signature, hashAlgo)
}

const hash = (text: string): Uint8Array => createHash('sha256').update(text).digest()

/** Compares without telling by the time it takes how much was right. */
function same(given: string, wanted: string): boolean {
  return timingSafeEqual(hash(given), hash(wanted))
}
