import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname } from 'node:path'
import type { Clock } from '../time/clock.ts'
import { type Showing, shownAt } from './night.ts'
import type { WantedUrl } from './wanted.ts'

/** A local stand-in for web servers. Disposing cuts its connections. */
export interface HttpOffice extends AsyncDisposable {
  readonly port: number
}
interface Shown {
  readonly bytes: Uint8Array
  readonly etag: string
}

const contentTypes: Readonly<Record<string, string>> = {
  '.csv': 'text/csv',
  '.html': 'text/html; charset=utf-8',
  '.json': 'application/json',
  '.txt': 'text/plain',
  '.xml': 'application/xml',
  '.zip': 'application/zip',
}

/**
 * One server on the loopback interface for all hosts: told apart by the Host header, it shows what each address shows
 * at that moment of the clock, with ETag and Last-Modified, and answers 304 to who has it already.
 */
export async function startHttpOffice(wanted: readonly WantedUrl[], clock: Clock): Promise<HttpOffice> {
  const byAddress = new Map(
    wanted.map(({ url, stream }) => [addressOf(url.host, url.pathname + url.search), stream]),
  )
  const read = reader()
  const server = createServer((request, response) => {
    const stream = byAddress.get(addressOf(request.headers.host ?? '', request.url ?? ''))
    const showing = stream && shownAt(stream, clock.now().getTime())
    if (showing === undefined) response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found\n')
    else answer(request, response, showing, read(showing.path))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

function answer(request: IncomingMessage, response: ServerResponse, showing: Showing, shown: Shown): void {
  const { bytes, etag } = shown
  const headers = { etag, 'last-modified': httpDate(showing.at), 'cache-control': 'no-cache' }
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, headers).end()
    return
  }
  const type = contentTypes[extname(showing.path)] ?? 'application/octet-stream'
  response.writeHead(200, { ...headers, 'content-type': type, 'content-length': bytes.byteLength }).end(bytes)
}

/** A file is read and hashed once, however often it is asked for. */
function reader(): (path: string) => Shown {
  const known = new Map<string, Shown>()
  return (path) => {
    const found = known.get(path)
    if (found !== undefined) return found
    const bytes = readFileSync(path)
    const shown = { bytes, etag: `"${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}"` }
    known.set(path, shown)
    return shown
  }
}

const addressOf = (host: string, path: string): string => `${host.toLowerCase()}${path}`

// oxlint-disable-next-line no-restricted-globals -- the one form in which HTTP writes a moment
const httpDate = (moment: number): string => new Date(moment).toUTCString()
