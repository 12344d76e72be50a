import { describe, expect, test } from 'vitest'
import type { Candidate } from '../../../engine/process/arbitrate/candidate.ts'
import { choose } from '../../../engine/process/arbitrate/choose.ts'
import { order, says, stands, told } from './contenders.ts'

const ab = order('a', 'b')

describe('where nothing stands yet', () => {
  test.each<[string, readonly Candidate[], ReturnType<typeof order> | undefined, string]>([
    ['nobody reports it', [], ab, 'nothing'],
    ['the only source counts', [says('a', 5)], undefined, 'a 5'],
    ['the first of the order counts', [says('a', 5), says('b', 9)], order('b', 'a'), 'b 9'],
    ['without an order the id decides', [says('b', 9), says('a', 5)], undefined, 'a 5'],
    ['without an order own results count before sums', [says('units', 9), says('z', 5)], undefined, 'z 5'],
    [
      'a sum of one feed is that feed’s',
      [says('a', 9, { computed: true }), says('b', 5)],
      ab,
      'units of a 9',
    ],
    ['the sum may be declared better', [says('units', 9), says('a', 5)], order('units', 'a'), 'units 9'],
    [
      'a sum of one feed is a sum',
      [says('b', 9, { computed: true }), says('a', 5)],
      order('units', 'a'),
      'units of b 9',
    ],
    ['a feed that the order does not name comes last', [says('z', 9), says('b', 5)], ab, 'b 5'],
    ['a held one is passed over', [says('a', 5, { trouble: 'HELD' }), says('b', 9)], ab, 'b 9'],
    ['a silent one is passed over', [says('a', 5, { trouble: 'SILENT' }), says('b', 9)], ab, 'b 9'],
    ['a held one is used where there is no other', [says('a', 5, { trouble: 'HELD' })], ab, 'a 5 [HELD]'],
    [
      'the better of two silent ones is used',
      [says('b', 9, { trouble: 'SILENT' }), says('a', 5, { trouble: 'SILENT' })],
      ab,
      'a 5 [SILENT]',
    ],
    ['figures in doubt never stand', [says('a', 5, { doubtful: true })], ab, 'a none [HELD]'],
    [
      'another is used where figures are in doubt',
      [says('a', 5, { doubtful: true }), says('b', 9)],
      ab,
      'b 9',
    ],
    ['figures that nobody has judged wait', [says('a', 5, { unjudged: true })], ab, 'nothing'],
  ])('%s', (_, candidates, by, expected) => {
    expect(told(choose({ candidates, order: by, stands: undefined }))).toBe(expected)
  })
})

