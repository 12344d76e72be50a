import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { given } from './asked.ts'
import { type Compared, comparison } from './compare.ts'
import { type Figure, type Group, median, type Ratio } from './figures.ts'
import { resultsIn, resultsOf, writeGroup } from './results-file.ts'
import { comparedText } from './table.ts'

const machine = {
  cpu: 'one',
  cores: 2,
  memoryGigabytes: 8,
  system: 'Linux',
  node: 'v24',
  java: undefined,
  load: 0,
}
const steady = [100, 100, 101, 99, 100]

function run(
  rounds: readonly number[],
  more: { pace?: readonly number[]; better?: 'less' | 'more' } = {},
): Group {
  const { pace = steady, better = 'less' } = more
  const figure: Figure = { name: 'a line', unit: better === 'less' ? 'ms' : '1/s', better, rounds }
  const ratio: Ratio = { name: 'a ratio', better: 'less', rounds }
  return {
    at: '2026-11-26T06:00:00.000Z',
    commit: undefined,
    machine,
    seconds: 1,
    pace,
    figures: [figure],
    ratios: [ratio],
    remarks: [],
  }
}

const verdicts = (before: Group, now: Group): readonly Compared['verdict'][] =>
  comparison({ mapping: before }, { mapping: now }).map(({ verdict }) => verdict)

describe('what got slower', () => {
  test('is what took longer than the rounds of both runs lie apart', () => {
    expect(verdicts(run(steady), run(steady.map((ms) => ms * 1.3)))).toEqual(['slower', 'slower'])
    expect(verdicts(run(steady.map((ms) => ms * 1.3)), run(steady))).toEqual(['faster', 'faster'])
    expect(verdicts(run(steady), run(steady.map((ms) => ms * 1.02)))).toEqual(['the same', 'the same'])
  })

  test('is not what swings as far from round to round', () => {
    expect(verdicts(run([70, 90, 100, 130, 160]), run([90, 110, 130, 150, 180]))).toEqual([
      'the same',
      'the same',
    ])
  })

  test('is no figure of a machine that is slower in everything; a ratio is not forgiven', () => {
    const slow = steady.map((ms) => ms * 1.5)
    expect(verdicts(run(steady), run(slow, { pace: slow }))).toEqual(['the same', 'slower'])
  })

  test('is a rate that is lower', () => {
    const lower = run(
      steady.map((rate) => rate / 1.3),
      { better: 'more' },
    )
    const [figure] = comparison({ ports: run(steady, { better: 'more' }) }, { ports: lower })
    expect(figure).toMatchObject({ name: 'ports: a line', verdict: 'slower' })
    expect(figure?.change).toBeCloseTo(1.3)
  })

  test('is nothing that the engine is only measured beside', () => {
    const aside = (group: Group): Group => ({
      ...group,
      figures: group.figures.map((line) => ({ ...line, isAside: true as const })),
      ratios: [],
    })
    expect(verdicts(aside(run(steady)), aside(run(steady.map((ms) => ms * 3))))).toEqual([])
  })

  test('of one round is what took longer by a third', () => {
    expect(verdicts(run([100]), run([128]))[1]).toBe('the same')
    expect(verdicts(run([100]), run([132]))[1]).toBe('slower')
  })

  test('is told in words, with what is new and what is gone', () => {
    const now = run(steady.map((ms) => ms * 2))
    const renamed = { ...now, ratios: now.ratios.map((ratio) => ({ ...ratio, name: 'another' })) }
    expect(comparedText(comparison({ mapping: run(steady) }, { mapping: renamed }))).toBe(
      [
        'Slower:',
        '  mapping: a line                                              2x slower              noise 10 %',
        'No longer measured:',
        '  mapping: a ratio',
        'New:',
        '  mapping: another',
        '0 of 3 lines are the same within their noise.',
      ].join('\n'),
    )
  })
})

