import jsonata from 'jsonata'
import { describe, expect, test } from 'vitest'
import { type CompileOptions, type Generated, generate } from '../../engine/jsonata/compile.ts'
import { instantiate } from '../../engine/jsonata/instantiate.ts'
import { boundsOf, type Limits } from '../../engine/jsonata/runtime/bounds.ts'
import { FunctionValue } from '../../engine/jsonata/runtime/builtin.ts'
import { builtins } from '../../engine/jsonata/runtime/builtins.ts'
import { createRuntime } from '../../engine/jsonata/runtime/runtime.ts'
import type { Node } from '../../engine/jsonata/tree.ts'

const nothingKnown: CompileOptions = { known: [] }

function generated(text: string, options = nothingKnown): Generated {
  const made = generate(jsonata(text).ast() as unknown as Node, options)
  if ('because' in made) throw new Error(made.because)
  return made
}

/** Evaluates, within limits. */
function evaluated(text: string, input: unknown, limits: Limits = {}, options = nothingKnown): unknown {
  const bounds = boundsOf(limits)
  const runtime = createRuntime({ bounds, builtins, now: () => 0 })
  bounds.begin()
  return instantiate(generated(text, options), runtime)({})(input)
}

/** What it throws. */
function fault(text: string, limits: Limits): unknown {
  try {
    return evaluated(text, {}, limits)
  } catch (thrown) {
    return thrown
  }
}

const mapping = '{ "name": $trim(Name), "votes": $number(Votes), "kind": Kind = "x" ? 1 : 2 }'

describe('generated code', () => {
  test('is the same for the same expression', () => {
    expect(generated(mapping)).toEqual(generated(mapping))
  })

  test('of a row of texts is one line for each value, and asks nothing that is known', () => {
    expect(generated(mapping, { known: [], row: 'texts' }).code.split('\n')).toEqual([
      '(rt) => {',
      'const { bounds, trimmed, numberAt } = rt',
      'return (bindings) => {',
      '  const ofRow = (input) => {',
      '    const Name_1 = input.Name',
      '    const trim_2 = Name_1 === undefined ? undefined : trimmed(Name_1)',
      '    const Votes_3 = input.Votes',
      '    const number_4 = Votes_3 === undefined ? undefined : numberAt(Votes_3, 40)',
      '    const Kind_5 = input.Kind',
      '    let t_6',
      '    if ((Kind_5 === "x")) {',
      '      t_6 = 1',
      '    }',
      '    else {',
      '      t_6 = 2',
      '    }',
      '    let object_7',
      '    if (trim_2 !== undefined && number_4 !== undefined) {',
      '      object_7 = { "name": trim_2, "votes": number_4, "kind": t_6 }',
      '    }',
      '    else {',
      '      object_7 = {}',
      '      if (trim_2 !== undefined) object_7["name"] = trim_2',
      '      if (number_4 !== undefined) object_7["votes"] = number_4',
      '      object_7["kind"] = t_6',
      '    }',
      '    return object_7',
      '  }',
      '  return ofRow',
      '}',
      '}',
    ])
  })

  test('says of its lines where in the expression they come from', () => {
    const { code, map } = generated('{\n  "votes": $number(Votes)\n}')
    const lines = code.split('\n')
    const line = lines.findIndex((one) => one.includes('numberAt(')) + 1
    expect(map.find((one) => one.line === line)?.offset).toBe('{\n  "votes": $number('.length)
  })

  test('names what it takes from the runtime, functions of JSONata with their sign', () => {
    const { uses } = generated('$map(rows, $uppercase)')
    expect(uses).toEqual(expect.arrayContaining(['$map', '$uppercase', 'bounds', 'call']))
  })

  test('takes a variable that is bound later from the frame around until then', () => {
    expect(evaluated('($x := 1; ($a := $x; $x := 2; [$a, $x]))', {})).toEqual([1, 2])
    expect(evaluated('($f := function() { $x }; $a := $f(); $x := 1; [$count($a), $f()])', {})).toEqual([
      0, 1,
    ])
  })

  test('calls functions of the host as they are, and notes where one failed', () => {
    const half = new FunctionValue('half', undefined, undefined, (given: number) => {
      if (typeof given !== 'number') throw Object.assign(new Error('no number'), { code: 'HALF' })
      return given / 2
    })
    const options: CompileOptions = { known: [{ name: 'half', kind: 'function' }] }
    const runtime = createRuntime({ builtins, now: () => 0 })
    const run = instantiate(generated('a + $half(b)', options), runtime)({ half })
    expect(run({ a: 1, b: 4 })).toBe(3)
    expect(() => run({ a: 1, b: 'x' })).toThrow(expect.objectContaining({ position: 10, token: 'half' }))
  })

  test('leaves its input as it is, whatever is done to it', () => {
    const input = Object.freeze({ a: Object.freeze([]), b: Object.freeze([Object.freeze({ n: 1 })]) })
    const text =
      '[a{"k": 1}, b[], b ~> |$|{ "m": 2 }, "n"|, ($clone := function($x) { $x }; b ~> |$|{ "m": 2 }|)]'
    expect(evaluated(text, input)).toEqual([{ k: 1 }, { n: 1 }, { m: 2 }, { n: 1, m: 2 }])
  })

  test('replaces in the same text again what another replacement and another text ask for', () => {
    const lines = ['axx 1', 'axx 1', 'axx 2', 'bx 2', 'b 2', 'axx 1'].map((line) => line.split(' '))
    const input = { lines: lines.map(([text, by]) => ({ text, by })) }
    const replaced = ['a1', 'a1', 'a2', 'b2', 'b', 'a1']
    expect(evaluated('[lines.$replace(text, /x+/, by)]', input)).toEqual(replaced)
    expect(evaluated('[lines.$replace(text, /x+/, "-")]', input)).toEqual(
      replaced.map((text) => text.replace(/\d/, '-')),
    )
    expect(generated('$replace(text, /x+/, "-")').uses).toContain('matchesReplaced')
  })

  test('has a member called __proto__ like any other', () => {
    expect(Object.keys(evaluated('{ "__proto__": 1, "a": b }', {}) as object)).toEqual(['__proto__'])
  })

  test('is not made of what is nested too deeply', () => {
    const deep = `${'[1, '.repeat(400)}1${']'.repeat(400)}`
    expect(generate(jsonata(deep).ast() as unknown as Node, nothingKnown)).toMatchObject({
      because: 'it is nested more than 300 levels deep',
    })
  })
})

