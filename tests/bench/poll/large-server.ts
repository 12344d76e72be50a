import { gzipSync } from 'node:zlib'
import { startHttpServer } from '../../helpers/http-server.ts'
import { precinctFile, precinctRows } from '../data/precinct-file.ts'

/** A source of one large file, compressed. `POST /next/WHAT` makes its next version. */
export interface LargeServer extends AsyncDisposable {
  readonly url: string
}

/** Ways in which one row of a hundred gets a vote more. */
export type FewChanged = 'scattered' | 'clustered' | 'in precincts'

/**
 * Serves the reference file, and answers 304 to who has it. `scattered` gives one row of a hundred a vote more, `clustered`
 * as many rows one after the other, and `in precincts` all rows of one precinct of a hundred, as they report; `same` gives
 * the same bytes a new version. Versions are made before they are asked for.
 */
export async function startLargeServer(rows: number): Promise<LargeServer> {
  const added = new Uint16Array(rows)
  const precincts = precinctsOf(rows)
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
    for (const row of changed(what)) added[row] = (added[row] ?? 0) + 1
    body = packed()
  }
  function changed(what: string): readonly number[] {
    const all = Array.from(added.keys())
    if (what === 'scattered') return all.filter((row) => row % 100 === version % 100)
    if (what === 'in precincts') return all.filter((row) => precincts[row] === version % 100)
    const share = Math.floor(rows / 100)
    return all.slice(0, share).map((at) => (version * 7 * share + at) % rows)
  }

  return startHttpServer(({ url = '', method, headers }, response) => {
    if (method === 'POST') {
      next(decodeURIComponent(url.split('/').at(-1) ?? ''))
      response.end()
      return
    }
    const etag = `"${version}"`
    const isKnown = headers['if-none-match'] === etag
    response.writeHead(isKnown ? 304 : 200, { 'content-type': 'application/gzip', etag })
    response.end(isKnown ? undefined : body)
  })
}

/** Of each row the number of its precinct, the last two digits of it. */
function precinctsOf(rows: number): Uint8Array {
  const numbers = new Uint8Array(rows)
  let [row, number, last] = [0, -1, '']
  for (const { County, Precinct } of precinctRows(rows)) {
    const name = `${County}|${Precinct}`
    if (name !== last) number += 1
    last = name
    numbers[row] = number % 100
    row += 1
  }
  return numbers
}
