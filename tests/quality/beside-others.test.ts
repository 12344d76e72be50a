import { describe, expect, test } from 'vitest'
import type { FeedId } from '../../engine/model/ids.ts'
import { batchShare } from '../../engine/quality/batch-share.ts'
import { parentSum } from '../../engine/quality/parent-sum.ts'
import { sameBlock } from '../../engine/quality/same-block.ts'
import { siblingsExchanged } from '../../engine/quality/siblings-exchanged.ts'
import { swing } from '../../engine/quality/swing.ts'
import { harbor, question, ruleOf, said, state, wordsOf } from './questions.ts'

const units = ['ash', 'birch', 'cedar', 'dove', 'elm', 'fir'].map((name) => `${state}/county:${name}`)

describe('parent_sum', () => {
  const rule = ruleOf(parentSum)
  const county = 'us-zz-harbor' as FeedId
  const byState = said({ A: 180_000, B: 120_000 })
  const byUnits = (a: number, more = {}) =>
    said({ A: a, B: 120_000 }, { feed: county, computed: true, ...more })

  test('finds the page that counted a district three times, as that of Fairfax did in 2020', () => {
    const counted = byUnits(280_000)
    expect(rule.judge(question(counted, { others: [byState] }))).toEqual([
      {
        about: 'us-zz-state',
        measure: 33.3,
        limit: 10,
        words:
          'harbor, US PRESIDENT: 400,000 votes by units of us-zz-harbor, 300,000 by us-zz-state, 33.3 percent more',
        table: [
          ['selection', 'us-zz-state', 'us-zz-harbor', 'difference'],
          ['A', '180,000', '280,000', '+100,000'],
          ['B', '120,000', '120,000', '0'],
        ],
      },
    ])
    expect(rule.judge(question(byState, { others: [counted] }))).toEqual([])
  })

  test('lets one be ahead of the other: a little, or because more has reported', () => {
    expect(rule.judge(question(byUnits(200_000), { others: [byState] }))).toEqual([])
    const behind = said({ A: 80_000 }, { reporting: { unitsReporting: 10, unitsTotal: 40 } })
    const ahead = byUnits(180_000, { reporting: { unitsReporting: 30, unitsTotal: 40 } })
    expect(rule.judge(question(ahead, { others: [behind] }))).toEqual([])
  })

  test('leaves two totals, and two sums, to others', () => {
    expect(rule.judge(question(byState, { others: [said({ A: 1_000 }, { feed: county })] }))).toEqual([])
    expect(rule.judge(question(byUnits(900_000), { others: [{ ...byState, computed: true }] }))).toEqual([])
  })
})

describe('same_block', () => {
  const rule = ruleOf(sameBlock)
  const [ash = '', birch = ''] = units

  test('finds a precinct that was posted twice, as in Hibbing in 2020, and names both', () => {
    const twice = [ash, birch].map((unit) => said({ A: 310, B: 190, C: 12 }, { unit }))
    const beside = [...twice, said({ A: 300, B: 190, C: 12 })]
    const found = beside.map((one) => wordsOf(rule, question(one, { beside })))
    expect(found).toEqual([
      ['ash, US PRESIDENT: the same 512 votes, selection by selection, as in birch'],
      ['birch, US PRESIDENT: the same 512 votes, selection by selection, as in ash'],
      [],
    ])
  })

  test('finds one batch of absentee votes in two units that differ else', () => {
    const votes = (day: number) => (total: number) => ({
      total: total + day,
      absentee: total,
      electionDay: day,
    })
    const [one, other] = [votes(50), votes(70)]
    const beside = [
      said({ A: one(310), B: one(190), C: one(12) }, { unit: ash }),
      said({ A: other(310), B: other(190), C: other(12) }, { unit: birch }),
    ]
    expect(beside.flatMap((about) => rule.judge(question(about, { beside })))).toMatchObject([
      { about: 'absentee', measure: 512 },
      { about: 'absentee', measure: 512 },
    ])
  })

  test('is not surprised by small units, two selections, or a unit of another type', () => {
    const pairs = [
      { A: 100, B: 100, C: 99 },
      { A: 5_000, B: 4_000, C: 0 },
    ].map((votes) => [ash, birch].map((unit) => said(votes, { unit })))
    const types = [ash, `${state}/precinct:ash`].map((unit) => said({ A: 310, B: 190, C: 12 }, { unit }))
    for (const beside of [...pairs, types])
      for (const one of beside) expect(rule.judge(question(one, { beside }))).toEqual([])
  })
})

