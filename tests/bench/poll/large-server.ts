import { gzipSync } from 'node:zlib'
import { startHttpServer } from '../../helpers/http-server.ts'
import { precinctFile } from '../data/precinct-file.ts'

/** A source of one large file, compressed. `POST /next/WHAT` makes its next version. */
export interface LargeServer extends AsyncDisposable {
  readonly url: string
}

/**
 * Serves the reference file, and answers 304 to who has it. `scattered` gives one row of a hundred a vote more, `clustered`
 * as many rows one after the other; `same` gives the same bytes a new version. Versions are made before they are asked for.
 */
export async function startLargeServer(rows: number): Promise<LargeServer> {
  const added = new Uint16Array(rows)
  let version = 0
  let body = packed()

  function packed(): Buffer {
    return gzipSync(
      precinctFile(rows, (row) => added[row] ?? 0),
      { level: 6 },
    )
  }
  function next(what: string): void {
    version += 1
    if (what === 'same') return
    const share = Math.floor(rows / 100)
    for (let at = 0; at < share; at += 1) {
      const row = what === 'scattered' ? at * 100 + (version % 100) : (version * 7 * share + at) % rows
      added[row] = (added[row] ?? 0) + 1
    }
    body = packed()
  }

  return startHttpServer(({ url = '', method, headers }, response) => {
    if (method === 'POST') {
      next(url.split('/').at(-1) ?? '')
      response.end()
      return
    }
    const etag = `"${version}"`
    const isKnown = headers['if-none-match'] === etag
    response.writeHead(isKnown ? 304 : 200, { 'content-type': 'application/gzip', etag })
    response.end(isKnown ? undefined : body)
  })
}
