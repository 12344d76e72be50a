import { describe, expect, test } from 'vitest'
import { repeated } from '../../engine/check/repeated.ts'
import type { Result } from '../../engine/model/result.ts'
import { ask, county, examined, result, type Said } from '../helpers/examined.ts'

const elm = county('elm')
const mayor = { unit: elm, contest: 'Mayor', votes: { Ada: 30, Bo: 21 } }
const clerk = { unit: elm, contest: 'Clerk', votes: { Cy: 12, 'Write-in': 3 }, writeIns: ['Write-in'] }
const judge = { unit: elm, contest: 'Judge', votes: { Yes: 20, No: 5 } }
const again = (said: Said, votes = said.votes, number = 2): Said => ({
  ...said,
  contest: `${said.contest} (${number})`,
  votes,
})
/** Units without anything numbered, so that some results are few. */
const others = Array.from({ length: 90 }, (_, at) => ({ ...mayor, unit: county(`u${at}`) }))
const asked = (said: readonly Said[]) =>
  ask(repeated, examined(said)).map(({ code, group, keys, reason }) => ({ code, group, keys, reason }))

describe('all contests of a unit stand there twice', () => {
  test('holds the capture, whatever the votes: the second may be the newer report', () => {
    const [doubt, ...more] = asked([mayor, clerk, again(mayor, { Ada: 31, Bo: 22 }), again(clerk)])
    expect(doubt).toEqual({
      code: 'CHECK_REPEATED',
      group: '*',
      keys: undefined,
      reason:
        'elm: all contests stand there twice, with the same selections (Mayor, Clerk): a report that is in its file twice?',
    })
    expect(more).toEqual([])
    const shown = examined([mayor, clerk, again(mayor), again(clerk)])
    expect(ask(repeated, shown, { may_be: true })).toEqual([])
    const zero = [mayor, clerk].map((one) => ({ ...one, votes: { ...one.votes, Ada: 0, Bo: 0, Cy: 0 } }))
    expect(asked([...zero, ...zero.map((one) => again(one))])).toHaveLength(1)
  })

  test('of one unit among many, holds that unit', () => {
    const found = asked([mayor, clerk, again(mayor), again(clerk), ...others])
    expect(found).toMatchObject([{ group: elm }])
    expect(found[0]?.keys).toHaveLength(4)
  })

  test('a report with two contests of one name that stands twice has four of them', () => {
    const ward = { ...mayor, contest: 'Ward', votes: { Di: 4 } }
    const report = [mayor, ward, again(ward, { Eve: 6 })]
    const twice = [again(mayor), again(ward, { Di: 4 }, 3), again(ward, { Eve: 6 }, 4)]
    expect(asked([...report, ...twice])).toMatchObject([{ group: '*' }])
    expect(asked(report)).toEqual([])
  })

  test('so has one whose contests of one name have ids of their own', () => {
    const named = (said: Said, name: string): Result => {
      const one = result(said)
      return { ...one, record: { ...one.record, contest: { ...one.record.contest, name } } }
    }
    const trustee = { ...mayor, contest: 'trustee-for-2', votes: { Di: 4, Eve: 2 } }
    const other = { ...mayor, contest: 'trustee-for-3', votes: { Flo: 4, Gus: 2, Hal: 1 } }
    const all = [trustee, other].flatMap((one) => [named(one, 'Trustee'), named(again(one), 'Trustee (2)')])
    const shown = { ...examined([]), now: new Map(all.map((one) => [one.key, one])) }
    expect(ask(repeated, shown)).toMatchObject([{ group: '*', places: ['file.txt#L1', 'file.txt#L1'] }])
  })

  test.each([
    ['one contest stands there once', [mayor, clerk, judge, again(mayor), again(clerk)]],
    ['other candidates', [mayor, clerk, again(mayor), again(clerk, { Di: 12, 'Write-in': 3 })]],
    ['judges of one name, to be kept or not', [judge, again(judge, { Yes: 19, No: 6 })]],
    [
      'questions of one name',
      [judge, { ...judge, contest: 'Bond' }, again(judge), again({ ...judge, contest: 'Bond' })],
    ],
    ['a number that nothing stands before', [again(mayor), again(clerk)]],
    [
      'a number in the name',
      [
        { ...mayor, contest: 'Seat 1' },
        { ...mayor, contest: 'Seat 12' },
      ],
    ],
  ])('%s: no doubt', (_, said: readonly Said[]) => {
    expect(asked(said)).toEqual([])
  })
})

