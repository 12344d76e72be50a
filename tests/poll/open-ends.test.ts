import { hash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { figuresAfter } from '../../engine/diff/figures.ts'
import { canonicalJson } from '../../engine/flow/canonical-json.ts'
import { captureOf } from '../../engine/flow/capture-of.ts'
import { bodyOf } from '../../engine/flow/collect.ts'
import type { Sha256 } from '../../engine/model/ids.ts'
import type { Plan } from '../../engine/plan/plan.ts'
import { newMemory } from '../../engine/poll/memory.ts'
import type { Prior } from '../../engine/poll/prior.ts'
import { type Judged, processCapture } from '../../engine/poll/process-capture.ts'
import { nothingBefore } from '../helpers/judged.ts'
import { precinctsFile, precinctsPlan } from '../helpers/precincts-feed.ts'
import { oddCountiesPlan } from './odd-counties.ts'

const precincts = precinctsPlan('precincts', 'http://127.0.0.1:1/results.csv')
const counties = oddCountiesPlan('Counties')

/** Judges files by their items, or one file; with a memory and without, which must come to the same. */
function judging(plan: Plan) {
  const memory = newMemory(plan)
  return async (files: string | Readonly<Record<string, string>>, prior: Prior): Promise<Judged> => {
    const named = Object.entries(typeof files === 'string' ? { '': files } : files).map(([item, text]) => ({
      text,
      payload: {
        ...(item === '' ? { request: 'main' } : { request: 'counties', item }),
        origin: `http://127.0.0.1:1/${item || 'results.csv'}`,
        sha256: hash('sha256', text) as Sha256,
        bytes: text.length,
      },
    }))
    const capture = captureOf(
      named.map(({ payload }) => payload),
      [],
    )
    const open = () => named.map(({ payload, text }) => ({ ...payload, body: bodyOf(text) }))
    const taken = { capture, capturedAt: '2024-11-06T03:00:00Z', open }
    const { signal } = new AbortController()
    const judged = await processCapture(plan, taken, prior, signal)
    expect(said(await processCapture(plan, taken, prior, signal, memory))).toBe(said(judged))
    return judged
  }
}

const said = (judged: Judged): string => canonicalJson(JSON.parse(JSON.stringify(judged)))

const after = (prior: Prior, judged: Judged): Prior => ({
  ...prior,
  state: new Map([...prior.state, ...judged.changes.map((one) => [one.key, figuresAfter(one, 1)] as const)]),
  facts: judged.facts ?? prior.facts,
  holds: judged.holds,
})
const releasing = (prior: Prior, { holds }: Judged): Prior => ({
  ...prior,
  orders: holds.map(({ id, code, group, capture }) => ({
    order: 'release',
    hold: id,
    code,
    group,
    capture,
    who: 'Kim',
    why: 'the office says so',
    at: '2024-11-06T03:01:00Z',
  })),
})
const whole = precinctsFile([1234, 5678])
const cut = whole.slice(0, -3)
const open = whole.slice(0, -1)

describe('a file that stops inside of its last figure', () => {
  test('is held with the place where it stops, and the next whole one lifts it', async () => {
    const judge = judging(precincts)
    const first = await judge(whole, nothingBefore)
    expect(first.facts).toEqual({ rows: 4, results: 2 })
    const prior = after(nothingBefore, first)
    const torn = await judge(cut, prior)
    expect(torn).toMatchObject({
      changes: [],
      facts: null,
      holds: [
        {
          code: 'CHECK_OPEN_END',
          group: '*',
          places: ['http://127.0.0.1:1/results.csv#L5:9'],
          reason: 'The last line ends in "P-1,Bo,56", without a line end: its last figure may be cut off',
          hint: expect.stringContaining('last_line') as string,
        },
      ],
    })
    expect((await judge(whole, after(prior, torn))).holds).toEqual([])
  })

  test('is held at the first poll too: nobody has said that files of the feed end so', async () => {
    const { holds, changes } = await judging(precincts)(cut, nothingBefore)
    expect([holds.map(({ code }) => code), changes]).toEqual([['CHECK_OPEN_END'], []])
  })

  test('is held where the file of one county does: the others go on', async () => {
    const file = (precinct: string, total: number): string =>
      `Contest|Precinct|Candidate|Kind|Id|Total\nMayor|${precinct}|Ada|||${total}\n`
    const judge = judging(counties)
    const good = { elm: file('E', 0), oak: file('O', 0), fir: file('F', 0) }
    const prior = after(nothingBefore, await judge(good, nothingBefore))
    const later = { elm: file('E', 100), oak: file('O', 2000).slice(0, -3), fir: file('F', 300) }
    const torn = await judge(later, prior)
    expect(torn.holds).toMatchObject([
      {
        code: 'CHECK_ITEM_FAILED',
        group: 'counties/oak',
        reason: expect.stringMatching(/CHECK_OPEN_END.+Ada\|\|\|20".+oak#L2:16/) as string,
      },
      { code: 'CHECK_GONE', results: 1 },
    ])
    expect(torn.changes.map(({ key }) => key)).toEqual([
      expect.stringContaining('precinct:e'),
      expect.stringContaining('precinct:f'),
    ])
  })
})

describe('an office that never writes the last line end', () => {
  test('is believed from the capture on that a person has released', async () => {
    const judge = judging(precincts)
    const first = await judge(open, nothingBefore)
    expect(first.holds.map(({ code }) => code)).toEqual(['CHECK_OPEN_END'])
    const released = await judge(open, releasing(after(nothingBefore, first), first))
    expect(released).toMatchObject({ holds: [], releases: [{ code: 'CHECK_OPEN_END' }] })
    expect(released.facts).toEqual({ rows: 4, results: 2, openEnds: ['main'] })
    const prior = after(nothingBefore, released)
    expect((await judge(precinctsFile([1300, 5700]).slice(0, -1), prior)).holds).toEqual([])
  })

  test('is doubted again once it has written one', async () => {
    const judge = judging(precincts)
    const prior = { ...nothingBefore, facts: { rows: 4, results: 2, openEnds: ['main'] } }
    const ended = await judge(whole, prior)
    expect(ended.facts).toEqual({ rows: 4, results: 2 })
    expect((await judge(cut, after(prior, ended))).holds).toMatchObject([{ code: 'CHECK_OPEN_END' }])
  })
})
