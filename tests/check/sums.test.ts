import { describe, expect, test } from 'vitest'
import { parts } from '../../engine/check/parts.ts'
import { sameBlock } from '../../engine/check/same-block.ts'
import { ask, county, examined, inShort, state } from '../helpers/examined.ts'

describe('parts', () => {
  const pearson = { unit: county('pearson'), votes: { trump: 1252, biden: 500 } }
  const willacoochee = { unit: county('willacoochee'), votes: { trump: 824, biden: 325 } }
  const total = (trump: number) => ({ unit: state, votes: { trump, biden: 825 } })

  test('Atkinson GA 2020: 2,300 in all, 2,076 in the parts', () => {
    const doubts = ask(parts, examined([total(2300), pearson, willacoochee]))
    expect(inShort(doubts)).toEqual([`CHECK_PARTS mn/president|${state}`])
    expect(doubts[0]?.reason).toBe('mn, mn/president: trump has 2,300 votes, and 2,076 in its 2 parts')
    expect(doubts[0]?.keys).toHaveLength(3)
  })

  test('an honest difference is declared, for a unit or one contest of it', () => {
    const shown = examined([total(2300), pearson, willacoochee])
    const because = 'election-day votes of one precinct are only in the total'
    expect(ask(parts, shown, { except: [{ unit: state, because }] })).toEqual([])
    expect(ask(parts, shown, { except: [{ unit: state, contest: 'mn/president', because }] })).toEqual([])
    expect(ask(parts, shown, { except: [{ unit: state, contest: 'mn/senate', because }] })).toHaveLength(1)
  })

  test('a selection that only the total has is no difference: parts often leave write-ins out', () => {
    const whole = { unit: state, votes: { trump: 2076, biden: 825, scattering: 5 } }
    expect(ask(parts, examined([whole, pearson, willacoochee]))).toEqual([])
  })

  test('a selection that parts have and the total lacks is a difference, unless it has no votes', () => {
    const whole = { unit: state, votes: { trump: 2076 } }
    const [doubt] = ask(parts, examined([whole, pearson, willacoochee]))
    expect(doubt?.reason).toBe('mn, mn/president: biden is not in it, and has 825 votes in its 2 parts')
    const none = { unit: county('pearson'), votes: { trump: 2076, biden: 0 } }
    expect(ask(parts, examined([whole, none]))).toEqual([])
    // Only the ballots of the total are told.
    expect(ask(parts, examined([{ unit: state, votes: [] }, pearson]))).toEqual([])
  })

  test('modes are compared where both have them, whatever the totals say', () => {
    const part = (early: number) => ({
      unit: county('pearson'),
      votes: { trump: { total: 900, early, electionDay: 900 - early } },
    })
    const silent = { unit: county('willacoochee'), votes: { trump: { total: 100 } } }
    const whole = { unit: state, votes: { trump: { total: 900, early: 400, electionDay: 500 } } }
    expect(ask(parts, examined([whole, part(400)]))).toEqual([])
    const [doubt] = ask(parts, examined([whole, part(390)]))
    expect(doubt?.reason).toBe('mn, mn/president: trump has 500 election day votes, and 510 in its one part')
    // What one part does not tell may be in the total, but no part has more than the total.
    const more = { unit: state, votes: { trump: { total: 1000, early: 450, electionDay: 550 } } }
    expect(ask(parts, examined([more, part(400), silent]))).toEqual([])
    expect(ask(parts, examined([more, part(460), silent]))).toHaveLength(1)
  })

  test('parts that stand as they are are not kept back', () => {
    const doubts = ask(parts, examined([total(2300), pearson, willacoochee], [pearson]))
    expect(doubts[0]?.keys).toEqual([`mn/president|${state}`, `mn/president|${county('willacoochee')}`])
  })

  test('parts of two kinds add up each by itself, or all together', () => {
    const district = (number: number, trump: number) => ({
      unit: `${state}/cd:${number}`,
      type: 'congressional',
      votes: { trump, biden: number === 1 ? 800 : 25 },
    })
    const counties = [pearson, willacoochee]
    expect(ask(parts, examined([total(2076), ...counties, district(1, 2000), district(2, 76)]))).toEqual([])
    const outside = { unit: `${state}/other:abroad`, type: 'other', votes: { trump: 10, biden: 0 } }
    expect(ask(parts, examined([total(2086), ...counties, outside]))).toEqual([])
    const [doubt] = ask(parts, examined([total(2076), ...counties, district(1, 2000), district(2, 70)]))
    expect(doubt?.reason).toBe('mn, mn/president: trump has 2,076 votes, and 2,070 in its 2 parts')
  })

  test('sums that agree, a total without parts and parts without a total pass', () => {
    expect(ask(parts, examined([total(2076), pearson, willacoochee]))).toEqual([])
    expect(ask(parts, examined([total(2300)]))).toEqual([])
    expect(ask(parts, examined([pearson, willacoochee]))).toEqual([])
  })
})

