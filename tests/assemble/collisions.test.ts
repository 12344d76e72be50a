import { describe, expect, test } from 'vitest'
import { assembler } from '../../engine/assemble/assemble.ts'
import type { CountLineValue } from '../../engine/model/count-line.ts'
import { county, election, state } from '../helpers/examined.ts'

function assembled(...values: readonly CountLineValue[]) {
  const gathered = assembler(election, state)
  gathered.add(
    values.map((value, index) => ({ value, place: `L${index + 1}` })),
    'a.csv',
  )
  return gathered.finish().results
}

const line = (unit: CountLineValue['unit'], id: string, name: string, contest = 'Mayor'): CountLineValue => ({
  contest: { name: contest },
  ...(unit === undefined ? {} : { unit }),
  selection: { id, name },
  votes: { total: 1 },
})

describe('names and ids that repeat', () => {
  const first = { type: 'precinct', name: '1' }

  test('a precinct of one name in two counties is two, where the lines say in which county it lies', () => {
    const within = (name: string) => ({ ...first, within: county(name) })
    expect(assembled(line(within('anoka'), 'a', 'Ada'), line(within('wright'), 'a', 'Ada'))).toHaveLength(2)
  })

  test('and a collision that says so, where they do not', () => {
    expect(() => assembled(line(first, 'a', 'Ada'), line(first, 'a', 'Ada'))).toThrow(
      expect.objectContaining({
        code: 'ASSEMBLE_COLLISION',
        place: 'L2',
        hint: expect.stringContaining('the unit that contains it (within)'),
      }),
    )
  })

  test('an id of a candidate may repeat between contests, and not in one', () => {
    expect(assembled(line(first, '7', 'Ada'), line(first, '7', 'Bob', 'Clerk'))).toHaveLength(2)
    expect(() => assembled(line(first, '7', 'Ada'), line(first, '7', 'Bob'))).toThrow(
      expect.objectContaining({
        code: 'ASSEMBLE_NAMES_COLLIDE',
        message: 'Two selections have the id 7: "Ada" and "Bob".',
        hint: expect.stringContaining('with the contest or the unit that contains it'),
      }),
    )
  })

  test('an id of a contest or a unit that two names have is a collision', () => {
    const of = (id: string, name: string) => ({ ...line(first, 'a', 'Ada'), contest: { id, name } })
    expect(() => assembled(of('c', 'Mayor'), of('c', 'Clerk'))).toThrow('Two contests have the id c')
    const at = (name: string) => line({ id: county('anoka'), name }, 'a', 'Ada')
    expect(() => assembled(at('Anoka'), at('Wright'))).toThrow('Two units have the id')
  })
})
