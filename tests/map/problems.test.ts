import { describe, expect, test } from 'vitest'
import { compileMapping } from '../../engine/map/compile.ts'
import { problems, siteOf } from './compiled.ts'

describe('what can be known before the first row is reported at its own line and column', () => {
  test('functions that are not the same on every run', () => {
    const text =
      '(\n  $a := $now();\n  $b := [$millis(), $random()];\n  $map(x, function($v) { $v ~> $eval });\n  $shuffle(y);\n  $toMillis(z)\n)'
    expect(problems(text).map((problem) => problem.split(' ').slice(0, 3).join(' '))).toEqual([
      '2:9 MAP_IMPURE $now',
      '3:10 MAP_IMPURE $millis',
      '3:21 MAP_IMPURE $random',
      '4:32 MAP_IMPURE $eval',
      '5:3 MAP_IMPURE $shuffle',
      '6:3 MAP_IMPURE $toMillis',
    ])
  })

  test.each([
    ['$trimm(x)', '1:1 MAP_UNKNOWN_NAME There is no function called $trimm.'],
    ['x ~>\n  $trimm', '2:3 MAP_UNKNOWN_NAME There is no function called $trimm.'],
    ['x &\n  trim(y)', '2:3 MAP_UNKNOWN_NAME There is no function called trim.'],
    ['"a" &\n  $totl', '2:3 MAP_UNKNOWN_NAME There is no variable called $totl.'],
    ['($total := 1;\n $totl)', '2:2 MAP_UNKNOWN_NAME There is no variable called $totl.'],
    ['(($inside := 1);\n $inside)', '2:2 MAP_UNKNOWN_NAME There is no variable called $inside.'],
    ['$map(x, function($a) {\n $a & $b })', '2:7 MAP_UNKNOWN_NAME There is no variable called $b.'],
    ['($map(x, function($a) { $a });\n $a)', '2:2 MAP_UNKNOWN_NAME There is no variable called $a.'],
    ['x@$v.y[a =\n $w]', '2:2 MAP_UNKNOWN_NAME There is no variable called $w.'],
    ['(x#$i.y;\n $i)', '2:2 MAP_UNKNOWN_NAME There is no variable called $i.'],
    ['x{ a:\n $u }', '2:2 MAP_UNKNOWN_NAME There is no variable called $u.'],
    ['x^(\n $u)', '2:2 MAP_UNKNOWN_NAME There is no variable called $u.'],
    ['$parameters(1)', '1:1 MAP_UNKNOWN_NAME There is no function called $parameters.'],
  ])('unknown name: %j', (text, expected) => {
    expect(problems(text)).toEqual([expected])
  })

  test.each([
    '($a := 1; $a)',
    '($f := function($n) { $n > 0 ? $f($n - 1) : $g(1) }; $g := function($x) { $x }; $f(3))',
    '($map := 1; $map)',
    '($now := function() { "always" }; $now())',
    'xs@$x.ys@$y[$x = $y].{ "unit": { "name": $x, "type": $y }, "ballots": b }',
    'xs#$i[$i > 1].(ys[$i])',
    '(xs.$string($v := 1); $v)',
    '$map(xs, function($x, $i) { $map(ys, function($y) { $x & $y & $i }) })',
    '$ ~> |a|{ "b": $$.c }|',
    '($add := $append(?, [1]); $add(x))',
    '$parameters.tenant & $lookup($parameters, "tenant")',
  ])('knows the names of %j', (text) => {
    expect(problems(text)).toEqual([])
  })

  test.each([
    ['["early", "mail"][\n nth - 1]', '2:2 MAP_LOST_NAME'],
    ['(["a", 1]\n[$number(at.x) > 0])', '2:10 MAP_LOST_NAME'],
  ])('a name of the row that is looked for in written values: %j', (text, expected) => {
    expect(problems(text).map((problem) => problem.split(' ').slice(0, 2).join(' '))).toEqual([expected])
  })

  test.each([
    '($at := nth; ["early", "mail"][$at - 1])',
    '["early", "mail"][$$.nth - 1]',
    '["early", "mail"][$ = "mail"]',
    '[early, mail][votes > 3]',
    '[{ "at": 3 }][at > 3].at',
  ])('finds all names of %j', (text) => {
    expect(problems(text)).toEqual([])
  })

  test.each([
    [
      '{ "unit": {\n "within": $lookup_in("county2", C) } }',
      '2:23 MAP_LOOKUP_UNKNOWN There is no lookup called "county2".',
    ],
    ['$lookup_in(\n"cont\\"y", C)', '2:1 MAP_LOOKUP_UNKNOWN There is no lookup called "cont"y".'],
    ['"conty" ~>\n $lookup_in(C)', '1:1 MAP_LOOKUP_UNKNOWN There is no lookup called "conty".'],
    [
      '"a" &\n $lookup_in(Which, C)',
      '2:2 MAP_LOOKUP_UNNAMED $lookup_in is used without the name of a lookup in quotes.',
    ],
    [
      'C ~> $lookup_in("county")',
      '1:6 MAP_LOOKUP_UNNAMED $lookup_in is used without the name of a lookup in quotes.',
    ],
    [
      '$map(xs,\n $lookup_in)',
      '2:2 MAP_LOOKUP_UNNAMED $lookup_in is used without the name of a lookup in quotes.',
    ],
    ['$lookup_in(?, C)', '1:1 MAP_LOOKUP_UNNAMED $lookup_in is used without the name of a lookup in quotes.'],
    ['"a" &\n $parameters.tenat', '2:14 MAP_PARAMETER_UNKNOWN There is no parameter called "tenat".'],
    ['$time(T,\n "[M]/[D]")', '2:2 MAP_PICTURE The picture "[M]/[D]" reads no time: it has no [Y].'],
  ])('unknown lookup, parameter, picture: %j', (text, expected) => {
    expect(problems(text)).toEqual([expected])
  })

  test('keys that no count line has, in every object that may be the answer', () => {
    const text =
      '(\n  $x := { "anything": 1 };\n  A ? { "contst": 1, "votes": { "totl": 1 } }\n    : [{ "unit": U ? { "nme": 1 } }, xs.{ "foo": 1 }, $map(ys, function($y) { { "bar": 1 } })]\n)'
    expect(problems(text)).toEqual([
      '3:9 MAP_UNKNOWN_KEY A count line has no "contst".',
      '3:33 MAP_UNKNOWN_KEY "votes" of a count line has no "totl".',
      '4:24 MAP_UNKNOWN_KEY "unit" of a count line has no "nme".',
      '4:43 MAP_UNKNOWN_KEY A count line has no "foo".',
      '4:81 MAP_UNKNOWN_KEY A count line has no "bar".',
    ])
  })

  test('but not in objects that are grouped away, or that a path leads out of', () => {
    expect(problems('{ "x": 1 }{ $string(x): { "unit": 1 } }')).toEqual([])
    expect(problems('{ "x": { "capture": { "token": "1" } } }.x')).toEqual([])
  })

  test('a key that is given twice', () => {
    expect(problems('{ "unit": { "name": a,\n "name": b } }')).toEqual([
      '2:2 MAP_DUPLICATE_KEY The key "name" is given twice in one object.',
    ])
  })
})

describe('suggestions', () => {
  test.each([
    ['$trimm(x)', '$trim'],
    ['$Number(x)', '$number'],
    ['lookup_im("county", C)', '$lookup_in'],
    ['($counties := 1; $countys)', '$counties'],
    ['$lookup_in("conty", C)', 'county'],
    ['$parameters.tenat', 'tenant'],
    ['{ "selecton": 1 }', 'selection'],
  ])('%s: did you mean %s?', (text, meant) => {
    const { site, errors } = siteOf(text)
    const facts = { lookups: { county: {} }, parameters: { tenant: 'x' }, timezone: 'UTC', milliseconds: 100 }
    compileMapping({ text, ...facts }, site)
    expect(errors[0]?.hint).toContain(`Did you mean ${meant}?`)
  })

  test('flags that stand in a regular expression: they stand behind it', () => {
    const text = '$contains(x, /(?i)ward/)'
    const { site, errors } = siteOf(text)
    compileMapping({ text, lookups: {}, parameters: {}, timezone: 'UTC', milliseconds: 100 }, site)
    expect(errors[0]).toMatchObject({
      code: 'MAP_SYNTAX',
      hint: 'What holds for all of it stands behind it: /…/i.',
    })
  })
})
