import { expect, test } from 'vitest'
import * as table from '../../engine/check/table.ts'
import { examined } from '../helpers/examined.ts'
import { planOf, specText } from './specs.ts'

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
