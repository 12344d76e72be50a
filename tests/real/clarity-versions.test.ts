import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { embeddedHomes } from '../../engine/entry/embedded-homes.ts'
import { compileFeed } from '../../engine/plan/compile.ts'
import { folderFiles } from '../../engine/plan/feed-files.ts'
import { poll } from '../../engine/poll/poll.ts'
import { startHttpServer } from '../helpers/http-server.ts'
import { manualClock } from '../helpers/manual-clock.ts'
import { inMemory, temporaryFolder } from '../helpers/temporary-folder.ts'
import { describeReal } from './real-files.ts'
import { looksOf } from './series.ts'

const series = 'series-ga-runoff-2021-clarity'

/** The feed of all vote types, asking for the file of the totals alone: of the others not every version is there. */
function planOfTotals() {
  const read = (path: string): string | undefined => {
    const text = folderFiles.read(path)
    return typeof text === 'string' && path.endsWith('clarity-json-counties.yaml')
      ? text.replace(/list: \[ALL, [^\]]+\]/, 'list: [ALL]')
      : (text as string | undefined)
  }
  const { plan, problems } = compileFeed('feeds/us-ga/runoff-2021-counties/feed.yaml', {
    ...folderFiles,
    read,
  })
  if (plan === undefined) throw new Error(problems.map(String).join('\n'))
  return plan
}

describeReal('The runoffs of Georgia by their versions', () => {
  test('what an old edge of the network shows again is held, and no figure falls', async () => {
    const looks = looksOf(series, { ALL: 'ALL', version: 'versions' }).filter(
      ({ at, files }) =>
        at > '2021-01-06T02:30' && at < '2021-01-06T05:40' && Object.keys(files).length === 2,
    )
    let now = looks[0]?.files ?? {}
    const shown = (name: string): string => readFileSync(now[name] ?? '', 'utf8')
    await using server = await startHttpServer((request, response) =>
      response.end(shown(request.url?.endsWith('/current_ver.txt') === true ? 'version' : 'ALL')),
    )
    const clock = manualClock({ start: looks[0]?.at ?? '', auto: true })
    const surroundings = { route: () => ({ host: '127.0.0.1', port: server.port, plain: true }) }
    await using homes = embeddedHomes(
      { data: temporaryFolder('versions', inMemory()), environment: {} },
      { clock, surroundings },
    )
    const plan = { ...planOfTotals(), status: 'live' as const }
    const { signal } = new AbortController()
    const said: { version: number; kind: string; holds: readonly string[]; votes: number }[] = []
    for (const [index, { at, files }] of looks.entries()) {
      // oxlint-disable no-await-in-loop -- one moment after the other
      await clock.advance(Date.parse(at) - clock.now().getTime())
      now = files
      const outcome = await poll(plan, homes, { poll: `p${index}`, build: 1 }, signal)
      const head = await homes.state.peek(plan.feed, signal)
      const state = head === undefined ? new Map() : await homes.state.load(plan.feed, head, signal)
      const votes = [...state.values()].flatMap((one: { votes: Record<string, number> }) =>
        Object.values(one.votes),
      )
      said.push({
        version: Number(shown('version')),
        kind: outcome.kind,
        holds: (head?.holds ?? []).map(({ code }) => code),
        votes: votes.reduce((sum, one) => sum + one, 0),
      })
      // oxlint-enable no-await-in-loop
    }
    // Of a version that came as a page of an error nothing is known.
    const isGood = ({ holds }: (typeof said)[number]) => holds.length === 0
    const older = said.filter(({ version }, index) =>
      said.slice(0, index).some((one) => isGood(one) && one.version > version),
    )
    expect(older.length).toBeGreaterThan(4)
    expect(older.filter(({ holds }) => !holds.includes('CHECK_STALE'))).toEqual([])
    expect(said.map(({ votes }) => votes)).toEqual(said.map(({ votes }) => votes).toSorted((a, b) => a - b))
    expect(said.filter(({ kind }) => kind === 'published').length).toBeGreaterThan(10)
  }, 240_000)
})
