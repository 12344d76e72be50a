import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import type { Report } from '../../engine/rehearse/report.ts'
import start from '../../package.json' with { type: 'json' }
import { madeFolder, temporaryFolder } from '../helpers/temporary-folder.ts'
import { commandsIn } from './printed-commands.ts'

interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}
/** What `npm start` runs, with more words: a process of its own, without a terminal and without a network. */
function ran(words: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const { HOME = '', PATH = '' } = process.env
  const child = spawn(process.execPath, words, { env: { HOME, PATH, ...environment } })
  const ended = { stdout: '', stderr: '' }
  child.stdout.on('data', (piece: Buffer) => void (ended.stdout += piece.toString()))
  child.stderr.on('data', (piece: Buffer) => void (ended.stderr += piece.toString()))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, ...ended }))
  })
}
const [node, program = '', ...words] = start.scripts.start.split(' ')
const began = performance.now()
const data = madeFolder('start')
const night = await ran([program, ...words, '--data', data])
const took = performance.now() - began
afterAll(() => rmSync(data, { recursive: true }))
const lines = night.stdout.split('\n')

/** The lines of the night from the one that has both words to the next that has all of the others. */
function between(from: readonly string[], to: readonly string[]): readonly string[] {
  const has = (all: readonly string[]) => (line: string) => all.every((word) => line.includes(word))
  const first = lines.findIndex(has(from))
  const last = lines.findIndex((line, index) => index > first && has(to)(line))
  expect([first, last]).not.toContain(-1)
  return lines.slice(first + 1, last)
}

describe('npm start', () => {
  test('plays a night in under a minute and ends by itself, without trouble', () => {
    expect(node).toBe('node')
    expect(night).toMatchObject({ code: 0, stderr: '' })
    expect(took).toBeLessThan(60_000)
    expect(night.stdout).not.toContain('failed')
    expect(night.stdout).not.toContain('\u001B')
  })

  test('ends with the figures of the last captures', () => {
    const selection = /^ {2}(\S.*?) {2,}(?:[A-Z]{3} +)?([\d,]+) {2,}[\d.]+ %$/
    const figures = lines.flatMap((line) => {
      const [, name, votes] = selection.exec(line) ?? []
      return name === undefined ? [] : [`${name} ${votes}`]
    })
    expect(figures).toEqual([
      'Ada Quill 125,211',
      'Bram Oakes 115,454',
      'Cleo Marsh 6,364',
      'Dov Penn 2,288',
      'Write-in 182',
      'Yes 132,613',
      'No 109,851',
      'Ines Calder 5,623',
      'Otto Dray 5,095',
      'Pia Egan 1,026',
      'Write-in 31',
      'Rosa Fenn 2,353',
      'Ulf Gray 2,230',
      'Vera Hale 786',
      'Yes 3,093',
      'No 2,077',
    ])
  })

  test('holds the county with the test deck while all others go on', () => {
    const meanwhile = between(['HELD', 'CHECK_TEST_DECK', 'Dune'], ['lifted', 'CHECK_TEST_DECK'])
    expect(meanwhile.filter((line) => /zz-state +published +10 revised/.test(line))).toHaveLength(2)
    expect(meanwhile.some((line) => /zz-orchard +published/.test(line))).toBe(true)
    const [next] = between(['lifted', 'CHECK_TEST_DECK'], ['zz-orchard', 'published'])
    expect(next).toMatch(/zz-state +published +12 revised/)
  })

  test('holds a page that is no result as a whole, and takes the next capture', () => {
    const meanwhile = between(
      ['HELD', 'whole capture', 'DECODE_CONTRADICTED'],
      ['lifted', 'DECODE_CONTRADICTED'],
    )
    expect(meanwhile.filter((line) => line.includes('zz-harbor'))).toEqual([])
  })

  test('publishes a small correction, and says so', () => {
    expect(night.stdout).toMatch(
      /zz-orchard +corrected +1 corrected, Cider Mill, Library Measure: Yes 701 → 697/,
    )
  })

  test('shows a hold that stands with both figures, and what to type next', async () => {
    expect(night.stdout).toContain('Dock Street, Sheriff: votes fell: Ines Calder 1,204 → 611')
    expect(night.stdout).toContain(
      'published is     Ines Calder 1,204, Otto Dray 987, Pia Egan 311, Write-in 9',
    )
    const commands = commandsIn(night.stdout)
    const said: Record<string, Ended> = {}
    // One after the other, as a person types them: a release before the night goes on.
    for (const {
      words: [name = '', ...rest],
      environment,
    } of commands)
      said[name] = await ran(['engine/cli/feed.js', name, ...rest], environment)
    expect(Object.entries(said).map(([name, { code, stderr }]) => [name, code, stderr])).toEqual([
      ['results', 0, ''],
      ['why', 0, ''],
      ['holds', 3, ''],
      ['release', 0, ''],
      ['rehearse', 0, ''],
    ])
    expect(said['results']?.stdout).toContain('Ada Quill 125,211')
    expect(said['why']?.stdout).toContain(
      '"precinct":"Dock Street","reported":true,"choice":"Ines Calder","votes":1204',
    )
    expect(said['holds']?.stdout).toMatch(/ines-calder +1,204 +611/)
    const { stdout } = said['rehearse'] ?? { stdout: '' }
    expect(stdout).toContain('CHECK_FALL: a person released it')
    expect(stdout).toMatch(/corrected +1 corrected, Dock Street, Sheriff: Ines Calder 1,204 → 611/)
    expect(stdout).toMatch(/Ines Calder +5,030 /)
    expect(stdout).toContain('Nothing is held at the end.')
  })
})

test('the same night gives the same report, under the plans that are live', async () => {
  const again = temporaryFolder('start')
  // In which formats it is exported is not in the report, and takes time.
  const { code, stdout } = await ran([program, ...words, '--json', '--data', again], {
    CANVASS_EXPORT_FORMATS: 'compact-json',
  })
  expect(code).toBe(0)
  const report = JSON.parse(stdout) as Report
  expect(report.holds.map(({ feed, code: rule, results, how }) => [feed, rule, results, how])).toEqual([
    ['zz-orchard', 'CHECK_TIME_GATE', 8, 'due'],
    ['zz-state', 'CHECK_TEST_DECK', 2, 'superseded'],
    ['zz-harbor', 'DECODE_CONTRADICTED', 0, 'superseded'],
    ['zz-harbor', 'CHECK_FALL', 1, null],
  ])
  const [standing] = report.holds.filter(({ until }) => until === null)
  expect(night.stdout).toContain(standing?.hold)
  expect(standing?.held).toMatchObject([{ now: { 'ines-calder': 611 }, before: { 'ines-calder': 1_204 } }])
  expect(
    report.feeds.map(({ feed, captures, shown, corrected, failed, stale }) => [
      feed,
      captures,
      shown,
      corrected,
      failed,
      stale,
    ]),
  ).toEqual([
    ['zz-state', 8, 8, 0, 0, 0],
    ['zz-harbor', 7, 7, 0, 0, 1],
    ['zz-orchard', 7, 7, 1, 0, 0],
  ])
  const validated = await ran(['engine/cli/feed.js', 'validate', '--json'], {
    CANVASS_FEEDS: 'feeds/rehearsal/feeds',
  })
  const { feeds } = JSON.parse(validated.stdout) as { feeds: { feed: string; planHash: string }[] }
  const live = Object.fromEntries(feeds.map(({ feed, planHash }) => [feed, planHash]))
  expect(Object.fromEntries(report.feeds.map(({ feed, plan }) => [feed, plan]))).toEqual(live)
})
