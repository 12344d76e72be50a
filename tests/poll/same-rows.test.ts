import { hash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { describe, expect, test } from 'vitest'
import { neverPolled, type Standing, standingAfter } from '../../engine/backtest/standing.ts'
import { captureOf } from '../../engine/flow/capture-of.ts'
import { bodyOf } from '../../engine/flow/collect.ts'
import type { Sha256 } from '../../engine/model/ids.ts'
import type { Plan } from '../../engine/plan/plan.ts'
import { isRemembered, type Memory, newMemory } from '../../engine/poll/memory.ts'
import { type Judged, processCapture } from '../../engine/poll/process-capture.ts'
import { sameRowsStood } from '../../engine/poll/same-rows.ts'
import { nothingBefore } from '../helpers/judged.ts'
import { planOf, specText } from '../plan/specs.ts'

/** Ballots of precincts, added up to their counties; the mapping reads neither precinct nor note. */
const ballots = {
  assemble: '{ repeated_ballots: add }',
  map: `|
  {
    "contest": Contest != "" ? { "name": Contest },
    "unit": { "type": "county", "name": County },
    "selection": Choice != "" ? { "name": Choice },
    "votes": Choice != "" ? { "total": $votes(Figure) },
    "ballots": Choice = "" ? { "cast": $votes(Figure) }
  }`,
}
const pieces = {
  map: `|
  {
    "contest": { "name": Contest }, "unit": { "type": "county", "name": County },
    "selection": { "name": Choice }, "votes": { "total": $votes(Figure) }, "pieces": true
  }`,
}
const header = 'County,Precinct,Contest,Choice,Figure'
/** So that a row or two are few. */
const others = Array.from({ length: 40 }, (_, at) => `Yew,,Mayor,Nr ${at},${(at * at * 7) % 97}`)
const votes = ['Elm', 'Oak'].flatMap((county) => [`${county},,Mayor,Ada,40`, `${county},,Mayor,Bo,30`])
const cast = ['Elm,1,,,50', 'Elm,2,,,50', 'Elm,3,,,0', 'Oak,1,,,90']
const text = (...rows: readonly string[]): string => `${[header, ...rows, ...others].join('\n')}\n`

const county = (name: string): string => `ocd-division/country:us/state:nc/county:${name}`
const elm = county('elm')

async function judge(plan: Plan, body: string, memory?: Memory, prior = nothingBefore): Promise<Judged> {
  const request = plan.parts[0]?.request ?? ''
  const payload = { request, origin: 'rows.csv', sha256: hash('sha256', body) as Sha256, bytes: body.length }
  const open = () => [{ ...payload, body: bodyOf(body) }]
  const taken = { capture: captureOf([payload], []), capturedAt: '2024-11-06T03:00:00Z', open }
  return processCapture(plan, taken, prior, new AbortController().signal, memory)
}
const holdsIn = ({ holds }: Judged) =>
  holds.map(({ code, group, reason, places, results }) => ({ code, group, reason, places, results }))

/** What is held of one capture by who never polled. Who remembers another one of this feed, or this one, holds the same. */
async function held(sections: Readonly<Record<string, string>>, body: string, before = text(...votes)) {
  const plan = planOf(specText(sections))
  const judged = await judge(plan, body)
  const holds = holdsIn(judged)
  if (!isRemembered(plan)) return { judged, holds }
  const memory = newMemory(plan)
  await judge(plan, before, memory)
  const again = [await judge(plan, body, memory), await judge(plan, body, memory)]
  for (const one of again) if (!isDeepStrictEqual(holdsIn(one), holds)) throw new Error('others are held')
  return { judged, holds }
}

describe('a row that stands twice in its file, where figures are added up', () => {
  test('holds the results of its unit, says where both stand, and lets the others go', async () => {
    const { judged, holds } = await held(ballots, text(...votes, ...cast, 'Elm,1,,,50'))
    expect(holds).toEqual([
      {
        code: 'CHECK_SAME_ROWS',
        group: elm,
        results: 1,
        reason:
          'Elm: a row stands twice in the file, word for word, and would be counted twice: at L6, and again at L10',
        places: ['rows.csv#L6', 'rows.csv#L10'],
      },
    ])
    expect(judged.changes.map(({ key }) => key)).toEqual(
      ['oak', 'yew'].map((one) => `nc/mayor|${county(one)}`),
    )
  })

  test('rows that differ where the mapping does not look, and rows of zeros, are no doubt', async () => {
    const { judged, holds } = await held(ballots, text(...votes, ...cast, 'Elm,3,,,0'))
    expect(holds).toEqual([])
    expect(judged.results.map(({ record }) => record.ballots)).toEqual([
      { cast: 100 },
      { cast: 90 },
      undefined,
    ])
  })

  test.each([
    [
      'votes that are added up',
      { assemble: '{ repeated: add }', map: pieces.map.replace(', "pieces": true', '') },
    ],
    ['votes in pieces', pieces],
  ])('%s', async (_, sections) => {
    const { holds } = await held(sections, text('Oak,,Mayor,Ada,7', ...votes, ...votes.slice(0, 2)))
    expect(holds).toMatchObject([{ group: elm, places: ['rows.csv#L3', 'rows.csv#L7'] }])
    expect(holds[0]?.reason).toMatch(/^Elm: 2 rows stand twice .*: the first at L3, and again at L7$/)
  })

  test('only the contest of the row is held, where it says one', async () => {
    const clerk = ['Elm,,Clerk,Cy,4', 'Elm,,Clerk,Di,5', 'Elm,,Clerk,Di,5']
    const { judged } = await held(pieces, text(...votes, ...clerk))
    expect(judged.held.map(({ key }) => key)).toEqual([`nc/clerk|${elm}`])
  })

  test('numbers of rows that are alike do not tell them apart', async () => {
    const numbered = { ...pieces, number_repeats: '{ nth: [County, Contest, Choice] }' }
    expect((await held(numbered, text(...votes, ...votes.slice(0, 2)))).holds).toMatchObject([{ group: elm }])
  })

  const counties = ['Ash', 'Elm', 'Fir', 'Oak', 'Gum', 'Box'].map(
    (name, at) => `${name},1,Mayor,Ada,${at + 20}`,
  )
  const many = Array.from({ length: 100 }, (_, at) => `Yew,,Clerk,Nr ${at},${(at * at * 7) % 97}`)

  test('several units are one doubt', async () => {
    const { judged, holds } = await held(pieces, text(...counties, ...counties, ...many))
    expect(holds).toMatchObject([{ code: 'CHECK_SAME_ROWS', group: '*', results: 6 }])
    expect(holds[0]?.reason).toBe(
      'Ash and 5 other units: 6 rows stand twice in the file, word for word, and would be counted twice: the first at L2, and again at L8',
    )
    expect(judged.holds[0]?.scope.units).toHaveLength(6)
    expect(judged.facts).not.toBeNull()
  })

  test('of a file that stands twice in itself nothing counts, so that the next one has not lost half of its rows', async () => {
    const { judged, holds } = await held(pieces, text(...counties, ...others, ...counties))
    expect(holds).toMatchObject([{ code: 'CHECK_SAME_ROWS', group: '*', results: 0 }])
    expect(holds[0]?.reason).toMatch(
      /^Ash and 6 other units: 45 rows stand twice in the file.* L2, and again at L48$/,
    )
    expect([judged.changes, judged.facts]).toEqual([[], null])
  })

  test('so many as the spec allows may be the same', async () => {
    const body = text(...votes, ...votes.slice(0, 2))
    const allowed = (rows: number) => ({ ...pieces, checks: `[ { same_rows: { at_most: ${rows} } } ]` })
    expect((await held(allowed(2), body)).holds).toEqual([])
    expect((await held(allowed(1), body)).holds).toHaveLength(1)
  })

  test.each([
    ['results', [...counties, ...counties, ...many]],
    ['the capture', [...counties, ...counties]],
  ])(
    'what was released of %s is no new doubt while the count goes on, and a file twice in itself is',
    async (_, rows) => {
      const plan = planOf(specText(pieces))
      const [first, later, twice] = [rows, rows.map((one) => `${one}1`), [...rows, ...rows]].map((some) =>
        text(...some),
      ) as [string, string, string]
      const released = (standing: Standing): Standing => ({
        ...standing,
        prior: {
          ...standing.prior,
          orders: standing.prior.holds.map(({ id: hold, code, group, capture, since: at }) => {
            return {
              order: 'release',
              hold,
              code,
              group,
              capture,
              who: 'Kim',
              why: 'batches without a number',
              at,
            }
          }),
        },
      })
      const poll = async (before: Standing, body: string): Promise<Standing> =>
        standingAfter(before, await judge(plan, body, undefined, before.prior))
      const codes = ({ prior }: Standing): readonly string[] => prior.holds.map(({ code }) => code)
      const doubted = await poll(neverPolled, first)
      expect(codes(doubted)).toEqual(['CHECK_SAME_ROWS'])
      const stands = await poll(released(doubted), first)
      expect([codes(stands), stands.prior.facts?.sameRows]).toEqual([[], 6])
      const went = await poll(stands, later)
      expect([codes(went), went.prior.state.size]).toEqual([[], stands.prior.state.size])
      const again = await poll(went, twice)
      expect(codes(again)).toEqual(['CHECK_SAME_ROWS'])
      expect(codes(await poll(again, later))).toEqual([])
      expect(sameRowsStood({ rows: 2, units: [] }, [], again.prior.facts)).toEqual({ sameRows: 6 })
    },
  )

  test('where nothing is added up the second collides, as ever', async () => {
    const { holds } = await held(
      { map: pieces.map.replace(', "pieces": true', '') },
      text(...votes, ...votes),
    )
    expect(holds).toMatchObject([{ code: 'ASSEMBLE_COLLISION' }])
  })
})
