import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { startHttpServer, type TestServer } from '../../helpers/http-server.ts'

/** By a part of an address, the stream that is found there. The first that fits counts. */
export type Addresses = readonly (readonly [part: string, stream: string])[]

/**
 * The servers of the offices, as they answered at one moment: what is not there is 404, and who knows the newest bytes is
 * told so. A pointer that was kept as a log of several lines answers with the last.
 */
export function startOffice(
  addresses: Addresses,
  now: () => Readonly<Record<string, string>>,
): Promise<TestServer> {
  const tags = new Map<string, { readonly tag: string; readonly body: Buffer }>()
  const known = (path: string) => {
    const found = tags.get(path) ?? read(path)
    tags.set(path, found)
    return found
  }
  return startHttpServer(({ url = '', headers }, response) => {
    const stream = addresses.find(([part]) => url.includes(part))?.[1]
    const path = stream === undefined ? undefined : now()[stream]
    if (path === undefined) {
      response.writeHead(404).end()
      return
    }
    const { tag, body } = known(path)
    if (headers['if-none-match'] === tag) response.writeHead(304, { etag: tag }).end()
    else response.writeHead(200, { etag: tag }).end(body)
  })
}

function read(path: string): { readonly tag: string; readonly body: Buffer } {
  const bytes = readFileSync(path)
  const body = path.includes('/versions/') ? Buffer.from(lastLine(bytes.toString())) : bytes
  return { tag: `"${createHash('sha256').update(body).digest('hex')}"`, body }
}

/** Of a file that was kept as a log of several lines. */
export const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? ''
