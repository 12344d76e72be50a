import { describe, expect, test } from 'vitest'
import { parseSpec } from '../../engine/spec/document.ts'

const problems = (text: string): readonly string[] =>
  parseSpec('feed.yaml', text).problems.map(
    ({ at, code, message }) => `${at?.line}:${at?.column} ${code} ${message}`,
  )

describe('values and keys stand where they are written', () => {
  const text = [
    '# a comment',
    'feed: us-xx',
    'schedule:',
    '  windows:',
    '    - { from: 1, to: 2 }',
    '    -   from: 3',
    'checks: [ rows, { fall: {} } ]',
    'empty:',
    '"quoted key": x',
    '',
  ].join('\n')
  const spec = parseSpec('feeds/us-xx/feed.yaml', text)

  test.each([
    [['feed'], '2:7', '2:1'],
    [['schedule', 'windows', 0, 'to'], '5:22', '5:18'],
    [['schedule', 'windows', 1, 'from'], '6:15', '6:9'],
    [['checks', 1, 'fall'], '7:25', '7:19'],
    [['checks', 0], '7:11', '7:11'],
    [['quoted key'], '9:15', '9:1'],
    [[], '2:1', '2:1'],
  ])('%j', (path, value, key) => {
    const shown = ({ line, column }: { line: number; column: number }) => `${line}:${column}`
    expect(shown(spec.position(path))).toBe(value)
    expect(shown(spec.keyPosition(path))).toBe(key)
  })

  test('what is missing is placed at the nearest that is there, whatever the offset', () => {
    expect(spec.position(['schedule', 'every'], 7)).toMatchObject({ line: 4, column: 3 })
    expect(spec.position(['schedule', 'windows', 9])).toMatchObject({ line: 5, column: 5 })
    expect(spec.position(['feed', 'deeper'])).toMatchObject({ line: 2, column: 7 })
    expect(spec.position(['nothing'])).toMatchObject({ line: 2, column: 1 })
  })

  test('the file is named', () => {
    expect(spec.position(['feed']).file).toBe('feeds/us-xx/feed.yaml')
  })

  test('a mark of the byte order and breaks of Windows move nothing', () => {
    const written = parseSpec('f', `\uFEFF${text.replaceAll('\n', '\r\n')}`)
    expect(written.value).toEqual(spec.value)
    expect(written.position(['schedule', 'windows', 0, 'to'])).toMatchObject({ line: 5, column: 22 })
  })
})

describe('YAML that is no part of the spec language', () => {
  test.each([
    [
      'a: { <<: { rows: 1 } }\nb:\n  <<: { rows: 2 }\n',
      ['1:6 SPEC_YAML_FEATURE Specs do without a merge key (<<).'],
    ],
    ['limits: &a { rows: 1 }', ['1:9 SPEC_YAML_FEATURE Specs do without an anchor (&a).']],
    [
      'a: &a 1\nb: *a\nc: *a',
      [
        '1:4 SPEC_YAML_FEATURE Specs do without an anchor (&a).',
        '2:4 SPEC_YAML_FEATURE Specs do without an alias (*a).',
      ],
    ],
    ['a: !!str 5', ['1:4 SPEC_YAML_FEATURE Specs do without a tag (tag:yaml.org,2002:str).']],
    ['a: !include x.yaml', ['1:4 SPEC_YAML_FEATURE Specs do without a tag (!include).']],
    ['a: 1\n---\nb: 2', ['2:1 SPEC_YAML_FEATURE Specs do without a second document (---).']],
    ['? [a, b]\n: 1', ['1:3 SPEC_YAML_FEATURE Specs do without a key that is no text.']],
  ])('%j', (text, expected) => {
    expect(problems(text)).toEqual(expected)
    expect(parseSpec('f', text).value).toBeNull()
  })

  test('aliases that would stand for gigabytes cost nothing', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]']
    for (let level = 1; level < 12; level += 1) {
      const all = Array.from({ length: 10 }, () => `*a${level - 1}`)
      lines.push(`a${level}: &a${level} [${all.join(', ')}]`)
    }
    const found = problems(lines.join('\n'))
    expect(found[0]).toBe('1:5 SPEC_YAML_FEATURE Specs do without an anchor (&a0).')
    expect(found.every((one) => one.includes(' SPEC_YAML_FEATURE '))).toBe(true)
  })

  test('nesting without end and files without end are refused', () => {
    expect(problems(`a: ${'['.repeat(60)}${']'.repeat(60)}`)).toEqual([
      '1:54 SPEC_YAML_FEATURE Specs do without nesting of more than 50 levels.',
    ])
    expect(problems(`a: ${'['.repeat(100_000)}`)[0]).toContain('SPEC_')
    expect(problems(`a: "${'x'.repeat(1_000_000)}"`)).toEqual([
      '1:1 SPEC_TOO_LONG The file has more than 1,000,000 characters.',
    ])
  })
})

