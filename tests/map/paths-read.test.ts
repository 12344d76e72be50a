import { describe, expect, test } from 'vitest'
import { compiled } from './compiled.ts'

const pathsOf = (text: string): readonly string[] =>
  (compiled(text).paths ?? []).map(
    ({ anyOf, isSometimes }) =>
      anyOf.map((path) => path.join('.')).join(' | ') + (isSometimes ? ', sometimes' : ''),
  )

describe('a mapping tells which paths it reads below a row', () => {
  test.each<[string, readonly string[]]>([
    ['races.name', ['races', 'races.name']],
    ['races[open = true].name', ['races', 'races.open', 'races.name']],
    ['races.(name & $$.state)', ['races', 'races.name', 'state']],
    ['races{ name: votes }', ['races', 'races.name', 'races.votes']],
    ['races^(>votes).name', ['races', 'races.votes', 'races.name']],
    ['races.{ "capture": { "token": id } }', ['races', 'races.id']],
    ['races@$r.units[id = $r.unit]', ['races', 'units', 'units.id', 'races.unit']],
    ['($r := race; $r.name)', ['race', 'race.name']],
    [
      '$map(races, function($r) { { "capture": { "token": $r.name & county } } })',
      ['races', 'races.name', 'county'],
    ],
    ['$filter(races, function($r) { $r.open }).name', ['races', 'races.open', 'races.name']],
    [
      '($f := function($g) { $g.(name & votes) }; $f(modes) & $f(units.modes))',
      ['modes', 'modes.name', 'modes.votes', 'units', 'units.modes', 'units.modes.name', 'units.modes.votes'],
    ],
    ['votes ?? "suppressed"', ['votes']],
    ['total ?: 0', ['total']],
    ['votes ?? count', ['votes', 'count, sometimes']],
    ['races ~> $map(function($r) { $r.name })', ['races', 'races.name']],
  ])('%s reads %j', (text, paths) => {
    expect(pathsOf(text)).toEqual(paths)
  })

  test('what may stand at one of several paths is asked for at one of them', () => {
    expect(pathsOf('(open ? now : later).votes')).toEqual([
      'open',
      'now.votes | later.votes',
      'now, sometimes',
      'later, sometimes',
    ])
  })

  test.each<[string, readonly string[]]>([
    ['$exists(party) ? party.name : label', ['party.name, sometimes', 'label, sometimes']],
    ['[measures, justices].name', ['measures.name | justices.name']],
    ['$append(measures, justices).name', ['measures.name | justices.name']],
    ['$merge([a, b]).name', []],
    ['$lookup($$, "name")', []],
    ['*.name', []],
    ['$unknown(races).name', ['races']],
  ])('what may be missing, or can not be followed, is left out: %s', (text, paths) => {
    expect(pathsOf(text.replace('$unknown', '$keys'))).toEqual(paths)
  })

  test('functions that call themselves, and each other in many ways, are followed so far and no further', () => {
    expect(pathsOf('($f := function($x) { $x.next ? $f($x.next) : $x.name }; $f(first))')).toEqual([
      'first',
      'first.next',
      'first.name, sometimes',
    ])
    const many = Array.from(
      { length: 30 },
      (_, at) => `$f${at + 1} := function($x) { $f${at}($x) & $f${at}($x) }`,
    )
    expect(pathsOf(`($f0 := function($x) { $x.name }; ${many.join('; ')}; $f30(first))`)).toContain('first')
  })
})
