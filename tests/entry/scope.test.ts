import { describe, expect, test } from 'vitest'
import { scopeOf } from '../../engine/entry/scope.ts'
import { type FeedId, resultKey } from '../../engine/model/ids.ts'

const state = 'ocd-division/country:us/state:mn'
const keys = [
  resultKey('mn/president', `${state}/county:anoka`),
  resultKey('mn/president', `${state}/county:otter-tail/precinct:w-1`),
  resultKey('mn/senate', 'mn:7'),
]
const known = { keys, contests: ['mn/governor'], feedUnit: state }
const scoped = (word: string) => scopeOf(word, 'us-mn' as FeedId, known).scope

describe('what a person means', () => {
  test.each([
    ['mn/president', { contests: ['mn/president'] }],
    ['president', { contests: ['mn/president'] }],
    [`${state}/county:anoka`, { units: [`${state}/county:anoka`] }],
    ['anoka', { units: [`${state}/county:anoka`] }],
    ['mn/president/anoka', { contests: ['mn/president'], units: [`${state}/county:anoka`] }],
    ['mn/governor', { contests: ['mn/governor'] }],
    ['mn/governor/anoka', { contests: ['mn/governor'], units: [`${state}/county:anoka`] }],
    ['mn/president|county:anoka', { contests: ['mn/president'], units: [`${state}/county:anoka`] }],
  ])('by %s', (word, scope) => {
    expect(scoped(word)).toEqual(scope)
  })

  test.each([
    ['otter-tail', { units: [`${state}/county:otter-tail`] }],
    [state, { units: [state] }],
  ])('a unit that has no result of its own but contains others: %s', (word, scope) => {
    expect(scoped(word)).toEqual(scope)
  })

  test('a unit whose id is no path is that unit and no part of its name', () => {
    expect(scoped('mn:7')).toEqual({ units: ['mn:7'] })
    expect(() => scoped('mn:')).toThrow(expect.objectContaining({ code: 'CLI_RESULT_UNKNOWN' }))
  })

  test('what nobody has is refused, with what was meant', () => {
    expect(() => scoped('anoke')).toThrow(
      expect.objectContaining({
        code: 'CLI_RESULT_UNKNOWN',
        hint: expect.stringContaining('county:anoka'),
      }),
    )
  })

  test.each([
    [`${state}/county:aitkin`, { units: [`${state}/county:aitkin`] }],
    [`mn/auditor/${state}/county:aitkin`, { contests: ['mn/auditor'], units: [`${state}/county:aitkin`] }],
    [`president/${state}/county:aitkin`, { contests: ['mn/president'], units: [`${state}/county:aitkin`] }],
    [
      'mn/senate/county:aitkin',
      { contests: ['mn/senate'], units: ['county:aitkin', `${state}/county:aitkin`] },
    ],
    ['county:aitkin', { units: ['county:aitkin', `${state}/county:aitkin`] }],
    ['mn/auditor', { contests: ['mn/auditor'] }],
  ])('an id that nobody knows yet is taken as written, and said not to be checked: %s', (word, scope) => {
    expect(scopeOf(word, 'us-mn' as FeedId, known)).toEqual({ scope, unchecked: { near: undefined } })
  })

  test('a whole id is taken as written even where another is near, which is said', () => {
    expect(scopeOf(`${state}/county:anoke`, 'us-mn' as FeedId, known)).toEqual({
      scope: { units: [`${state}/county:anoke`] },
      unchecked: { near: `${state}/county:anoka` },
    })
  })

  test.each(['county:anoke', 'mn/presidnet', 'mn/senate/county:anoke'])(
    'a shorter one that is near another is a mistake: %s',
    (word) => {
      expect(() => scoped(word)).toThrow(
        expect.objectContaining({ hint: expect.stringContaining('Did you mean') }),
      )
    },
  )

  test('a name alone is no id, and what to write instead is said', () => {
    expect(() => scopeOf('Aitkin', 'us-mn' as FeedId, { keys: [] })).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('write the whole id of its unit') }),
    )
  })
})
