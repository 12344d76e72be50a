import { describe, expect, test } from 'vitest'
import { deckSize, equalSteps, risingMinors } from '../../engine/check/deck-patterns.ts'
import { testDeck } from '../../engine/check/test-deck.ts'
import { ask, county, election, examined, hold, inShort, keptBack } from '../helpers/examined.ts'

const otterTail = county('otter-tail')
const parties = ['R', 'DFL', 'IA', 'GP', 'IND', 'IND', 'SLP', 'SWP', 'LIB', 'WI']
const president = (votes: readonly number[]) => ({ unit: otterTail, votes, parties, writeIns: ['s10'] })
const senate = (votes: readonly number[]) => ({ contest: 'mn/senate', unit: otterTail, votes })
const withMajors = {
  election: { ...election, contests: [{ id: 'mn/president', names: [], majorParties: ['R', 'DFL'] }] },
}

describe('Otter Tail, Minnesota, 2020-11-04 (figures as the office published them)', () => {
  const deck = president([328, 656, 984, 1312, 1640, 1968, 2296, 2624, 2952, 3282])
  const mixed = president([12958, 8945, 337, 451, 557, 647, 709, 810, 1060, 1068])
  const residue = president([23760, 11930, 72, 104, 124, 115, 52, 59, 312, 156])
  const smaller = president([23757, 11924, 63, 92, 109, 97, 31, 35, 285, 126])
  const clean = president([23753, 11916, 51, 76, 89, 73, 3, 3, 249, 86])
  const heldForDeck = {
    ...withMajors,
    holds: [hold('CHECK_TEST_DECK', otterTail, { evidence: ['mn/president'] })],
    heldBefore: keptBack(mixed),
  }

  test('04:00Z: equal steps down the ballot', () => {
    const doubts = ask(testDeck, examined([deck], [], withMajors))
    expect(inShort(doubts)).toEqual([`CHECK_TEST_DECK ${otterTail}`])
    expect(doubts[0]?.reason).toContain('equal steps of about 328')
  })

  test('04:30Z: real votes on top, minor candidates still rise in ballot order', () => {
    expect(inShort(ask(testDeck, examined([mixed], [], withMajors)))).toEqual([
      `CHECK_TEST_DECK ${otterTail}`,
    ])
  })

  test('05:40Z to 11:50Z: no pattern any more, and up to 385, then 220 votes of the deck inside', () => {
    expect(ask(testDeck, examined([residue], [], withMajors))).toEqual([])
    expect(ask(testDeck, examined([residue], [], heldForDeck))[0]?.reason).toContain('up to 385 votes')
    expect(ask(testDeck, examined([smaller], [], heldForDeck))[0]?.reason).toContain('up to 220 votes')
  })

  test('12:00Z: no deck can be inside, and the hold ends', () => {
    expect(ask(testDeck, examined([clean], [], heldForDeck))).toEqual([])
  })

  test('the Senate contest of the same upload waits until the other is clean too', () => {
    const evidence = ['mn/president', 'mn/senate']
    const held = { ...heldForDeck, holds: [hold('CHECK_TEST_DECK', otterTail, { evidence })] }
    const together = examined([smaller, senate([1811, 515, 21701, 11706, 39])], [], held)
    const [doubt] = ask(testDeck, together)
    expect(doubt?.keys).toEqual([`mn/president|${otterTail}`, `mn/senate|${otterTail}`])
    expect(doubt?.evidence).toEqual(['mn/president', 'mn/senate'])
    expect(ask(testDeck, examined([clean, senate([1807, 507, 21689, 11690, 19])], [], held))).toEqual([])
  })

  test('and the other way about: a new deck in one contest keeps the other in doubt, clean or not', () => {
    const [doubt] = ask(testDeck, examined([clean, senate([100, 200, 300, 400, 500])], [], heldForDeck))
    expect(doubt?.evidence).toEqual(['mn/senate', 'mn/president'])
  })
})

describe('which units are still held for a deck', () => {
  const residue = president([23760, 11930, 72, 104, 124, 115, 52, 59, 312, 156])
  const evidence = ['mn/president']

  test('also those of one hold for many units, as when a whole state tests', () => {
    const many = hold('CHECK_TEST_DECK', 'many', {
      evidence,
      scope: { units: [otterTail, county('wilkin')] },
    })
    const held = { ...withMajors, holds: [many], heldBefore: keptBack(residue) }
    expect(ask(testDeck, examined([residue], [], held))).toHaveLength(1)
  })

  test('not one that was held for another reason, while another unit was for a deck', () => {
    const other = hold('CHECK_TEST_DECK', county('wilkin'), {
      evidence,
      scope: { units: [county('wilkin')] },
    })
    const held = { ...withMajors, holds: [other], heldBefore: keptBack(residue) }
    expect(ask(testDeck, examined([residue], [], held))).toEqual([])
  })

  test('not one that the last verdict let pass, however wide its hold was', () => {
    const wide = hold('CHECK_TEST_DECK', 'many', { evidence })
    expect(ask(testDeck, examined([residue], [], { ...withMajors, holds: [wide] }))).toEqual([])
  })
})

describe('the other decks of the night', () => {
  test.each([
    ['Douglas', [2, 4, 6, 8, 10, 12, 14, 16, 18, 20]],
    ['Houston', [60, 120, 180, 240, 300, 360, 420, 480, 540, 600]],
  ])('%s: equal steps', (_, votes) => {
    expect(ask(testDeck, examined([president(votes)], [], withMajors))).toHaveLength(1)
  })

  test('Pennington: minor candidates rise', () => {
    const votes = [165, 169, 176, 183, 190, 197, 204, 211, 218, 365]
    expect(ask(testDeck, examined([president(votes)], [], withMajors))[0]?.reason).toContain('rise strictly')
  })

  test('declared shares that no honest count reaches', () => {
    const votes = [4000, 4000, 10, 9, 8, 7, 6, 5, 4, 200]
    const shown = examined([president(votes)], [], withMajors)
    expect(ask(testDeck, shown)).toEqual([])
    const shares = { 'mn/president': { write_in: '1 %', minor: '6 %' } }
    expect(ask(testDeck, shown, { shares })[0]?.reason).toContain('write-ins have 2.4 % of the votes')
  })
})

describe('honest figures', () => {
  test.each([
    ['a large county', [245000, 532000, 800, 1900, 1500, 900, 200, 100, 6000, 2200]],
    ['a county with no votes', [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]],
    ['a tiny count that happens to rise', [1, 2, 3, 4]],
  ])('%s is not doubted', (_, votes) => {
    expect(ask(testDeck, examined([president(votes)], [], withMajors))).toEqual([])
  })
})

test('patterns: the edges', () => {
  expect(equalSteps([10, 20, 30])).toBeUndefined()
  expect(equalSteps([10, 20, 30, 40])).toBe(10)
  expect(equalSteps([100, 202, 300, 401])).toBe(100)
  expect(equalSteps([100, 205, 300, 400])).toBeUndefined()
  expect(equalSteps([40, 30, 20, 10])).toBeUndefined()
  expect(risingMinors([1, 2, 3, 4])).toBe(false)
  expect(risingMinors([3, 5, 8, 13, 21])).toBe(true)
  expect(risingMinors([3, 5, 5, 13, 21])).toBe(false)
  expect(deckSize([23753, 11916, 51, 76, 89, 73, 3, 3, 249, 86])).toBe(0)
  expect(deckSize([1811, 515, 21701, 11706, 39])).toBe(105)
  expect(deckSize([])).toBe(0)
})
