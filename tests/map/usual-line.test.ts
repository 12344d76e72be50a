import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lineMistake } from '../../engine/map/line-mistake.ts'
import { plain } from '../../engine/map/plain.ts'
import { isUsualLine, type SoundNames } from '../../engine/map/usual-line.ts'

const full = {
  contest: { id: 'zz/1', name: 'MAYOR', type: 'candidate', votes_allowed: 1 },
  unit: { type: 'precinct', name: '01-01', within: 'zz/wake' },
  selection: { name: 'Ada Ames', party: '', write_in: false, order: 2 },
  votes: { total: 12, early: 'suppressed' },
  ballots: { cast: 3, registered: 4 },
  reporting: { as_of: '2024-11-05T22:14:00-05:00', status: 'certified', units_total: 3 },
  pieces: true,
}
const { selection: _, votes: __, pieces: ___, ...facts } = full
type Line = Record<string, Record<string, unknown> | boolean>

const texts = [
  'Ada',
  'zz/1',
  ' x',
  '\u00a0',
  '',
  '/a',
  'a/',
  'a//b',
  'é',
  'suppressed',
  'candidate',
  'ballots',
  'certified',
]
const times = ['2024-11-05T22:14:00.5Z', '2024-13-05T22:14:00Z', '2024-11-05']
const others = [0, 7, -0, -4, 1.5, 2 ** 53, Number.NaN, true, null, undefined, {}, [], [1], () => 1]
const keys = [
  ...Object.values(full).flatMap((part) => Object.keys(part)),
  'overvotes',
  'uocava',
  'late',
  'toString',
]
const parts = [...Object.keys(full), 'control', 'capture', 'other']

/** Takes a member out of a line or of a part of it, or puts something there. */
const change = fc.record({
  part: fc.constantFrom(...parts),
  key: fc.option(fc.constantFrom(...keys)),
  value: fc.constantFrom('out', ...texts, ...times, ...others),
})
const lines = fc
  .tuple(fc.constantFrom(full, facts), fc.array(change, { maxLength: 4 }))
  .map(([whole, changes]): unknown => {
    const line = structuredClone(whole) as unknown as Line
    for (const { part, key, value } of changes) {
      const into = key === null ? line : line[part]
      if (typeof into !== 'object' || into === null) continue
      if (value === 'out') delete into[key ?? part]
      else Object.assign(into, { [key ?? part]: value })
    }
    return line
  })

test('what is called a usual line is plain and has no mistake', () => {
  let usual = 0
  const property = fc.property(lines, (value) => {
    if (!isUsualLine(value)) return
    usual += 1
    expect(plain(value)).toStrictEqual(value)
    expect(lineMistake(value)).toBeUndefined()
  })
  fc.assert(property, { numRuns: 20_000 })
  expect(usual).toBeGreaterThan(2_000)
})

test('a line is as usual behind others, whose objects it may have, as alone', () => {
  const some = fc.array(lines, { minLength: 2, maxLength: 6 })
  const property = fc.property(some, fc.infiniteStream(fc.boolean()), (values, again) => {
    const sound: SoundNames = {}
    let last: Readonly<Record<string, unknown>> = {}
    for (const value of values) {
      const names = Object.entries(last).filter(([key]) => key in (value as object) && again.next().value)
      const line = { ...(value as object), ...Object.fromEntries(names) }
      expect(isUsualLine(line, sound)).toBe(isUsualLine(line))
      last = line
    }
  })
  fc.assert(property, { numRuns: 5_000 })
})

test.each([[full], [facts], [{ unit: { id: 'zz/wake' }, ballots: { registered: 3 } }]])(
  'a line as most feeds make it is a usual one',
  (value) => {
    expect(isUsualLine(value)).toBe(true)
  },
)

test.each([
  ['minus zero', { ...full, votes: { total: -0 } }],
  ['a member that is undefined', { ...full, pieces: undefined }],
  ['an object with nothing in it', { ...full, ballots: {} }],
  ['an object without a prototype', Object.assign(Object.create(null) as object, full)],
  ['a time that there is not', { ...full, reporting: { as_of: '2024-11-05T25:14:00-05:00' } }],
])('%s is left to the long way', (_what, value) => {
  expect(isUsualLine(value)).toBe(false)
})
