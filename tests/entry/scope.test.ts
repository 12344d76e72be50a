import { describe, expect, test } from 'vitest'
import { scopeOf } from '../../engine/entry/scope.ts'
import { type FeedId, resultKey } from '../../engine/model/ids.ts'

const state = 'ocd-division/country:us/state:mn'
const keys = [
  resultKey('mn/president', `${state}/county:anoka`),
  resultKey('mn/president', `${state}/county:otter-tail/precinct:w-1`),
  resultKey('mn/senate', 'mn:7'),
]
const scoped = (word: string) => scopeOf(word, 'us-mn' as FeedId, keys)

describe('what a person means', () => {
  test.each([
    ['mn/president', { contests: ['mn/president'] }],
    ['president', { contests: ['mn/president'] }],
    [`${state}/county:anoka`, { units: [`${state}/county:anoka`] }],
    ['anoka', { units: [`${state}/county:anoka`] }],
    ['mn/president/anoka', { contests: ['mn/president'], units: [`${state}/county:anoka`] }],
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
})