describe('where the figures of one stand', () => {
  const a = says('a', 100)
  const b = says('b', 100)
  test.each<[string, readonly Candidate[], Candidate, string]>([
    ['its newer figures take their place', [says('a', 120), b], a, 'a 120'],
    ['its lower figures too: a correction is its own affair', [says('a', 80), b], a, 'a 80'],
    ['a source of lower rank changes nothing', [a, says('b', 500)], a, 'a 100'],
    [
      'the next one counts while it is held',
      [says('a', 100, { trouble: 'HELD' }), says('b', 90)],
      a,
      'b 90 (HELD)',
    ],
    [
      'the next one counts while it is silent',
      [says('a', 100, { trouble: 'SILENT' }), b],
      a,
      'b 100 (SILENT)',
    ],
    [
      'the next one counts while its polls fail',
      [says('a', 100, { trouble: 'FAILING' }), b],
      a,
      'b 100 (FAILING)',
    ],
    ['the next one counts when it is withdrawn', [b], a, 'b 100 (WITHDRAWN)'],
    [
      'the next one counts while a rule doubts it',
      [says('a', 900, { doubtful: true }), b],
      a,
      'b 100 (HELD)',
    ],
    [
      'the last good ones stay while a rule doubts the only source',
      [says('a', 900, { doubtful: true })],
      a,
      'a 100 [HELD]',
    ],
    [
      'the last good ones stay while a rule doubts all',
      [says('a', 900, { doubtful: true }), says('b', 9, { doubtful: true })],
      a,
      'a 100 [HELD]',
    ],
    [
      'they stay while all are silent',
      [says('a', 100, { trouble: 'SILENT' }), says('b', 120, { trouble: 'SILENT' })],
      a,
      'a 100 [SILENT]',
    ],
    ['they stay while nobody has judged newer ones', [says('a', 900, { unjudged: true }), b], a, 'a 100'],
    ['nothing stands when nobody reports it any more', [], a, 'a none'],
    ['one of higher rank takes over when it can be used again', [says('a', 130), b], b, 'a 130 (PRIORITY)'],
    ['one of higher rank may be behind by what is tolerated', [says('a', 90), b], b, 'a 90 (PRIORITY)'],
    ['one of higher rank that is behind does not take over', [says('a', 89), b], b, 'b 100'],
    [
      'one of higher rank that is behind takes over from one that is held',
      [says('a', 89), says('b', 100, { trouble: 'HELD' })],
      b,
      'a 89 (HELD)',
    ],
    [
      'a recount of the office replaces, whatever it says',
      [says('a', 50, { status: 'recount' }), b],
      b,
      'a 50 recount (PRIORITY)',
    ],
    [
      'certified figures of the office replace, whatever they say',
      [says('a', 50, { status: 'certified' }), b],
      b,
      'a 50 certified (PRIORITY)',
    ],
    [
      'what the office has certified does not grow old',
      [says('a', 100, { status: 'certified', trouble: 'SILENT' }), says('b', 120)],
      a,
      'a 100 certified',
    ],
    [
      'what the office has certified can be held',
      [says('a', 100, { status: 'certified', trouble: 'HELD' }), says('b', 120)],
      a,
      'b 120 (HELD)',
    ],
    [
      'what another calls certified does grow old',
      [a, says('b', 100, { status: 'certified', trouble: 'SILENT' })],
      b,
      'a 100 (SILENT)',
    ],
  ])('%s', (_, candidates, before, expected) => {
    expect(told(choose({ candidates, order: ab, stands: stands(before, ab) }))).toBe(expected)
  })

  test('a new order counts at once, though its first source is behind', () => {
    const choice = choose({ candidates: [says('a', 50), b], order: ab, stands: stands(b, order('b', 'a')) })
    expect(told(choice)).toBe('a 50 (ORDER_CHANGED)')
  })

  test('the source that is behind is named, since a person should know of it', () => {
    const choice = choose({ candidates: [says('a', 50), b], order: ab, stands: stands(b, ab) })
    expect(choice?.behind?.source).toMatchObject({ feed: 'a' })
    expect(choice?.because).toContain('a counts before it, and is behind')
  })

  test('a sum whose units come from other feeds than before is the same source', () => {
    const before = stands(says('a', 100, { computed: true }), undefined)
    expect(told(choose({ candidates: [says('units', 90)], order: undefined, stands: before }))).toBe(
      'units 90',
    )
  })

  test('what comes back after nobody reported it is no switch', () => {
    const before = { ...stands(a, ab), record: null }
    expect(told(choose({ candidates: [b], order: ab, stands: before }))).toBe('b 100')
  })

  test.each([
    ['certified', 'b 100 unofficial-complete'],
    ['recount', 'b 100'],
    ['correction', 'b 100'],
    ['unofficial-partial', 'b 100 unofficial-partial'],
  ] as const)('%s of another than the office is not said', (status, expected) => {
    const candidates = [says('a', 90, { trouble: 'HELD' }), says('b', 100, { status })]
    expect(told(choose({ candidates, order: ab, stands: stands(b, ab) }))).toBe(expected)
  })
})

describe('why', () => {
  test.each<[readonly Candidate[], ReturnType<typeof order> | undefined, string]>([
    [[says('a', 5)], ab, 'it is the only source'],
    [[says('units', 5)], ab, 'no feed reports it itself: what stands in the units within is added up'],
    [[says('a', 5), says('b', 5)], ab, 'by the order of sources'],
    [[says('a', 5, { trouble: 'HELD' }), says('b', 5)], ab, 'by the order of sources; a is not used: held!'],
    [
      [says('a', 5), says('b', 5)],
      undefined,
      'no order is declared: own results count before sums, then ids decide',
    ],
  ])('%# is said in words', (candidates, by, expected) => {
    expect(choose({ candidates, order: by, stands: undefined })?.because).toBe(expected)
  })
})
