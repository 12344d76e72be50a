import { posix } from 'node:path'
import { expect, test } from 'vitest'
import { judgeCases } from '../../engine/backtest/judge-cases.ts'
import { readCases } from '../../engine/backtest/read-cases.ts'
import { loadPlan } from '../../engine/bundle/load.ts'
import { renderText } from '../../engine/errors/render.ts'
import { canonicalJson } from '../../engine/flow/canonical-json.ts'
import { findFeeds, folderFiles } from '../../engine/plan/feed-files.ts'
import type { Plan } from '../../engine/plan/plan.ts'
import { planOf } from '../helpers/judged.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { imported } from './imported.ts'

const all = findFeeds('feeds', folderFiles)
/** CANVASS_BUNDLE=all takes every feed; else the first of each way in which a feed is read. */
const paths =
  process.env['CANVASS_BUNDLE'] === 'all'
    ? all
    : [...Map.groupBy(all, (path) => waysOf(planOf(path))).values()].flatMap(([first]) => first ?? [])

function waysOf({ parts, recipe }: Plan): string {
  const types = parts.flatMap(({ recipe: part }) =>
    part === undefined ? [] : [...part.unpack, part.decode, ...(part.select ? [part.select] : [])],
  )
  return [recipe?.source, ...types].map((one) => one?.type).join(' ')
}

test('there are feeds of many formats', () => {
  expect(paths.length).toBeGreaterThan(20)
})

const dataOf = ({ source, parts, checks, ...plan }: Plan) => ({
  ...plan,
  resolved: undefined,
  recipe: undefined,
  requests: source.requests,
  parts: parts.map(({ name, request, map, fills = [] }) => ({
    name,
    request,
    reads: map?.reads,
    fills: fills.map(({ lookup, reads, allUsed }) => ({ lookup, reads, allUsed })),
  })),
  checks: checks.length,
})

/** Of every case all that is found, to the last byte: changes, holds, rejections. */
async function verdicts(plan: Plan, path: string): Promise<readonly string[]> {
  const folder = posix.dirname(path)
  const said: string[] = []
  for await (const one of judgeCases(plan, folder, readCases(folder), new AbortController().signal))
    said.push(one.kind === 'failed' ? renderText(one.error) : canonicalJson(one.judged))
  return said
}

test.each(paths)('%s comes out of a module as it went in', async (path) => {
  const plan = planOf(path)
  const { plans } = await imported([plan], temporaryFolder('bundle'))
  const made = plans[plan.feed]
  if (made === undefined) throw new Error('it is not in the module')
  const loaded = await loadPlan(await made())
  expect(dataOf(loaded)).toEqual(dataOf(plan))
  const [local, bundled] = [await verdicts(plan, path), await verdicts(loaded, path)]
  expect(local.length).toBeGreaterThan(0)
  expect(bundled).toEqual(local)
})
