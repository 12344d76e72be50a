import { expect, test } from 'vitest'
import type { Candidate } from '../../../engine/process/arbitrate/candidate.ts'
import { findingsOf } from '../../../engine/process/arbitrate/findings.ts'
import { says as figuresOf, order } from './contenders.ts'

/** What a feed says of Wake: votes by name. */
function says(
  feed: string,
  votes: Readonly<Record<string, number>>,
  more: Partial<Candidate> = {},
): Candidate {
  const { record, ...rest } = figuresOf(feed, 0)
  const selections = Object.entries(votes).map(([name, total]) => ({
    id: name.toLowerCase().replaceAll(' ', '-'),
    name,
    writeIn: false,
    votes: { total },
  }))
  return { ...rest, record: { ...record, selections }, ...more }
}

const found = (...usable: readonly Candidate[]) => findingsOf(usable, order('st', 'hb'), undefined)
const hint = 'what is one selection under several ids is matched by the crosswalk'

test('a selection that one source lacks is said with who has it, and with a hint at the crosswalk', () => {
  const alerts = found(
    says('st', { Ada: 5_120, 'Cleo Marsh': 900 }),
    says('hb', { Ada: 5_120, 'C. Marsh': 900 }),
  )
  expect(alerts).toEqual([
    expect.objectContaining({
      rule: 'sources_disagree',
      measure: 900,
      limit: 10,
      words: `wake, US PRESIDENT: Cleo Marsh: 900 votes in st, not in hb; C. Marsh: 900 votes in hb, not in st; 10 are allowed; ${hint}`,
      table: [
        ['', 'st', 'hb'],
        ['Ada', '5,120', '5,120'],
        ['Cleo Marsh', '900', ''],
        ['C. Marsh', '', '900'],
      ],
    }),
  ])
})

test('the worst is the measure, and what both list is said as well', () => {
  const [alert] = found(says('st', { Ada: 5_120, Bram: 4_310 }), says('hb', { 'Ada Q': 5_350, Bram: 4_400 }))
  expect(alert).toMatchObject({ measure: 5_350, limit: 26 })
  expect(alert?.words).toBe(
    `wake, US PRESIDENT: st and hb differ by 90 votes of Bram; Ada Q: 5,350 votes in hb, not in st; Ada: 5,120 votes in st, not in hb; 26 are allowed; ${hint}`,
  )
})

test('not all that are lacking are named', () => {
  const [alert] = found(says('st', { A: 1_000, B: 90, C: 80, D: 70, E: 60 }), says('hb', { A: 1_000 }))
  expect(alert?.words).toContain('D: 70 votes in st, not in hb; 1 more that not all have; 10 are allowed')
})

test('what a person has set within a sum is no disagreement of sources, and is called so where the sum is named', () => {
  const st = says('st', { Ada: 5_170 })
  const hb = says('hb', { Ada: 5_450 }, { hasSetWithin: true })
  expect(found(st, hb)).toEqual([])
  expect(found(st, says('hb', { Ada: 5_450 }))).toHaveLength(1)
  const [behind] = findingsOf([hb, st], order('hb', 'st'), { source: hb, stands: st })
  expect(behind?.rule).toBe('source_behind')
  expect(behind?.table?.[0]).toEqual(['', 'st', 'hb (with figures set by hand)'])
})