describe('swing', () => {
  const rule = ruleOf(swing)
  const parties = { A: 'DEM', B: 'REP' }
  const here = (unit: string, dem: number, rep: number) => said({ A: dem, B: rep }, { unit, parties })
  const baselines = [
    {
      contest: 'zz/*',
      parties: Object.fromEntries([harbor, ...units].map((unit) => [unit, { dem: 4_000, REP: 6_000 }])),
    },
  ]

  test('finds the county whose figures stand in each other’s place, as in Antrim in 2020', () => {
    const antrim = here(harbor, 7_769, 4_509)
    const beside = [antrim, ...units.map((unit, at) => here(unit, 3_900 + 40 * at, 6_100))]
    expect(rule.judge(question(antrim, { beside, baselines }))).toMatchObject([
      {
        measure: 23.6,
        limit: 15,
        words: 'harbor, US PRESIDENT: DEM +23.3 points since the baseline, -0.3 in the middle of 7 units',
      },
    ])
    for (const about of beside.slice(1))
      expect(rule.judge(question(about, { beside, baselines }))).toEqual([])
  })

  test('takes the swing of a whole state for what it is', () => {
    const beside = [harbor, ...units].map((unit) => here(unit, 7_000, 3_000))
    for (const about of beside) expect(rule.judge(question(about, { beside, baselines }))).toEqual([])
  })

  test('waits until most votes are there, and until there are units to compare with', () => {
    const early = here(harbor, 3_000, 500)
    const all = units.map((unit) => here(unit, 4_000, 6_000))
    expect(rule.judge(question(early, { beside: [early, ...all], baselines }))).toEqual([])
    const wrong = here(harbor, 9_000, 1_000)
    expect(rule.judge(question(wrong, { beside: [wrong, ...all.slice(3)], baselines }))).toEqual([])
    expect(rule.judge(question(wrong, { beside: [wrong, ...all], baselines }))).toHaveLength(1)
    expect(rule.judge(question(wrong, { beside: [wrong, ...all] }))).toEqual([])
  })
})

describe('siblings_exchanged', () => {
  const rule = ruleOf(siblingsExchanged)
  const [one, other] = [
    { id: 'zz/retain-1', name: 'RETAIN JUDGE ONE' },
    { id: 'zz/retain-2', name: 'RETAIN JUDGE TWO' },
  ]
  const yesAndNo = (unit: string, contest: typeof one, yes: number) =>
    said({ Yes: yes, No: 1_000 - yes }, { unit, contest })
  const others = units.flatMap((unit, at) => [
    yesAndNo(unit, one, 640 + 5 * at),
    yesAndNo(unit, other, 520 - 5 * at),
  ])

  test('finds the answers to two retention questions exchanged, as in Northampton in 2023', () => {
    const here = [yesAndNo(harbor, one, 510), yesAndNo(harbor, other, 650)]
    const around = [...here, ...others]
    const found = here.flatMap((about) => rule.judge(question(about, { siblings: here, around })))
    expect(found).toMatchObject([
      { about: 'zz/retain-2', measure: 28, limit: 6 },
      { about: 'zz/retain-1', measure: 28, limit: 6 },
    ])
    expect(found[0]?.words).toBe(
      'harbor, RETAIN JUDGE ONE: 1,000 votes look exchanged with those of RETAIN JUDGE TWO, which fits the units beside by 28 points better',
    )
  })

  test('lets a unit be of another mind about both, and each unit as it is', () => {
    for (const yes of [300, 560, 800]) {
      const here = [yesAndNo(harbor, one, yes + 60), yesAndNo(harbor, other, yes - 60)]
      const around = [...here, ...others]
      for (const about of here) expect(rule.judge(question(about, { siblings: here, around }))).toEqual([])
    }
  })

  test('compares nothing with contests of other selections, or with too few units', () => {
    const here = [yesAndNo(harbor, one, 510), said({ For: 650, Against: 350 }, { contest: other })]
    expect(rule.judge(question(here[0] as never, { siblings: here, around: [...here, ...others] }))).toEqual(
      [],
    )
    const exchanged = [yesAndNo(harbor, one, 510), yesAndNo(harbor, other, 650)]
    const few = [...exchanged, ...others.slice(0, 6)]
    expect(rule.judge(question(exchanged[0] as never, { siblings: exchanged, around: few }))).toEqual([])
  })
})

describe('batch_share', () => {
  const rule = ruleOf(batchShare)
  const before = [said({ A: 100_000, B: 108_000, C: 3_000 })]

  test('finds a batch that is all for one', () => {
    const now = said({ A: 140_000, B: 108_500, C: 3_000 })
    expect(rule.judge(question(now, { before }))).toMatchObject([
      {
        about: 'a',
        measure: 98.8,
        limit: 95,
        words: 'harbor, US PRESIDENT: 40,000 of 40,500 new votes are for A, 98.8 percent',
      },
    ])
  })

  test('does not stop 169,000 absentee ballots at once, as in Milwaukee in 2020: they were right', () => {
    const now = said({ A: 100_000 + 143_000, B: 108_000 + 24_000, C: 3_000 + 2_000 })
    expect(rule.judge(question(now, { before }))).toEqual([])
  })

  test('lets who is alone on the ballot have all, and takes a correction for no batch', () => {
    const alone = question(said({ A: 9_900, 'Write-in': 100 }), {
      before: [said({ A: 4_950, 'Write-in': 50 })],
    })
    expect(rule.judge(alone)).toEqual([])
    expect(rule.judge(question(said({ A: 140_000, B: 107_999, C: 3_000 }), { before }))).toEqual([])
    expect(rule.judge(question(said({ A: 140_000, B: 108_500, C: 3_000 })))).toEqual([])
  })
})
