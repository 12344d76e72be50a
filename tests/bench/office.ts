import type { Plan } from '../../engine/plan/plan.ts'
import { startHttpServer } from '../helpers/http-server.ts'
import { precinctsFile, precinctsPlan } from '../helpers/precincts-feed.ts'

/** A source that counts votes when it is told to: the same files in every run. */
export interface Office extends AsyncDisposable {
  /** One feed for each of its files. */
  readonly plans: readonly Plan[]
  /** One precinct of this file has one vote more: so many of its first candidate. */
  count(feed: number): { readonly precinct: string; readonly votes: number }
}

/** Files of two lines for each precinct, behind a real HTTP server that answers 304 to who has the newest. */
export async function openOffice(name: string, files: number, precincts: number): Promise<Office> {
  const votes = Array.from({ length: files }, () => Array.from({ length: precincts }, (_, n) => 100 + n))
  const versions = votes.map(() => 0)
  const server = await startHttpServer(({ url, headers }, response) => {
    const at = Number(/\d+/.exec(url ?? '')?.[0])
    const etag = `"${at}-${versions[at]}"`
    const isKnown = headers['if-none-match'] === etag
    response
      .writeHead(isKnown ? 304 : 200, { 'content-type': 'text/csv', etag })
      .end(isKnown ? undefined : precinctsFile(votes[at] ?? []))
  })
  return {
    plans: votes.map((_, at) => precinctsPlan(`${name}-${at}`, `${server.url}/${at}.csv`)),
    count(feed) {
      const own = votes[feed]
      const version = versions[feed]
      if (own === undefined || version === undefined) throw new RangeError(`there is no file ${feed}`)
      const precinct = version % precincts
      const counted = (own[precinct] ?? 0) + 1
      own[precinct] = counted
      versions[feed] = version + 1
      return { precinct: `P-${precinct}`, votes: counted }
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}
