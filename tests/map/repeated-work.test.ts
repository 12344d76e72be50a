import jsonata from 'jsonata'
import { describe, expect, test } from 'vitest'
import type { Node } from '../../engine/jsonata/tree.ts'
import { repeatedWork } from '../../engine/map/repeated-work.ts'
import { compiled } from '../jsonata/compiled.ts'
import { written } from '../jsonata/outcome.ts'

const kinds = (text: string): readonly string[] =>
  repeatedWork(jsonata(text).ast() as unknown as Node).map(({ kind }) => kind)

describe('work that is done again for each item of a list is found', () => {
  test.each([
    ['filter', 'contests@$c.{ "u": $$.units[id = $c.id].name }'],
    ['filter', 'contests.choices.( $unit := unit; $$.units[$unit = id].name )'],
    ['filter', '( $u := units; contests.( $c := $; $u[id = $c.id] ) )'],
    ['filter', 'contests.( $c := $; $$.units[kind = "a" and id = $c.id] )'],
    ['filter', 'contests.( $n := name; $$.units[name = $n or alias = $n] )'],
    ['filter', '$map(contests, function($c) { $filter(units, function($u) { $u.id = $c.id }) })'],
    ['filter', '$map(contests, function($c) { $map($$.units, function($u) { $u.id = $c.id ? $u.name }) })'],
    ['filter', 'contests.( $c := $; $$.units.( id = $c.id ? name ) )'],
    ['filter', 'contests.( $c := $; $sift($$.units, function($u, $id) { $id = $c.id }) )'],
    ['filter', '$map(list, function($v, $i, $all) { $all[id = $v.id] })'],
    ['filter', 'list ~> $map(function($v) { $$.units[id = $v] })'],
    ['filter', '( $find := function($id) { $$.units[id = $id] }; contests.{ "x": $find(id) } )'],
    [
      'filter',
      '( $find := function($list, $id) { $list[id = $id] }; contests.{ "x": $find($$.units, id) } )',
    ],
    [
      'filter',
      '( $walk := function($n) { $n.parts.( $p := $; [$$.units[id = $p.id], $walk($)] ) }; $walk($) )',
    ],
    ['filter', 'contests@$c.units[id = $c.id]'],
    ['search', 'rows.( $r := $; { "rank": $count($$.rows[votes > $r.votes]) } )'],
    ['search', 'contests.( $n := name; $$.units[$contains(name, $n)] )'],
    ['unbound', 'contests.{ "u": $$.units[id = $.unit].name }'],
    ['unbound', 'contests[$$.units[id = 1]]'],
    ['unbound', 'contests.{ "t": $sum($$.units[kind = "a"].votes) }'],
    ['member', 'rows[id in $$.wanted]'],
    ['member', '( $wanted := wanted.id; $map(rows, function($r) { $r.id in $wanted ? $r }) )'],
    ['same', 'contests.{ "u": $$.units^(name) }'],
    ['same', '$map(contests, function($c) { $sort($$.units) })'],
    ['same', 'contests.{ "names": $distinct($$.units.name) }'],
    ['same', 'rows.{ "share": votes / $sum($$.rows.votes) }'],
    ['same', 'contests.choices.{ "share": votes / $sum(%.choices.votes) }'],
    ['same', 'rows.{ "n": $lookup($merge($$.units.{ id: name }), unit) }'],
    ['same', '$map(rows, function($r) { ( $by := $$.units{ id: name }; $lookup($by, $r.unit) ) })'],
    ['gather', '$reduce(contests, function($all, $c) { $append($all, $c.name) }, [])'],
    ['gather', '$reduce(contests, function($all, $c) { [$all, $c.name] }, [])'],
    ['gather', '$reduce(contests, function($all, $c) { $merge([$all, { $c.id: 1 }]) }, {})'],
    ['gather', '$reduce(contests, function($all, $c) { $all ~> |$|{ $c.id: 1 }| }, {})'],
  ])('%s: %s', (kind, text) => {
    expect(kinds(text)).toEqual([kind])
  })
})

