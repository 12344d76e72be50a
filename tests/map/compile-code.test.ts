import { expect, test } from 'vitest'
import { codeOf } from '../../engine/map/compile-code.ts'
import { parseExpression } from '../../engine/map/parse.ts'

function coded(text: string) {
  const parsed = parseExpression(text, {})
  if ('problem' in parsed) throw new Error(parsed.problem)
  return codeOf(parsed.ast, text)
}

test('feeds of one expression share its code, which is much longer than the expression', () => {
  const text = '{ "votes": $number(votes), "unit": $parameters.unit }'
  const first = coded(text)
  expect(first).toHaveProperty('code')
  expect(coded(text)).toBe(first)
})

test('another expression has code of its own, however little it differs', () => {
  expect(coded('{ "votes": $number(a) }')).not.toEqual(coded('{ "votes": $number(b) }'))
})
