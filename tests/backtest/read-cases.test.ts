import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readCases } from '../../engine/backtest/read-cases.ts'
import type { FeedError } from '../../engine/errors/feed-error.ts'

/** The problems of a cases.yaml, as `line:column CODE`. */
function problemsIn(text: string | Buffer): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'cases-'))
  try {
    writeFileSync(join(folder, 'cases.yaml'), text)
    readCases(folder)
    return []
  } catch (error) {
    if (!(error instanceof AggregateError)) throw error
    return (error.errors as readonly FeedError[]).map(({ at, code }) => `${at?.line}:${at?.column} ${code}`)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test('a folder without cases.yaml has no cases', () => {
  expect(readCases('tests/backtest')).toEqual([])
})

test.each([
  ['a list of cases', '- { case: a, capture: x }', []],
  ['no list', 'case: a', ['1:1 SPEC_VALUE']],
  ['an empty list', '[]', ['1:1 SPEC_VALUE']],
  ['Latin-1', Buffer.from('- case: Do\u00f1a', 'latin1'), ['1:11 SPEC_ENCODING']],
  ['broken YAML', '- case: [', ['1:10 SPEC_SYNTAX']],
  [
    'a name twice',
    '- { case: a, capture: x }\n- { case: a, capture: y }',
    ['1:23 CAPTURE_MISSING', '2:11 SPEC_SAME_NAME', '2:23 CAPTURE_MISSING'],
  ],
  [
    'a case after itself',
    '- { case: a, capture: x, after: a }',
    ['1:23 CAPTURE_MISSING', '1:33 SPEC_NOT_FOUND'],
  ],
  [
    'a case after a later one',
    '- { case: a, capture: x, after: b }\n- { case: b, capture: x }',
    ['1:23 CAPTURE_MISSING', '1:33 SPEC_NOT_FOUND', '2:23 CAPTURE_MISSING'],
  ],
  [
    'a release of nothing',
    '- { case: a, capture: x, release: [ { code: C, group: g, who: Kim, why: asked } ] }',
    ['1:23 CAPTURE_MISSING', '1:35 SPEC_MISSING_KEY'],
  ],
  [
    'a release without a reason',
    '- { case: a, capture: x }\n- { case: b, capture: x, after: a, release: [ { code: C, group: g, who: Kim } ] }',
    ['1:23 CAPTURE_MISSING', '2:23 CAPTURE_MISSING', '2:47 SPEC_MISSING_KEY'],
  ],
  [
    'checks that there are not, or that are given twice',
    '- { case: a, capture: x, checks: [ { rows: { at_leest: 1 } }, fall, fall ] }',
    ['1:23 CAPTURE_MISSING', '1:46 SPEC_UNKNOWN_KEY', '1:69 SPEC_SAME_NAME'],
  ],
  [
    'figures that are none',
    '- { case: a, capture: x, expect: { rows: -1 } }',
    ['1:23 CAPTURE_MISSING', '1:42 SPEC_VALUE'],
  ],
  [
    'everything at once',
    '- { case: a, capture: x, rows: 1 }\n- 7\n- { case: a, capture: [], after: c }\n- { capture: y, after: 5 }',
    [
      '1:23 CAPTURE_MISSING',
      '1:26 SPEC_UNKNOWN_KEY',
      '2:3 SPEC_VALUE',
      '3:11 SPEC_SAME_NAME',
      '3:23 SPEC_VALUE',
      '3:34 SPEC_NOT_FOUND',
      '4:3 SPEC_MISSING_KEY',
      '4:14 CAPTURE_MISSING',
      '4:24 SPEC_VALUE',
    ],
  ],
])('%s', (_, text, problems) => {
  expect(problemsIn(text)).toEqual(problems)
})
