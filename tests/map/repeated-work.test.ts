import jsonata from 'jsonata'
import { describe, expect, test } from 'vitest'
import type { Node } from '../../engine/jsonata/tree.ts'
import { repeatedWork } from '../../engine/map/repeated-work.ts'

const kinds = (text: string): readonly string[] =>
  repeatedWork(jsonata(text).ast() as unknown as Node).map(({ kind }) => kind)

describe('work that is done again for each item of a list is found', () => {
  test.each([
    ['filter', 'contests.{ "u": $$.units[id = $.id].name }'],
    ['filter', 'contests.choices.{ "n": $$.units[id = unit].name }'],
    ['filter', '( $u := units; contests.{ "u": $u[id = $.id] } )'],
    ['filter', 'contests.{ "u": $$.units[kind = "a" and id = $.id] }'],
    ['filter', '$map(contests, function($c) { $filter(units, function($u) { $u.id = $c.id }) })'],
    ['filter', '$map(list, function($v, $i, $all) { $all[id = $v.id] })'],
    ['filter', 'list ~> $map(function($v) { $$.units[id = $v] })'],
    ['filter', '( $find := function($id) { $$.units[id = $id] }; contests.{ "x": $find(id) } )'],
    ['filter', 'contests[$$.units[id = 1]]'],
    ['filter', 'contests@$c.units[id = $c.id]'],
    ['order', 'contests.{ "u": $$.units^(name) }'],
    ['order', '$map(contests, function($c) { $sort($$.units) })'],
    ['order', 'contests.{ "names": $distinct($$.units.name) }'],
    ['gather', '$reduce(contests, function($all, $c) { $append($all, $c.name) }, [])'],
    ['gather', '$reduce(contests, function($all, $c) { $merge([$all, { $c.id: 1 }]) }, {})'],
  ])('%s: %s', (kind, text) => {
    expect(kinds(text)).toEqual([kind])
  })
})

test.each([
  'units[id = 1]',
  'contests.{ "u": choices[id = 1] }',
  '$map(contests, function($c) { $c.choices[id = $c.id] })',
  '( $by := units{ id: $ }; contests.{ "x": $lookup($by, id) } )',
  'contests.{ "first": $$.units[0] }',
  '( $ordered := units^(name); contests.{ "n": $count($ordered) } )',
  '( $f := function($n) { $n > 0 ? $f($n - 1) : units[a = 1] }; $f(3) )',
  '$reduce(contests, function($sum, $c) { $sum + $c.votes }, 0)',
])('what grows with its list only is not: %s', (text) => {
  expect(kinds(text)).toEqual([])
})