describe('what is compared with', () => {
  test('must be a file that a run wrote', () => {
    const file = join(temporaryFolder('results'), 'some.json')
    expect(resultsIn(file)).toEqual(
      new RangeError(`There is no file ${file}: --compare takes what a run wrote.`),
    )
    const none = new RangeError(`${file} holds no results: --compare takes what a run wrote.`)
    const torn = ['no json', '{"mapping": 3}', '{"mapping": {"figures": []}}', '[null]']
    const list = JSON.stringify([run(steady)])
    const noPace = '{"mapping": {"figures": [], "ratios": []}}'
    for (const text of [...torn, '{}', '[]', 'null', list, noPace]) {
      writeFileSync(file, text)
      expect(resultsIn(file)).toEqual(none)
    }
    const results = { mapping: run(steady) }
    writeFileSync(file, JSON.stringify(results))
    expect(resultsIn(file)).toEqual(results)
    const folder = dirname(file)
    expect(resultsIn(folder)).toEqual(
      new RangeError(`${folder} can not be read (EISDIR): --compare takes what a run wrote.`),
    )
  })

  test('must have a group that runs', () => {
    const file = join(temporaryFolder('results'), 'some.json')
    const results = { mapping: run(steady), cold: run(steady) }
    writeFileSync(file, JSON.stringify(results))
    expect(resultsOf(file, ['cold', 'poll'])).toEqual(results)
    expect(resultsOf(file, ['poll', 'ports'])).toEqual(
      new RangeError(`${file} has none of the groups that run (poll, ports): it has mapping, cold.`),
    )
    expect(resultsOf(file, [])).toEqual(
      new RangeError('--compare needs groups that run: --plots alone runs none.'),
    )
  })
})

describe('what is asked', () => {
  test('is read with the groups', () => {
    expect(given(['mapping', '--compare', 'FILE', '--plots'])).toMatchObject({
      groups: ['mapping'],
      compare: 'FILE',
      plots: true,
      smoke: false,
    })
  })

  test.each([
    [['--smoke', '--record'], '--record is not for --smoke: a smoke run says nothing that is worth keeping.'],
    [
      ['--compare', 'FILE', '--smoke'],
      '--compare is not for --smoke: a smoke run says nothing that is worth comparing.',
    ],
    [['--fast'], "Unknown option '--fast'. See --help."],
    [['--compare'], "Option '--compare <value>' argument missing. See --help."],
    [['--compare', '--plots'], "Option '--compare' argument is ambiguous. See --help."],
    [['--record=yes'], "Option '--record' does not take an argument. See --help."],
  ])('%j is refused in words', (args, words) => {
    expect(given(args)).toEqual(new RangeError(words))
  })

  test.each([['{}'], ['[]']])('a file that says %s is refused in one line, before anything runs', (text) => {
    const file = join(temporaryFolder('results'), 'some.json')
    writeFileSync(file, text)
    expect(bench('mapping', '--compare', file)).toEqual({
      status: 2,
      stdout: '',
      stderr: `${file} holds no results: --compare takes what a run wrote.\n`,
    })
  })

  test('an option that there is not, too', () => {
    expect(bench('--fast')).toEqual({
      status: 2,
      stdout: '',
      stderr: "Unknown option '--fast'. See --help.\n",
    })
  })
})

function bench(...args: readonly string[]) {
  const path = join(import.meta.dirname, 'bench.ts')
  const { status, stdout, stderr } = spawnSync(process.execPath, [path, ...args], { encoding: 'utf8' })
  return { status, stdout, stderr }
}

test('what is recorded is formatted as the project is, and drops what an older bench wrote', () => {
  const file = join(temporaryFolder('recorded'), 'some.json')
  writeFileSync(file, '{"at": "2025-11-25", "lines": []}')
  writeGroup(file, 'ports', run([1.23456789, 2]))
  const text = readFileSync(file, 'utf8')
  expect(Object.keys(JSON.parse(text) as object)).toEqual(['ports'])
  expect(text).toContain('"rounds": [1.2346, 2]')
})

describe('the median', () => {
  test('of two lies halfway between them, of five it is the third', () => {
    expect(median([55, 41])).toBe(48)
    expect(median([5, 1, 4, 2, 3])).toBe(3)
    expect(median([4, 1, 2, 3])).toBe(2.5)
    expect(median([])).toBeNaN()
  })
})