describe('same block', () => {
  const block = { a: 411, b: 320, c: 14 }

  test('Hibbing MN 2020: one precinct posted twice', () => {
    const shown = examined([
      { unit: county('hibbing-1'), votes: block },
      { unit: county('hibbing-2'), votes: block },
      { unit: county('hibbing-3'), votes: { ...block, c: 15 } },
    ])
    expect(inShort(ask(sameBlock, shown))).toEqual([
      `CHECK_SAME_BLOCK ${county('hibbing-1')}`,
      `CHECK_SAME_BLOCK ${county('hibbing-2')}`,
    ])
  })

  test('the reason names the figures and the other unit', () => {
    const shown = examined([
      { unit: county('hibbing-1'), votes: block },
      { unit: county('hibbing-2'), votes: block },
    ])
    expect(ask(sameBlock, shown)[0]?.reason).toBe(
      'hibbing-1, mn/president: the same 745 votes, selection by selection, as in hibbing-2',
    )
  })

  test('a precinct that is posted twice is equal in all its contests, and all of them are held', () => {
    const question = { contest: 'mn/question', votes: { yes: 100, no: 50 } }
    const shown = examined([
      { unit: county('a'), votes: block },
      { ...question, unit: county('a') },
      { unit: county('b'), votes: block },
      { ...question, unit: county('b') },
    ])
    const doubts = ask(sameBlock, shown)
    expect(inShort(doubts)).toEqual([`CHECK_SAME_BLOCK ${county('a')}`, `CHECK_SAME_BLOCK ${county('b')}`])
    expect(doubts[0]?.keys).toEqual([`mn/president|${county('a')}`, `mn/question|${county('a')}`])
  })

  test('Allegheny PA 2023: two precincts are equal in one contest by chance, and differ in another', () => {
    const shown = examined([
      { unit: county('a'), votes: block },
      { unit: county('a'), contest: 'mn/question', votes: { yes: 100, no: 50 } },
      { unit: county('b'), votes: block },
      { unit: county('b'), contest: 'mn/question', votes: { yes: 101, no: 50 } },
    ])
    expect(ask(sameBlock, shown)).toEqual([])
  })

  test('races of two with thousands of votes each, equal in two contests or with ten thousand each, are told', () => {
    const race = (name: string, votes: readonly number[], contest = 'mn/president') => ({
      unit: county(name),
      contest,
      votes: [...votes],
    })
    const two = [race('a', [4310, 2077]), race('b', [4310, 2077])]
    expect(ask(sameBlock, examined(two))).toEqual([])
    const second = ['a', 'b'].map((name) => race(name, [3901, 2206], 'mn/senate'))
    expect(inShort(ask(sameBlock, examined([...two, ...second])))).toEqual([
      `CHECK_SAME_BLOCK ${county('a')}`,
      `CHECK_SAME_BLOCK ${county('b')}`,
    ])
    const small = ['a', 'b'].map((name) => race(name, [3901, 999], 'mn/senate'))
    expect(ask(sameBlock, examined([...two, ...small]))).toEqual([])
    const large = [race('a', [43100, 20770]), race('b', [43100, 20770])]
    expect(ask(sameBlock, examined(large))).toHaveLength(2)
    expect(ask(sameBlock, examined(large), { from_votes: 100000 })).toEqual([])
    const other = [race('a', [5000, 40], 'mn/senate'), race('b', [5000, 41], 'mn/senate')]
    expect(ask(sameBlock, examined([...large, ...other]))).toEqual([])
  })

  test('small results are equal by chance, and so are two selections', () => {
    const twice = (votes: Record<string, number>) =>
      ask(
        sameBlock,
        examined([
          { unit: county('a'), votes },
          { unit: county('b'), votes },
        ]),
      )
    expect(twice({ a: 100, b: 90, c: 9 })).toEqual([])
    expect(twice({ a: 411, b: 320, c: 0 })).toEqual([])
    expect(twice({ a: 411, b: 320, c: 14 })).toHaveLength(2)
  })

  test('when hundreds of units test with one deck, three twins are named, and it takes no time that counts', () => {
    const units = Array.from({ length: 600 }, (_, index) => county(`p${index}`))
    const contests = Array.from({ length: 30 }, (_, index) => `mn/contest-${index}`)
    const deck = units.flatMap((unit) => contests.map((contest) => ({ contest, unit, votes: block })))
    const doubts = ask(sameBlock, examined(deck))
    expect(doubts.map(({ group }) => group)).toEqual(units)
    expect(doubts[0]?.reason).toBe(
      'p0, 30 contests: the same 22,350 votes, selection by selection, as in p1, p2, p3 and others',
    )
  })

  test('the same figures in two contests are another matter', () => {
    const shown = examined([
      { unit: county('a'), votes: block },
      { unit: county('b'), contest: 'mn/senate', votes: block },
    ])
    expect(ask(sameBlock, shown)).toEqual([])
  })
})
