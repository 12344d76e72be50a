import { expect, test } from 'vitest'
import * as table from '../../engine/check/table.ts'
import { examined } from '../helpers/examined.ts'
import { electionPath, electionText, hintsOf, planOf, problemsOf, specText } from './specs.ts'

const shown = examined([], [], { facts: { rows: 3 } })
const codesOf = (spec: string) =>
  planOf(spec)
    .checks.flatMap((check) => [...check.examine(shown)])
    .map(({ code }) => code)

test('all checks run, whichever the spec names', () => {
  const all = Object.keys(table).length
  expect(planOf(specText()).checks).toHaveLength(all)
  expect(planOf(specText({ checks: '[ fall ]' })).checks).toHaveLength(all)
})

test('one that the spec names has its options, the others their defaults', () => {
  expect(codesOf(specText())).toEqual([])
  expect(codesOf(specText({ checks: '[ { rows: { at_least: 4 } } ]' }))).toEqual(['CHECK_ROWS_FEW'])
  expect(codesOf(specText({ checks: '[ { rows: { at_least: 3 } } ]' }))).toEqual([])
})

const stages =
  'stages: [ { name: night, from: 2024-11-05 19:30 }, { name: canvass, from: 2024-11-07 08:00 } ]\n'
const staged = { [electionPath]: electionText + stages }
const falling = (limits: string) => `[ { fall: { stages: ${limits} } } ]`

test('limits by stage are for stages that the election has', () => {
  const wrong = specText({ checks: falling('{ canvass: 3 %, canvas: 2 %, recount: 1 % }') })
  const at = wrong.split('\n').length - 1
  expect(problemsOf(wrong, staged)).toEqual([
    `${at}:45 SPEC_NOT_FOUND There is no stage "canvas".`,
    `${at}:58 SPEC_NOT_FOUND There is no stage "recount".`,
  ])
  expect(hintsOf(wrong, staged)).toEqual([
    'Did you mean "canvass"? Use one of: night, canvass.',
    'Use one of: night, canvass.',
  ])
  expect(hintsOf(specText({ checks: falling('{ night: 3 % }') }))).toEqual(['There is none.'])
})

test('a profile may know stages of other elections; a slip of the pen is told', () => {
  const profile = `profile: vendor\ntitle: V\nchecks: ${falling('{ recount: 3 %, canvas: 2 % }')}\n`
  expect(
    problemsOf(specText({ profile: 'vendor' }), { ...staged, 'feeds/profiles/vendor.yaml': profile }),
  ).toEqual(['profiles/vendor.yaml:3:45 SPEC_NOT_FOUND There is no stage "canvas".'])
})

test.each([
  ['{ rows: { fall_at_most: 150 % } }', 'checks.rows.fall_at_most is "150 %"; it has the wrong form.'],
  ['{ fall: { at_most: 101 % } }', 'checks.fall.at_most is "101 %"; it has the wrong form.'],
  ['{ rejected: { at_most: 1000000 } }', 'checks.rejected.at_most is 1000000; it must be at most 100000.'],
  [
    '{ test_deck: { shares: { "a b": { minor: 5 % } } } }',
    'A name under checks.test_deck.shares is "a b"; it has the wrong form.',
  ],
  [
    '{ parts: { except: [ { unit: ga, because: x } ] } }',
    'checks.parts.except.unit is "ga"; it has the wrong form.',
  ],
  [
    '{ parts: { except: [ { unit: "ocd-division/country:us", contest: US President, because: x } ] } }',
    'checks.parts.except.contest is "US President"; it has the wrong form.',
  ],
])('%s is no limit', (check, said) => {
  expect(
    problemsOf(specText({ checks: `[ ${check} ]` })).map((one) => one.replace(/^\S+ SPEC_VALUE /, '')),
  ).toEqual([said])
})

test.each([
  '{ fall: { at_most: 10 votes or 100 % } }',
  '{ registered: { margin: 100.0 % } }',
  '{ rows: { fall_at_most: 0.25% } }',
])('%s is one', (check) => {
  expect(problemsOf(specText({ checks: `[ ${check} ]` }))).toEqual([])
})