describe('one contest again, with the same votes', () => {
  const large = { ...judge, votes: { Yes: 200, No: 150 } }

  test('is held with the first, by its votes in all units together', () => {
    const oak = { ...large, unit: county('oak') }
    const all = [mayor, large, again(large), oak, again(oak), ...others]
    expect(asked(all)).toEqual([
      {
        code: 'CHECK_REPEATED',
        group: 'Judge (2)|*',
        keys: [`Judge|${elm}`, `Judge (2)|${elm}`, `Judge|${county('oak')}`, `Judge (2)|${county('oak')}`],
        reason: 'Judge (2): the same 700 votes, selection by selection, as in Judge, in all 2 units',
      },
    ])
    expect(asked(all.with(4, again(oak, { Yes: 199, No: 150 })))).toEqual([])
    expect(asked(all.with(4, again(oak, { Ada: 200, Bo: 150 })))).toEqual([])
  })

  test('most of a capture are the whole of it', () => {
    expect(asked([mayor, large, again(large)])).toMatchObject([{ group: '*', keys: undefined }])
  })

  test('few votes are equal by chance', () => {
    expect(asked([mayor, judge, again(judge)])).toEqual([])
    const shown = examined([mayor, clerk, judge, again(judge)])
    expect(ask(repeated, shown, { from_votes: 25 })).toMatchObject([{ group: 'Judge (2)|*' }])
  })
})

describe('of judges to be kept or not, who all have one name', () => {
  const votes = [
    [200, 150],
    [204, 147],
    [200, 150],
  ]
  const judges = votes.map(([Yes, No], at) => ({
    unit: elm,
    contest: at === 0 ? 'Judge' : `Judge (${at + 1})`,
    votes: { Yes: Yes ?? 0, No: No ?? 0 },
  }))

  test('two are the same by chance in one small unit, and not in many, nor with many votes', () => {
    expect(asked([...judges, ...others])).toEqual([])
    const inThree = ['elm', 'oak', 'ash'].flatMap((name) =>
      judges.map((one) => ({ ...one, unit: county(name) })),
    )
    expect(asked([...inThree, ...others])).toMatchObject([{ group: 'Judge (3)|*' }])
    const large = judges.map((one) => ({
      ...one,
      votes: { Yes: one.votes.Yes * 100, No: one.votes.No * 100 },
    }))
    expect(asked([...large, ...others])).toMatchObject([{ group: 'Judge (3)|*' }])
  })
})

describe('what a person released, and so stands, is no new doubt while the count goes on:', () => {
  const large = { ...judge, votes: { Yes: 200, No: 150 } }
  const hall = { ...mayor, unit: county('hall') }
  const whole = [mayor, clerk, again(mayor), again(clerk)]
  test.each<[string, readonly Said[], readonly Said[]]>([
    ['all contests twice', whole, [mayor, clerk, again(mayor, { Ada: 31, Bo: 22 }), again(clerk)]],
    [
      'one contest twice',
      [mayor, large, again(large)],
      [mayor, ...[large, again(large)].map((one) => ({ ...one, votes: { Yes: 260, No: 190 } }))],
    ],
    [
      'all units twice',
      [hall, { ...hall, unit: `${hall.unit} (2)` }],
      [hall, { ...hall, unit: `${hall.unit} (2)` }].map((one) => ({ ...one, votes: { Ada: 400, Bo: 330 } })),
    ],
  ])('%s', (_, stood, now) => {
    expect(ask(repeated, examined(now))).toHaveLength(1)
    expect(ask(repeated, examined(now, stood))).toEqual([])
    const zeros = stood.map((one) => ({ ...one, votes: { Ada: 0, Bo: 0, Yes: 0, No: 0 } })).slice(0, 2)
    expect(ask(repeated, examined(now, zeros))).toHaveLength(1)
  })
})

describe('all units stand there twice', () => {
  const places = ['hall', 'barn'].map((name, at) => ({ ...mayor, unit: county(name), votes: [at + 1, 7] }))
  const twice = places.map((one) => ({ ...one, unit: `${one.unit} (2)` }))

  test('holds the capture, and says which', () => {
    expect(asked([...places, ...twice])).toMatchObject([
      {
        group: '*',
        reason:
          'All units stand there twice, with the same 17 votes (hall and hall (2), …): a report that is in its file twice?',
      },
    ])
  })

  test.each([
    ['one of them only', [...places, ...twice.slice(0, 1)]],
    [
      'with other votes',
      [...places, ...twice.with(0, { ...mayor, unit: `${county('hall')} (2)`, votes: [2, 7] })],
    ],
    [
      'two with a few votes, by chance',
      ['hall', 'hall (2)'].map((name) => ({ ...mayor, unit: county(name), votes: [2, 1] })),
    ],
    ['before anything is counted', [...places, ...twice].map((one) => ({ ...one, votes: [0, 0] }))],
  ])('%s: no doubt', (_, said) => {
    expect(asked(said)).toEqual([])
  })
})
