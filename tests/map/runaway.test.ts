import { expect, onTestFinished, test, vi } from 'vitest'
import { compiled, mapped, problems, valueOf } from './compiled.ts'

const line = (cast: string): string => `{ "unit": { "name": "u" }, "ballots": { "cast": ${cast} } }`

/** Real runaways: each would go on for minutes, or fill the memory, without a bound. */
test.each([
  [
    'a function that calls itself last',
    '($f := function($n) { $f($n + 1) }; $f(0))',
    /not done after 100 ms \(limits\.expression_time\)\.$/,
  ],
  ['a function that calls itself', '($f := function($n) { 1 + $f($n + 1) }; $f(0))', /not done|too deeply/],
  ['one that calls itself twice', '($f := function($n) { [$f($n), $f($n)] }; $f(0))', /not done|too deeply/],
  [
    'lists in lists',
    '$map([1..99999], function($x) { $map([1..99999], function($y) { $y }) })',
    /not done after 100 ms/,
  ],
  ['a huge range', '[1..1000000]', /a list that is too long \(1000000\)/],
  ['a range that JSONata itself refuses', '[1..100000000]', /a list that is too long/],
  ['a list that is put in order', '[1..200000]^(>$)', /a list that is too long/],
  ['a text that doubles', '($f := function($s) { $f($s & $s) }; $f("ab"))', /a text of 16777216 characters/],
  ['a text that is filled up', '$length($pad("x", 300000000))', /a text of 300000000 characters/],
  ['a text of many', '$join([1..99999].$pad("x", 1000), "-")', /not done|a text of 100098999 characters/],
  ['lists that are kept', '$count([1..99999].{ "all": [1..99999] })', /not done|more than \d+ MB/],
])(
  '%s ends in time, and names the row',
  async (_, expression, problem) => {
    const before = performance.now()
    const mapping = mapped(line(expression), [{}, {}], { milliseconds: 100 })
    await expect(mapping).rejects.toMatchObject({
      code: 'MAP_RUNAWAY',
      place: 'L1',
      message: expect.stringMatching(problem),
    })
    expect(performance.now() - before).toBeLessThan(5_000)
  },
  10_000,
)

/** Each goes through a whole list for each item of another, in one operation that no loop of the expression is part of. */
test.each([
  '$sum(rows.($$.rows.n))',
  '$count(rows.($$.texts))',
  '$count(rows[n in $$.texts])',
  '$count(rows.$sum($$.rows.n))',
  '$count(rows.$join($$.texts))',
  '$count(rows.$reverse($$.texts)[0])',
  '$count(rows.$sort($$.texts)[0])',
  '$count(rows.$distinct($$.texts)[0])',
  '$count(rows.$boolean($$.texts))',
  '$count(rows[$$.texts = $$.others])',
  '$count(rows.(**.n)[0]) + $count(rows.($$.**.n)[0])',
])(
  'and so does a list in a list: %s',
  async (expression) => {
    const list = (text: string) => Array.from({ length: 20_000 }, (_, n) => `${text}${n}`)
    const value = { rows: list('').map((_, n) => ({ n })), texts: list('t'), others: list('t') }
    const before = process.threadCpuUsage()
    await expect(mapped(line(expression), [value], { milliseconds: 50 })).rejects.toMatchObject({
      code: 'MAP_RUNAWAY',
      message: expect.stringMatching(/not done after 50 ms|a list that is too long/),
    })
    expect(process.threadCpuUsage(before).user).toBeLessThan(2_000_000)
  },
  10_000,
)

test('depth is bounded apart from time', async () => {
  const endless = line('($f := function($n) { 1 + $f($n + 1) }; $f(0))')
  await expect(mapped(endless, [{}], { milliseconds: 600_000 })).rejects.toMatchObject({
    code: 'MAP_RUNAWAY',
    message: 'The mapping runs away on this row: its functions call each other too deeply.',
  })
}, 20_000)

test('a row nested beyond the machine is a runaway, not a crash', async () => {
  let value: { a?: unknown } = {}
  for (let level = 0; level < 50_000; level += 1) value = { a: value }
  await expect(mapped(line('$count(**)'), [value as never])).rejects.toMatchObject({
    code: 'MAP_RUNAWAY',
    place: 'L1',
  })
})

test('the next batch is not harmed by a runaway before it', async () => {
  const mapping = compiled(line('N = 1 ? 1 : ($f := function($n) { $f($n + 1) }; $f(0))'), {
    milliseconds: 50,
  })
  const { signal } = new AbortController()
  await expect(mapping.map([{ place: 'L1', value: { N: 2 } }], signal)).rejects.toMatchObject({
    code: 'MAP_RUNAWAY',
  })
  const { lines } = await mapping.map([{ place: 'L2', value: { N: 1 } }], signal)
  expect(lines.map(({ place }) => place)).toEqual(['L2'])
})

