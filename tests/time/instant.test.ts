import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { epochMilliseconds, instantText } from '../../engine/time/instant.ts'

const byTemporal = (iso: string): number | undefined => {
  try {
    return Temporal.Instant.from(iso).epochMilliseconds
  } catch {
    return undefined
  }
}

const two = (most: number) => fc.integer({ min: 0, max: most }).map((count) => String(count).padStart(2, '0'))
const oneOf = (...texts: readonly string[]) => fc.constantFrom(...texts)
const fraction = oneOf('', '', '.5', ',25', '.123456789', '.1234567890', '.000000001', '.')
const clock = (hours: number) =>
  fc.oneof(
    fc.tuple(two(hours), two(60), two(61), fraction).map(([h, m, s, part]) => `${h}:${m}:${s}${part}`),
    fc.tuple(two(hours), two(60), two(61), fraction).map(([h, m, s, part]) => `${h}${m}${s}${part}`),
    fc.tuple(two(hours), two(60)).map(([h, m]) => `${h}:${m}`),
    two(hours),
  )
const date = fc
  .tuple(
    oneOf(
      '2024',
      '2023',
      '1900',
      '2000',
      '0000',
      '9999',
      '-000001',
      '-000000',
      '+275760',
      '-271821',
      '+275761',
    ),
    two(13),
    two(32),
    oneOf('-', '-', ''),
  )
  .map(([year, month, day, sign]) => [year, month, day].join(sign))
const offset = fc.oneof(
  oneOf('Z', 'Z', 'z', ''),
  fc.tuple(oneOf('+', '-', '\u2212'), clock(24)).map(([sign, by]) => sign + by),
)
const said = ['[UTC]', '[!America/New_York]', '[+05:00]', '[+24:00]', '[]', '[x=y]', '[!x=y]', '[..]']
const keyed = ['[u-ca=gregory]', '[u-ca=a][!u-ca=b]', '[UTC][u-ca=iso8601][x-y=z]', '[x=y][UTC]', '[x=1--2]']
const notes = fc.constantFrom('', '', '', '', ...said, ...keyed)
const between = oneOf('T', 'T', 'T', 't', ' ', '  ', '')

test('a time is read as Temporal reads it, whatever its form, and refused where it refuses', () => {
  const texts = fc.tuple(date, between, clock(24), offset, notes).map((parts) => parts.join(''))
  let times = 0
  fc.assert(
    fc.property(texts, (iso) => {
      const right = byTemporal(iso)
      if (right !== undefined) times += 1
      expect(epochMilliseconds(iso)).toBe(right)
    }),
    { numRuns: 5_000 },
  )
  expect(times).toBeGreaterThan(400)
})

test('anything else is no time', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(epochMilliseconds(text)).toBe(byTemporal(text))
    }),
  )
})

test('an instant is written as Temporal writes it, and read back', () => {
  const most = 8.64e15
  const instants = fc.oneof(
    fc.integer({ min: -most, max: most }),
    fc.integer({ min: 0, max: 2_000_000_000 }).map((seconds) => seconds * 1_000),
    fc.constantFrom(most, -most, 0, -1, -62_167_219_200_001, 253_402_300_800_000),
  )
  fc.assert(
    fc.property(instants, (milliseconds) => {
      const text = instantText(milliseconds)
      expect(text).toBe(Temporal.Instant.fromEpochMilliseconds(milliseconds).toString())
      expect(epochMilliseconds(text)).toBe(milliseconds)
    }),
  )
  for (const none of [0.5, Number.NaN, most + 1]) expect(() => instantText(none)).toThrow(RangeError)
})

test.each([
  ['+275760-09-13T00:00:00Z', 8.64e15],
  ['+275760-09-13T00:00:00.000000001Z', undefined],
  ['-271821-04-20T00:00:00.000000001Z', -8.64e15],
  ['-271821-04-19T23:59:59.999999999Z', undefined],
])('%s is %s: nothing lies further', (iso, expected) => {
  expect(epochMilliseconds(iso)).toBe(expected)
  expect(byTemporal(iso)).toBe(expected)
})
