import { accessSync, constants } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { whyAbsent } from './artifacts.ts'
import { freePort } from './free-port.ts'
import { scratchFolder, startServer } from './process.ts'

const program = '/usr/sbin/nginx'

/** A real nginx that serves a folder. */
export interface Nginx extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`, or https. */
  readonly url: string
  /** The folder that it serves. */
  readonly folder: string
  /** Every request so far, in order; a header that was not sent is a dash. */
  readonly requests: () => Promise<readonly NginxRequest[]>
}
export interface NginxRequest {
  readonly status: number
  readonly path: string
  readonly ifNoneMatch: string
  readonly ifModifiedSince: string
  readonly range: string
}

/** Why there can be no such server here. Undefined: there can. */
export function noNginx(): string | undefined {
  try {
    accessSync(program, constants.X_OK)
    return undefined
  } catch {
    return whyAbsent(program, 'packages')
  }
}

/**
 * Starts nginx on a free loopback port, with `directives` in its server block (`@` stands for a folder of its own,
 * beside the served one, where `files` lie) and, with a certificate, TLS; disposing stops it.
 */
export async function startNginx(
  directives = '',
  certificate?: { readonly key: string; readonly cert: string },
  files: Readonly<Record<string, string>> = {},
): Promise<Nginx> {
  const scratch = await scratchFolder('nginx')
  const home = scratch.path
  const folder = join(home, 'files')
  await mkdir(folder)
  const { key, cert } = certificate ?? {}
  for (const [name, text] of Object.entries({ key, cert, ...files }))
    if (text !== undefined) await writeFile(join(home, name), text)
  const port = await freePort()
  const log = join(home, 'requests.ndjson')
  const tls = `ssl_certificate ${home}/cert; ssl_certificate_key ${home}/key;`
  await writeFile(
    join(home, 'nginx.conf'),
    `daemon off;
    master_process off;
    pid ${home}/pid;
    error_log stderr warn;
    events { worker_connections 64; }
    http {
      ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${home}/${name};`).join(' ')}
      log_format requests escape=json '{"status":$status,"path":"$request_uri","ifNoneMatch":"${dashed('if_none_match')}",'
        '"ifModifiedSince":"${dashed('if_modified_since')}","range":"${dashed('range')}"}';
      ${['if_none_match', 'if_modified_since', 'range'].map(orDash).join('\n')}
      access_log ${log} requests;
      types { text/csv csv; application/json json; }
      server {
        listen 127.0.0.1:${port} ${certificate === undefined ? '' : 'ssl'};
        ${certificate === undefined ? '' : tls}
        root ${folder};
        ${directives.replaceAll('@', home)}
      }
    }`,
  )
  const server = await startServer({
    name: 'nginx',
    program,
    args: ['-e', 'stderr', '-p', home, '-c', join(home, 'nginx.conf')],
    scratch,
    ready: () => listens(port),
  })
  return {
    url: `${certificate === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    folder,
    async requests() {
      const lines = (await readFile(log, 'utf8')).split('\n').filter(Boolean)
      return lines.map((line) => JSON.parse(line) as NginxRequest)
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

const dashed = (header: string): string => `$${header}_or_dash`
const orDash = (header: string): string =>
  `map $http_${header} ${dashed(header)} { default $http_${header}; '' '-'; }`

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false))
    socket.on('connect', () => socket.destroy())
  })
}