test('a machine that stood still for longer than a row may take is no runaway', async () => {
  const clock = vi.spyOn(Date, 'now')
  onTestFinished(() => clock.mockRestore())
  const { signal } = new AbortController()
  const mapping = compiled(line('$sum([1..10])'), { milliseconds: 1_000 })
  clock.mockReturnValueOnce(0).mockReturnValueOnce(600_000)
  const { lines } = await mapping.map([{ value: {}, place: 'L1' }], signal)
  expect(lines).toEqual([{ value: { unit: { name: 'u' }, ballots: { cast: 55 } }, place: 'L1' }])
})

test('memory is bounded apart from time', async () => {
  const lists = line('$count([1..99999].{ "all": [1..99999] })')
  await expect(mapped(lists, [{}], { milliseconds: 600_000 })).rejects.toMatchObject({
    code: 'MAP_RUNAWAY',
    message: expect.stringMatching(/it holds more than \d+ MB/),
  })
}, 60_000)

test('a list that is long, and made again and again, is no runaway', async () => {
  const again = line('$sum([1..2000].$count([1..9999]))')
  const { lines } = await mapped(again, [{}], { milliseconds: 60_000 })
  expect(lines[0]?.value.ballots?.cast).toBe(2_000 * 9_999)
}, 60_000)

test.each([
  '$contains(Text, /^(a+)+$/)',
  '$count($match(Text, /(a|a)*b/))',
  '$length($replace(Text, /(.*,)*x/, "")) = 0',
])(
  'a regular expression takes no longer than its text is worth: %s',
  async (expression) => {
    const text = `${'a'.repeat(50_000)}!`
    const before = performance.now()
    const { lines } = await mapped(line(`${expression} ? 1 : 0`), [{ Text: text }], { milliseconds: 60_000 })
    expect(lines[0]?.value.ballots?.cast).toBe(0)
    expect(performance.now() - before).toBeLessThan(20_000)
  },
  30_000,
)

test('a regular expression that can only be tried is refused where it stands', () => {
  expect(problems('$contains(A, /a(?=b)/) ? { "capture": { "token": $match(A, /(a)\\1/).match } }')).toEqual([
    '1:14 MAP_REGEX The regular expression /a(?=b)/ can not be used: it looks ahead or behind, which can take any time.',
    '1:60 MAP_REGEX The regular expression /(a)\\1/ can not be used: it refers to a group, which can take any time.',
  ])
})

test('regular expressions find what they find in JSONata', async () => {
  const expression = `$join($match("a1 b22\u00a0c", /([a-z])(\\d*)/i).(match & ":" & $join(groups, "+")), " ")
    & $replace("A b\u00a0 c", /\\s+/, "_") & $string($split("a, b;c", /[,;]\\s*/)) & $replace("x-y", /(\\w)-(\\w)/, "$2$1")`
  expect(await valueOf(expression)).toBe('a1:a+1 b22:b+22 c:c+A_b_c["a","b","c"]yx')
})

/** Data that shares its parts, small to hold and huge as a tree: each of these goes through it in one operation. */
test.each([
  '$d = $e ? 1 : 2',
  '$d != $e ? 1 : 2',
  '$count($distinct([$d, $e]))',
  '$count($d.**)',
  '$count($d.**.x)',
  '$count($d ~> | $ | { "z": 1 } |)',
  '$length($string($d))',
  '$length($string($d, true))',
  '$count({ "l": $l }.*)',
  '$count($l.x)',
  '$l ? 1 : 2',
  '$l and true ? 1 : 2',
  '$boolean($l) ? 1 : 2',
  '$not($l) ? 1 : 2',
  '$count([1, 2][$l])',
  '$count($filter([1, 2], function($n) { $l }))',
  '$count($spread($l))',
  '$count($keys($l))',
  '$count($lookup($l, "x"))',
])(
  'and so does what goes through data that shares its parts: %s',
  async (expression) => {
    const shared = `$f := function($o, $n) { $n = 0 ? $o : $f({ "a": $o, "b": $o }, $n - 1) };
      $g := function($l, $n) { $n = 0 ? $l : $g([[$l], [$l]], $n - 1) };
      $d := $f({ "x": 1 }, 40); $e := $f({ "x": 1 }, 40); $l := $g([0, 0], 40)`
    const text = `( ${shared}; ${line(expression)} )`
    await expect(mapped(text, [{}], { milliseconds: 50 })).rejects.toMatchObject({ code: 'MAP_RUNAWAY' })
  },
  10_000,
)

test.each([
  ['$count($split($pad("", 200000, "a"), ""))', /a list that is too long \(200000\)/],
  ['$count($split($pad("", 400000, "a,"), ","))', /a list that is too long \(200001\)/],
  ['$count($split($pad("", 400000, "a,"), /,/))', /a list that is too long|not done/],
  ['$length($fromMillis(1, $pad("[Y]", 3000000, "[Y]")))', /a picture of 3000000 characters/],
])('%s is more than one call may do', async (expression, problem) => {
  await expect(mapped(line(expression), [{}], { milliseconds: 1_000 })).rejects.toMatchObject({
    code: 'MAP_RUNAWAY',
    message: expect.stringMatching(problem),
  })
})