describe('bounds of compiled code', () => {
  test.each([
    ['a function that calls itself as its last thing', '($f := function() { $f() }; $f())'],
    ['lists in lists', '[1..2000].([1..2000].$)'],
    [
      'a loop that is written as a function',
      '$map([1..2000], function($x) { $map([1..2000], function($y) { 1 }) })',
    ],
    ['a path with filters', '($n := [1..3000]; $n[$ in $n[$ > 0]])'],
  ])('count the rounds of %s', (_, text) => {
    expect(fault(text, { steps: 20_000 })).toMatchObject({ code: 'STEPS', value: 20_000 })
  })

  test('count levels as the library does: what a function evaluates before it calls itself', () => {
    const text = (times: number) => `($f := function($n) { $n = 0 ? 1 : $n * $f($n - 1) }; $f(${times}))`
    expect(fault(text(99), { levels: 302 })).toBeCloseTo(9.332e155, -153)
    expect(fault(text(100), { levels: 302 })).toMatchObject({ code: 'D1011', value: 302 })
  })

  test('hold lists and texts', () => {
    expect(fault('[1..200]', { items: 100 })).toMatchObject({ code: 'D2015', value: 200 })
    expect(fault('[1..60, 1..60]', { items: 100 })).toMatchObject({ code: 'D2015', value: 120 })
    expect(fault('($f := function($s) { $f($s & $s) }; $f("ab"))', { characters: 100 })).toMatchObject({
      code: 'TEXT',
      value: 128,
    })
  })

  test('look at the clock and at memory every so many rounds', () => {
    let looks = 0
    evaluated('$sum([1..100000].($ + 1))', {}, { look: () => (looks += 1) })
    expect(looks).toBeGreaterThan(0)
    expect(looks).toBeLessThan(200)
  })
})
