import { describe, expect, test } from 'vitest'
import { compared } from '../../engine/check/compared.ts'
import { diff as diffOf } from '../../engine/diff/diff.ts'
import { figuresAfter, figuresOf } from '../../engine/diff/figures.ts'
import type { Figures, Result } from '../../engine/model/result.ts'
import { county, result, type Said } from '../helpers/examined.ts'

/** Polls compare once, for the checks and for this: what changed is the same. */
const diff: typeof diffOf = (results, before, options) => {
  const changes = diffOf(results, before, options)
  const standing = new Map([...before].filter(([, { gone: isGone }]) => isGone === undefined))
  const beside = compared({ now: results, before: standing })
  expect(diffOf(results, before, { ...options, beside })).toEqual(changes)
  return changes
}

const anoka = { unit: county('anoka'), votes: { smith: 10, jones: 7 } }
const key = result(anoka).key
const now = (...said: readonly Said[]) => new Map(said.map(result).map((one) => [one.key, one]))
const stood = (said: Said, more: Partial<Figures> = {}) => {
  const one: Result = result(said)
  return new Map([[one.key, { ...figuresOf(one), revision: 4, ...more }]])
}
const nobody = { held: () => false }
const gone = () => new Map([[key, figuresAfter({ ...withdrawal(), key }, 6)]])
const withdrawal = () => diff(now(), stood(anoka), nobody)[0] as NonNullable<ReturnType<typeof diff>[0]>

describe('a change', () => {
  test('added: nothing was ever said of the result', () => {
    expect(diff(now(anoka), new Map(), nobody)).toEqual([
      expect.objectContaining({ kind: 'added', key, previous: null, before: null }),
    ])
  })

  test('revised: it follows the revision that last spoke of it, and keeps the figures before', () => {
    const changes = diff(now({ ...anoka, votes: { smith: 11, jones: 7 } }), stood(anoka), nobody)
    expect(changes).toEqual([
      expect.objectContaining({ kind: 'revised', previous: 4, before: { votes: anoka.votes } }),
    ])
  })

  test.each([
    ['a figure that fell', { votes: { smith: 11, jones: 6 } }],
    ['a selection with votes that is missing', { votes: { smith: 17 } }],
    ['the word of the source', { votes: { smith: 12, jones: 7 }, reporting: { status: 'recount' as const } }],
    ['its word', { votes: { smith: 12, jones: 7 }, reporting: { status: 'correction' as const } }],
  ])('corrected: by %s', (_, said) => {
    expect(diff(now({ ...anoka, ...said }), stood(anoka), nobody)[0]?.kind).toBe('corrected')
  })

  const byMode = (electionDay: number, early?: number): Said => ({
    ...anoka,
    votes: { smith: { total: 1300, electionDay, ...(early === undefined ? {} : { early }) }, jones: 7 },
  })

  test('corrected: by a mode that fell while another rose, and the modes stand before it', () => {
    const [change] = diff(now(byMode(300, 1000)), stood(byMode(1000, 300)), nobody)
    expect(change).toMatchObject({
      kind: 'corrected',
      before: { votes: { smith: 1300, jones: 7 }, modes: { smith: { electionDay: 1000, early: 300 } } },
    })
  })

  test('revised: a mode that is no longer reported, or is for the first time, did not fall', () => {
    expect(diff(now(byMode(1000)), stood(byMode(1000, 300)), nobody)[0]?.kind).toBe('revised')
    expect(diff(now(byMode(1000, 300)), stood(byMode(1000)), nobody)[0]?.kind).toBe('revised')
    const older = stood(byMode(1000, 300), { digest: result(anoka).digest })
    const withoutModes = new Map(
      [...older].map(([one, { digest, votes }]) => [one, { digest, votes, revision: 4 }]),
    )
    expect(diff(now(byMode(300, 1000)), withoutModes, nobody)[0]).toMatchObject({
      kind: 'revised',
      before: { votes: { smith: 1300, jones: 7 } },
    })
  })

  test('withdrawn: once, and with the figures that stood', () => {
    expect(diff(now(), stood(anoka), nobody)).toEqual([
      {
        kind: 'withdrawn',
        key,
        previous: 4,
        before: { votes: anoka.votes },
        record: null,
        digest: null,
        locators: [],
      },
    ])
    expect(diff(now(), gone(), nobody)).toEqual([])
  })

  test('what comes back is added, and follows its withdrawal', () => {
    expect(diff(now(anoka), gone(), nobody)).toEqual([
      expect.objectContaining({ kind: 'added', previous: 6, before: null }),
    ])
  })

  test('what comes back before its state forgot the figures is added too', () => {
    expect(diff(now(anoka), stood(anoka, { gone: true }), nobody)[0]).toMatchObject({
      kind: 'added',
      previous: 4,
    })
  })
})

describe('no change', () => {
  test('the same again, and the same at another time', () => {
    expect(diff(now(anoka), stood(anoka), nobody)).toEqual([])
    const later = { ...anoka, reporting: { asOf: '2020-11-04T05:00:00Z' } }
    expect(
      diff(now(later), stood({ ...anoka, reporting: { asOf: '2020-11-04T04:00:00Z' } }), nobody),
    ).toEqual([])
  })

  test('of what is held nothing is said, changed or gone', () => {
    const held = { held: (one: string) => one === key }
    expect(diff(now({ ...anoka, votes: { smith: 99 } }), stood(anoka), held)).toEqual([])
    expect(diff(now(), stood(anoka), held)).toEqual([])
  })

  test('but after a restore everything is said again', () => {
    expect(diff(now(anoka), stood(anoka), { ...nobody, restate: true })).toEqual([
      expect.objectContaining({ kind: 'revised', previous: 4 }),
    ])
  })
})

test('changes come in the order of the keys', () => {
  const other = { ...anoka, unit: county('aitkin') }
  expect(diff(now(anoka), stood(other), nobody).map(({ kind }) => kind)).toEqual(['withdrawn', 'added'])
})

test('the state keeps votes, ballots, progress, the unit above and its name of a result', () => {
  const said = { ...anoka, ballots: { cast: 18 }, reporting: { unitsReporting: 1, unitsTotal: 2 } }
  const [change] = diff(now(said), new Map(), nobody)
  expect(change && figuresAfter(change, 9)).toEqual({
    digest: result(said).digest,
    revision: 9,
    votes: anoka.votes,
    ballotsCast: 18,
    unitsReporting: 1,
    unitsTotal: 2,
    within: 'ocd-division/country:us/state:mn',
    unitName: 'anoka',
  })
})
