import { describe, expect, test } from 'vitest'
import { names } from '../../engine/assemble/ids.ts'
import { election, state } from '../helpers/examined.ts'

const made = names(
  { ...election, contests: [{ id: 'us/president', names: ['President', 'U.S. President'] }] },
  state,
)

test.each([
  [{ name: ' president ' }, 'us/president', ' president '],
  [{ id: 'us/president' }, 'us/president', 'President'],
  [{ id: 'mn-7' }, 'mn-7', 'mn-7'],
  [{ name: 'Sheriff, Anoka' }, 'mn/sheriff-anoka', 'Sheriff, Anoka'],
])('the contest %j has the id %s and the name %j', (line, id, name) => {
  expect(made.contest(line, 'L1')).toMatchObject({ id, name })
})

test.each([
  [{ type: 'county', name: 'Otter Tail' }, `${state}/county:otter-tail`, 'county', 'Otter Tail', state],
  [
    { type: 'precinct', name: 'W-1', within: `${state}/county:anoka` },
    `${state}/county:anoka/precinct:w-1`,
    'precinct',
    'W-1',
    `${state}/county:anoka`,
  ],
  [{ id: `${state}/county:anoka` }, `${state}/county:anoka`, 'county', 'anoka', state],
  [{ id: state }, state, 'state', 'mn', undefined],
])('the unit %j has the id %s', (line, id, type, name, within) => {
  expect(made.unit(line, 'L1')).toEqual({ id, type, name, isNamed: 'name' in line, within })
})

test('a selection has its own id, else one made of its name', () => {
  expect(made.selection({ name: 'José Díaz' }, 'L1')).toEqual({
    id: 'jose-diaz',
    name: 'José Díaz',
    isNamed: true,
  })
  expect(made.selection({ id: '401', name: 'José Díaz' }, 'L1')).toEqual({
    id: '401',
    name: 'José Díaz',
    isNamed: true,
  })
})

test('names that hold the signs by which others are joined are still names of their own', () => {
  const one = made.contest({ id: 'a', name: 'b|c' }, 'L1')
  expect(one).toMatchObject({ id: 'a', name: 'b|c' })
  expect(() => made.contest({ id: 'a|b', name: 'c' }, 'L2')).toThrow(
    expect.objectContaining({ code: 'ASSEMBLE_BAD_ID', place: 'L2' }),
  )
  expect(made.selection({ id: 'undefined', name: 'x' }, 'L3').id).toBe('undefined')
  expect(made.selection({ name: 'x' }, 'L4').id).toBe('x')
})

describe('an id that can not be kept', () => {
  test.each(['two words', 'a|b', '__proto__', 'constructor', 'toString'])('%s', (id) => {
    for (const refused of [
      () => made.selection({ id, name: 'x' }, 'L7'),
      () => made.unit({ id, type: 'county', name: 'x' }, 'L7'),
      () => made.contest({ id, name: 'x' }, 'L7'),
    ])
      expect(refused).toThrow(expect.objectContaining({ code: 'ASSEMBLE_BAD_ID', place: 'L7' }))
  })

  test('a name without letter or digit makes none', () => {
    expect(() => made.selection({ name: '—' }, 'L9')).toThrow(
      expect.objectContaining({ code: 'ASSEMBLE_NO_ID', place: 'L9' }),
    )
  })
})