describe('keys', () => {
  test('given twice are reported, each at its place, and the rest is still read', () => {
    const text = 'a: 1\nb: { c: 1, d: 2, c: 3 }\na: 2\na: 3'
    expect(problems(text)).toEqual([
      '2:18 SPEC_SAME_NAME The key "c" is given twice; also at line 2.',
      '3:1 SPEC_SAME_NAME The key "a" is given twice; also at line 1.',
      '4:1 SPEC_SAME_NAME The key "a" is given twice; also at line 1.',
    ])
    expect(parseSpec('f', text).value).toEqual({ a: 3, b: { c: 3, d: 2 } })
    expect(parseSpec('f', text).position(['a'])).toMatchObject({ line: 4 })
  })

  test('that YAML takes for numbers or nothing are texts in quotes', () => {
    expect(problems('a: { 01: x, null: y, "02": z, no: w }')).toEqual([
      '1:6 SPEC_VALUE The key 01 is no text; it must be one.',
      '1:13 SPEC_VALUE The key null is no text; it must be one.',
    ])
  })
})

describe('what is no YAML is said in plain words', () => {
  test.each([
    ['a:\n\tb: 1', '2:1 SPEC_SYNTAX This is no YAML: a tab stands where the indentation is.'],
    [
      'title: A: b',
      '1:8 SPEC_SYNTAX This is no YAML: a second ": " on one line begins a value inside a value.',
    ],
    ['a: `x`', '1:4 SPEC_SYNTAX This is no YAML: a text can not begin with this sign.'],
    ['a: "\\d"', '1:5 SPEC_SYNTAX This is no YAML: this backslash begins no escape.'],
    ['a: [1, 2', '1:9 SPEC_SYNTAX This is no YAML: a bracket that was opened is not closed by ]'],
    ["a: 'x", "1:6 SPEC_SYNTAX This is no YAML: missing closing 'quote."],
  ])('%j', (text, expected) => {
    expect(problems(text)[0]?.slice(0, expected.length)).toBe(expected)
    expect(parseSpec('f', text).value).toBeNull()
  })

  test('an empty file has no value and no problem of its own', () => {
    expect(parseSpec('f', '')).toMatchObject({ value: null, problems: [] })
    expect(parseSpec('f', '# nothing\n').position(['feed'])).toEqual({ file: 'f', line: 1, column: 1 })
  })
})

test('values are those of YAML 1.2: no is a text, dates and times of day are too', () => {
  const { value } = parseSpec('f', 'a: no\nb: 2024-11-05 19:30\nc: 12:30\nd: 1e3\ne: ~\nf: true\ng: 0x10')
  expect(value).toEqual({ a: 'no', b: '2024-11-05 19:30', c: '12:30', d: 1000, e: null, f: true, g: 16 })
})

test('in quotes << is a name like any other', () => {
  expect(problems('a: { "<<": 1 }')).toEqual([])
})
