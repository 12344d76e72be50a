import { expect, test } from 'vitest'
import { assembler } from '../../engine/assemble/assemble.ts'
import { unnamed } from '../../engine/check/unnamed.ts'
import type { CountLineValue } from '../../engine/model/count-line.ts'
import { ask, county, election, examined, inShort, state } from '../helpers/examined.ts'

type Named = { readonly id: string; readonly name?: string }
const line = (contest: Named, selection: Named): CountLineValue => ({
  contest,
  unit: { id: county('wake') },
  selection,
  votes: { total: 1 },
})

function unnamedIn(...lines: readonly CountLineValue[]) {
  const gathered = assembler(election, state)
  for (const value of lines) gathered.add([{ value, place: 'L1' }], 'a.csv')
  return gathered.finish().unnamed.map(({ what, id }) => [what, id])
}

test('what no line names has its id for a name', () => {
  expect(unnamedIn(line({ id: 'zz/9430' }, { id: '7' }))).toEqual([
    ['contest', 'zz/9430'],
    ['selection', '7'],
  ])
})

test('one line that names it is enough, and so is a name that is the id', () => {
  const named = line({ id: 'zz/9430', name: 'Mayor' }, { id: '7', name: '7' })
  expect(unnamedIn(line({ id: 'zz/9430' }, { id: '7' }), { ...named, votes: { early: 1 } })).toEqual([])
})

test('results of what has no name are held, contest by contest, unless a spec says that ids may be names', () => {
  const shown = examined([{ unit: county('wake'), votes: { ada: 12 } }])
  const [key] = shown.now.keys()
  if (key === undefined) throw new Error('no result')
  const contest = shown.now.get(key)?.record.contest.id ?? ''
  const found = [
    { key, what: 'contest' as const, id: contest },
    { key, what: 'selection' as const, id: '7' },
  ]
  const doubts = ask(unnamed, { ...shown, unnamed: found }, {})
  expect(inShort(doubts)).toEqual([`CHECK_UNNAMED ${contest}|*`])
  expect(doubts[0]).toMatchObject({
    keys: [key],
    reason: `The contest "${contest}" has no name but its id (and 1 more)`,
  })
  expect(ask(unnamed, { ...shown, unnamed: found }, { may_be: true })).toEqual([])
  expect(ask(unnamed, shown, {})).toEqual([])
})
