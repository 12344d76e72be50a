import fc from 'fast-check'
import { expect, test } from 'vitest'
import { brief } from '../../engine/jsonata/brief.ts'
import { worded } from '../../engine/jsonata/messages.ts'

const values = fc.oneof(
  fc.object({ withBigInt: false, withDate: false, withSparseArray: true }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(undefined, null, -0, Number.NaN, '\ud83d', 'a\ud83d\ude00b', () => 1),
)

test('a value is written as JSON has it, or begins so and is longer than asked for', () => {
  fc.assert(
    fc.property(values, fc.nat({ max: 60 }), (value, most) => {
      const whole = JSON.stringify(value) as string | undefined
      const text = brief(value, most)
      const isWhole = whole === undefined || whole.length <= most
      expect(isWhole ? text : text?.slice(0, most)).toBe(isWhole ? whole : whole.slice(0, most))
      expect(isWhole || (text?.length ?? 0) > most).toBe(true)
    }),
  )
})

test('a value that shares its parts, one without end and one that holds itself are begun', () => {
  let shared: unknown = 1
  for (let level = 0; level < 60; level += 1) shared = { a: shared, b: [shared] }
  expect(brief(shared, 10)).toMatch(/^\{"a":\{"a":/)
  let deep: unknown = 1
  for (let level = 0; level < 50_000; level += 1) deep = [deep]
  expect(brief(deep, 10)?.length).toBeGreaterThan(10)
  expect(worded({ code: 'D3140', functionName: 'decodeUrl', value: deep })).toMatchObject({
    message: expect.stringMatching(/^Malformed URL passed to \$decodeUrl\(\): \[{1000}…$/) as string,
  })
  const own: Record<string, unknown> = {}
  own['own'] = own
  expect(brief(own, 10)).toMatch(/^\{"own":\{"own":/)
})
