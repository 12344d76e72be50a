import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { neverPolled, standingAfter } from '../../engine/backtest/standing.ts'
import { compileFeed } from '../../engine/plan/compile.ts'
import { folderFiles } from '../../engine/plan/feed-files.ts'
import { judgeFiles } from '../helpers/judged.ts'
import { describeReal, realFile } from './real-files.ts'
import { looksOf } from './series/looks.ts'

const series = 'series-or-totalvote-2024-night'
interface Facts {
  readonly polls: number
  readonly totals: readonly (readonly [time: string, votes: number])[]
  readonly zero_polls: number
  readonly distinct_totals: number
  readonly vote_decreases: readonly unknown[]
}

describeReal('Oregon, the night of 2024', () => {
  test('moment by moment, the figures of the state are those that were counted without the engine', async () => {
    const facts = JSON.parse(readFileSync(realFile(series, 'expected.json'), 'utf8')) as Facts
    const { plan, problems } = compileFeed('feeds/us-or/general-2024/feed.yaml', folderFiles)
    expect(problems).toEqual([])
    if (plan === undefined) throw new Error('the feed does not compile')
    // Three streams begin an hour apart: what is not there yet is taken from the first file of its stream.
    const all = looksOf([series], ['statewide', 'measures', 'legislature'])
    const firsts = Object.assign({}, ...all.toReversed().map(({ files }) => files)) as Record<string, string>
    const moments = new Set(looksOf([series], ['statewide']).map(({ at }) => at))
    const totals: (readonly [at: string, votes: number])[] = []
    const fell: string[] = []
    let standing = neverPolled
    for (const { at, files } of all.filter((look) => moments.has(look.at))) {
      const judged = await judgeFiles(plan, { ...firsts, ...files }, at, standing.prior)
      expect(judged.holds).toEqual([])
      for (const { key, kind } of judged.changes) if (kind === 'corrected') fell.push(`${at} ${key}`)
      const votes = judged.results
        .filter(({ record }) => record.contest.name === 'Attorney General')
        .flatMap(({ record }) => record.selections.map((one) => one.votes.total))
      totals.push([at, votes.reduce((sum, one) => sum + one, 0)])
      standing = standingAfter(standing, judged)
    }
    const told = (index: number) => {
      const [at = '', votes] = totals.at(index) ?? []
      return [at.replaceAll(/[-:]/g, ''), votes]
    }
    expect({
      polls: totals.length,
      totals: [told(0), told(30), told(-1)],
      zero_polls: totals.filter(([, votes]) => votes === 0).length,
      distinct_totals: new Set(totals.map(([, votes]) => votes)).size,
      vote_decreases: fell,
    }).toEqual({
      polls: facts.polls,
      totals: facts.totals,
      zero_polls: facts.zero_polls,
      distinct_totals: facts.distinct_totals,
      vote_decreases: facts.vote_decreases,
    })
  })
})