describe('what is written instead gives the same', () => {
  const count = 400
  const listOf = (one: (index: number) => object) => Array.from({ length: count }, (_, index) => one(index))
  const data = {
    contests: listOf((at) => ({ id: `c${at}` })),
    units: listOf((at) => ({ id: `u${at}`, number: at % 150, contest: `c${(at * 3) % 250}`, votes: at % 7 })),
    rows: listOf((at) => ({ id: `r${at}`, number: at % 200, unit: `u${(at * 3) % 500}`, votes: at * 3 })),
    wanted: listOf((at) => ({ id: `r${at * 2}` })),
  }
  const within = (text: string, steps: number): unknown => {
    const run = compiled(jsonata(text).ast(), [], { levels: 100, steps })
    if (typeof run !== 'function') throw new Error(run.because)
    return run(structuredClone(data), {})
  }
  test.each([
    [
      'contests.( $c := $; $$.units[contest = $c.id].votes )',
      '( $by := units{ contest: $ }; contests.( $c := $; $lookup($by, $c.id).votes ) )',
    ],
    [
      'rows.( $r := $; $$.units[number = $r.number].id )',
      '( $by := units{ $string(number): $ }; rows.( $r := $; $lookup($by, $string($r.number)).id ) )',
    ],
    [
      'rows[id in $$.wanted.id].votes',
      '( $known := wanted.id{ $: true }; rows[$exists($lookup($known, id))].votes )',
    ],
    [
      'rows.{ "rank": $count($$.rows[votes > $$.rows[0].votes]) }',
      '( $all := $count(rows[votes > $$.rows[0].votes]); rows.{ "rank": $all } )',
    ],
    [
      'rows^(>votes).( $r := $; { "id": id, "rank": $count($$.rows[votes > $r.votes]) } )',
      '$map(rows^(>votes), function($item, $place) { { "id": $item.id, "rank": $place } })',
    ],
    [
      'rows.{ "share": votes / $sum($$.rows.votes) }',
      '( $all := $sum(rows.votes); rows.{ "share": votes / $all } )',
    ],
    ['$reduce(rows, function($all, $r) { $append($all, $r.id) }, [])', '$map(rows, function($r) { $r.id })'],
    ['$reduce(rows, function($all, $r) { $merge([$all, { $r.id: $r.votes }]) }, {})', 'rows{ id: votes }'],
  ])('%s', (slow, instead) => {
    const few = 20 * count
    expect(written(within(instead, few))).toBe(written(within(slow, count ** 3)))
    expect(kinds(instead)).toEqual([])
  })
})

test.each([
  'units[id = 1]',
  'contests.{ "u": choices[id = 1] }',
  '$map(contests, function($c) { $c.choices[id = $c.id] })',
  '( $by := units{ id: $ }; contests.{ "x": $lookup($by, id) } )',
  'contests.{ "first": $$.units[0] }',
  '( $ordered := units^(name); contests.{ "n": $count($ordered) } )',
  '$map(contests, function($c) { $c.kind in ["a", "b"] })',
  '( $kinds := ["a", "b"]; contests[kind in $kinds] )',
  '( $kinds := [$parameters.one, $parameters.other].$lowercase($); contests[kind in $kinds] )',
  'contests.{ "header": $$.header.title }',
  'contests.{ "most": $max([votes, 0]), "all": $merge([$, { "a": 1 }]) }',
  '( $f := function($n) { $map($n, function($x) { $f($x) }) }; $f(a) )',
  '( $walk := function($n) { $n.parts.$walk($) }; $walk($) )',
  '( $f := function($n) { $n > 0 ? $f($n - 1) : units[a = 1] }; $f(3) )',
  '$reduce(contests, function($sum, $c) { $sum + $c.votes }, 0)',
])('what grows with its list only is not: %s', (text) => {
  expect(kinds(text)).toEqual([])
})
