import { posix } from 'node:path'
import { expect, test } from 'vitest'
import { judgeCases } from '../../engine/backtest/judge-cases.ts'
import { readCases } from '../../engine/backtest/read-cases.ts'
import type { Plan } from '../../engine/plan/plan.ts'
import { changesetOf, sealed } from '../../engine/poll/changeset.ts'
import { planOf } from '../helpers/judged.ts'
import { feedPaths } from './feed-rows.ts'
import { interpretedInOrder, interpretedPlanOf, notCompiled } from './interpreted.ts'

const { signal } = new AbortController()

/** What every case of a feed comes to: the bytes of the changeset, and what is said beside it. */
async function judgedBy(plan: Plan, path: string): Promise<readonly string[]> {
  const folder = posix.dirname(path)
  const said: string[] = []
  for await (const one of judgeCases(plan, folder, readCases(folder), signal)) {
    if (one.kind === 'failed') {
      said.push(`${one.case.case}: ${one.error.code} ${one.error.message}`)
      continue
    }
    const { judged } = one
    const { text } = sealed(changesetOf(plan, { judged, ...seen }, { revision: 0, last: null }))
    const { holds, held, rejections, facts, rows, rejected, controls, ofUnits, unnamed } = judged
    const beside = { holds, held, rejections, facts, rows, rejected, controls, ofUnits, unnamed }
    said.push(`${one.case.case}: ${text} ${JSON.stringify(beside)}`)
  }
  return said
}
/** A change says nothing of the capture that it comes from but these. */
const seen = { capture: '0'.repeat(64) as never, capturedAt: '2024-11-05T20:00:00.000Z' }

/**
 * Feeds of whose rows two members fail in the same way: the library comes to the less nested first (deviation "members at
 * the same time"), and the rejection says another place of the spec. One that evaluates them in order says the same.
 */
const membersFail = new Set(['feeds/us-mo-carter/primary-2022/feed.yaml'])
const withoutPlaces = (said: string): string => said.replaceAll(/ \(\w+\.yaml:\d+:\d+\)/g, '')

test.each(feedPaths)(
  '%s: every case gives the same bytes compiled and interpreted',
  { timeout: 120_000 },
  async (path) => {
    const oracle = membersFail.has(path) ? interpretedInOrder : interpretedPlanOf
    const [compiled, interpreted] = [planOf(path), oracle(path)]
    expect(notCompiled(compiled)).toEqual([])
    expect(compiled.hash).toBe(interpreted.hash)
    const expected = await judgedBy(interpreted, path)
    expect(await judgedBy(compiled, path)).toEqual(expected)
    expect(expected).toHaveLength(readCases(posix.dirname(path)).length)
  },
)

test.each([...membersFail])(
  '%s: the library as it is says other places of rejections, and nothing else',
  { timeout: 120_000 },
  async (path) => {
    const [expected, said] = [
      await judgedBy(interpretedPlanOf(path), path),
      await judgedBy(planOf(path), path),
    ]
    expect(said).not.toEqual(expected)
    expect(said.map(withoutPlaces)).toEqual(expected.map(withoutPlaces))
  },
)
