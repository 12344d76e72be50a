import { hash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { figuresAfter } from '../../engine/diff/figures.ts'
import { captureOf } from '../../engine/flow/capture-of.ts'
import { bodyOf } from '../../engine/flow/collect.ts'
import type { Sha256 } from '../../engine/model/ids.ts'
import type { Json } from '../../engine/model/json.ts'
import { folderFiles } from '../../engine/plan/feed-files.ts'
import type { Plan } from '../../engine/plan/plan.ts'
import { lackingSince } from '../../engine/poll/lacking-paths.ts'
import type { Prior } from '../../engine/poll/prior.ts'
import { type Judged, processCapture } from '../../engine/poll/process-capture.ts'
import { nothingBefore, planOf } from '../helpers/judged.ts'

const spec = 'feeds/rehearsal/feeds/us-zz-harbor/county-night/feed.yaml'
const plan = planOf(spec)

const document = (change: (row: Record<string, Json>) => Record<string, Json> = (row) => row): Json => ({
  asOf: '2026-11-03T20:05:00-06:00',
  publication: 3,
  results: ['Ada Reyes', 'Ben Cole'].map((choice, at) =>
    change({ contest: 'Mayor', precinct: 'Pier 1', choice, votes: 40 + at, reported: true }),
  ),
})

async function judge(
  json: Json,
  prior: Prior = nothingBefore,
  feed: Plan = plan,
  capturedAt = '2026-11-04T02:10:00Z',
): Promise<Judged> {
  const text = JSON.stringify(json)
  const payload = {
    request: 'main',
    origin: 'https://office.example/results',
    sha256: hash('sha256', text) as Sha256,
    bytes: text.length,
  }
  const open = () => [{ ...payload, body: bodyOf(text) }]
  const taken = { capture: captureOf([payload], []), capturedAt, open }
  return processCapture(feed, taken, prior, new AbortController().signal)
}

const after = (judged: Judged): Prior => ({
  ...nothingBefore,
  state: new Map(judged.changes.map((one) => [one.key, figuresAfter(one, 1)])),
  facts: judged.facts,
  holds: judged.holds,
})
const renamed = document(({ reported, ...row }) => ({ ...row, isReported: reported ?? false }))
const codes = ({ holds }: Judged): readonly string[] => holds.map(({ code }) => code)

describe('a name that the mapping reads and no object of the document has', () => {
  test('holds the very first capture, with the path, the place and the names that are there instead', async () => {
    expect(codes(await judge(document()))).toEqual([])
    const { holds, changes } = await judge(renamed)
    expect(changes).toEqual([])
    expect(holds).toMatchObject([
      {
        code: 'CHECK_NAME_MISSING',
        reason: 'The spec reads "reported", and no object there has the name "reported"',
        hint: expect.stringMatching(/does not read: isReported\. .*\$exists\(reported\)/) as string,
        places: ['https://office.example/results#$.results[0]'],
      },
    ])
  })

  test('holds it too where select reads the name: JMESPath would leave it out', async () => {
    const brazil = planOf('feeds/br/president-2022/feed.yaml')
    const at = '2022-10-03T03:00:00Z'
    const figures = {
      f: 'o',
      carper: '1',
      cdabr: 'br',
      v: 1,
      dt: '02/10/2022',
      ht: '22:00:00',
      st: 9,
      s: 9,
      e: 99,
      c: 90,
      vvc: 80,
    }
    const cand = [
      { n: 13, nm: 'ADA', cc: 'A - B', seq: 1, vap: 50 },
      { n: 22, nm: 'BEN', cc: 'C - D', seq: 2, vap: 30 },
    ]
    expect(codes(await judge({ ...figures, cand }, nothingBefore, brazil, at))).toEqual([])
    const { st, ...rest } = figures
    const { holds } = await judge({ ...rest, counted: st, cand }, nothingBefore, brazil, at)
    expect(holds).toMatchObject([
      { code: 'CHECK_NAME_MISSING', hint: expect.stringContaining(': counted.') as string },
    ])
  })

  test('may be missing in the first capture where it is read in some cases only, and not once all had it', async () => {
    const read = (path: string) => {
      const text = folderFiles.read(path)
      return typeof text === 'string'
        ? text.replace('reported ? 1 : 0', 'votes > 0 ? (reported ? 1 : 0) : closed')
        : text
    }
    const feed = planOf(spec, { ...folderFiles, read })
    const first = await judge(document(), nothingBefore, feed)
    expect(codes(first)).toEqual([])
    expect(first.facts).toMatchObject({ lackingPaths: ['main: closed'] })
    const both = document((row) => ({ ...row, closed: 0 }))
    const second = await judge(both, after(first), feed)
    expect(codes(second)).toEqual([])
    expect(codes(await judge(document(), after(second), feed))).toContain('CHECK_NAME_MISSING')
    const inOne = document((row) => (row['choice'] === 'Ada Reyes' ? { ...row, closed: 0 } : row))
    const third = await judge(inOne, after(first), feed)
    expect(third.facts).toMatchObject({ lackingPaths: ['main: closed'] })
    expect(codes(await judge(document(), after(third), feed))).toEqual([])
  })

  test('is there if one object has it, were it null', async () => {
    const one = document((row) => (row['choice'] === 'Ben Cole' ? { ...row, reported: null } : without(row)))
    expect(codes(await judge(one))).toEqual([])
  })

  test('holds a later capture too, and one release lets it be missing from then on', async () => {
    const prior = after(await judge(document()))
    const held = await judge(renamed, prior)
    expect(codes(held)).toContain('CHECK_NAME_MISSING')
    const orders = held.holds.map(({ id, code, group, capture }) => ({
      order: 'release' as const,
      hold: id,
      code,
      group,
      capture,
      who: 'Kim',
      why: 'the office leaves it out now',
      at: '2026-11-04T02:11:00Z',
    }))
    const released = await judge(renamed, { ...prior, orders })
    expect(released.facts).toMatchObject({ lackingPaths: ['main: reported'] })
    expect(codes(await judge(renamed, { ...after(released), state: prior.state }))).not.toContain(
      'CHECK_NAME_MISSING',
    )
    const there = await judge(document(), after(released))
    expect(there.facts).not.toHaveProperty('lackingPaths')
    expect(codes(await judge(renamed, { ...after(there), state: prior.state }))).not.toContain(
      'CHECK_NAME_MISSING',
    )
  })

  test('is no doubt, nor known as missing, where an item that could not be read may be the one that had it', () => {
    const one = { part: 'main', path: ['votes'], isSometimes: false, others: [], place: 'a#$[0]' }
    const only = { lacking: [one], seldom: [] }
    const before = { rows: 1, results: 1 }
    expect(lackingSince(only, before, false)).toEqual({ doubts: [], facts: {} })
    expect(lackingSince(only, before, true).doubts).toHaveLength(1)
    expect(lackingSince(only, null, false).doubts).toHaveLength(1)
    const known = { ...before, lackingPaths: ['main: votes'] }
    expect(lackingSince(only, known, false).facts).toEqual({ lackingPaths: ['main: votes'] })
  })
})

function without(row: Record<string, Json>): Record<string, Json> {
  return Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'reported'))
}
