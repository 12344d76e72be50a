import { expect, test } from 'vitest'
import { focused } from '../../engine/cli/focus.ts'

const counties = (names: readonly string[]): string =>
  [
    '<VoteType name="Early" votes="900">',
    ...names.map((name, at) => `  <County name="${name}" votes="${at * 7}"/>`),
    '</VoteType>',
  ].join('\n')
const many = Array.from({ length: 150 }, (_, at) => `C${at}`)

test('a short text is shown as it is', () => {
  expect(focused({ line: 7, text: 'Oak,Ada,1200' }, ['Oak'])).toEqual([{ line: 7, text: 'Oak,Ada,1200' }])
})

test('of a row of many counties its head is shown and the county that is asked for, however far down', () => {
  expect(focused({ line: 40, text: counties(many) }, ['C140', '980'])).toEqual([
    { line: 40, text: '<VoteType name="Early" votes="900">' },
    undefined,
    { line: 181, text: '  <County name="C140" votes="980"/>' },
    undefined,
  ])
})

test('a word is no part of a longer one', () => {
  const shown = focused({ line: 1, text: counties(many) }, ['C1'])
  expect(shown.map((one) => one?.text ?? '…')).toEqual([
    '<VoteType name="Early" votes="900">',
    '…',
    '  <County name="C1" votes="7"/>',
    '…',
  ])
})

test('without any of the words it is the beginning', () => {
  const shown = focused({ line: 1, text: counties(many) }, ['Elm'])
  expect(shown).toHaveLength(9)
  expect(shown.at(-1)).toBeUndefined()
})

test('of one endless line it is what stands around the figure', () => {
  const text = JSON.stringify(many.map((name, at) => ({ name, votes: at * 7 })))
  const [only, ...others] = focused({ line: 1, text }, ['980'])
  expect(others).toEqual([])
  expect(only?.text).toContain('{"name":"C140","votes":980}')
  expect(only?.text).toMatch(/^….*…$/)
  expect(only?.text.length).toBeLessThan(250)
})
