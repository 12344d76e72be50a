import { hash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { figuresAfter } from '../../engine/diff/figures.ts'
import { canonicalJson } from '../../engine/flow/canonical-json.ts'
import { captureOf } from '../../engine/flow/capture-of.ts'
import { bodyOf } from '../../engine/flow/collect.ts'
import type { Sha256 } from '../../engine/model/ids.ts'
import { compileFeed } from '../../engine/plan/compile.ts'
import type { Plan } from '../../engine/plan/plan.ts'
import { type Memory, newMemory } from '../../engine/poll/memory.ts'
import type { Prior } from '../../engine/poll/prior.ts'
import { type Judged, processCapture } from '../../engine/poll/process-capture.ts'
import { nothingBefore } from '../helpers/judged.ts'
import { withPlainRawRows } from '../helpers/raw-rows.ts'

const state = 'ocd-division/country:us/state:xx'
const texts: Readonly<Record<string, string>> = {
  'feeds/elections/us-2024-11-05-general.yaml': `
election: us-2024-11-05-general
title: General election of 5 November 2024
date: 2024-11-05
polls_close:
  - { unit: "${state}", at: 2024-11-05 20:00, timezone: America/New_York }
`,
  // A row of one precinct is nothing, one of another is two lines; the last column says what the capture is of.
  'feeds/us-xx/rows/feed.yaml': `
feed: us-xx-rows
title: Rows of a state that does not exist
election: us-2024-11-05-general
unit: ${state}
status: live
schedule: { timezone: America/New_York, every: 15s }
source:
  http: { url: "http://127.0.0.1:1/rows.csv", allow_private: true }
decode:
  csv: { delimiter: "|" }
map: |
  (
    $line := {
      "contest":   { "id": Contest = "3" ? "xx/third" : "xx/" & Contest, "name": Contest != "4" ? Contest },
      "unit":      { "type": "precinct", "name": Precinct },
      "selection": { "name": Candidate },
      "votes":     { "total": $votes(Total) },
      "capture":   As != "" ? { "as_of": "2024-11-06T0" & As & ":00:00Z" }
    };
    Precinct = "none" ? [] : Precinct = "all" ?
      [$line, $merge([$line, { "selection": { "name": Candidate & " II" } }])] : $line
  )
checks:
  - rejected: { at_most: 3 }
`,
}

function compiled(): Plan {
  const list = (folder: string): readonly string[] => {
    const below = Object.keys(texts).filter((one) => one.startsWith(`${folder}/`))
    return [...new Set(below.map((one) => one.slice(folder.length + 1).replace(/\/.*/, '/')))].toSorted()
  }
  const { plan, problems } = compileFeed('feeds/us-xx/rows/feed.yaml', { read: (one) => texts[one], list })
  if (plan === undefined) throw new Error(problems.map(String).join('\n'))
  return plan
}
/** The decoder's own raw rows, and others that are made of the rows themselves. */
const plans = { own: compiled(), plain: withPlainRawRows(compiled()) }
const plan = plans.own
const { signal } = new AbortController()

interface File {
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
}
const named = ['Contest', 'Precinct', 'Candidate', 'Total', 'As']
const turned = ['Precinct', 'Contest', 'Candidate', 'Total', 'As']
const textOf = ({ header, rows }: File): string =>
  [header, ...rows].map((row) => `${row.join('|')}\n`).join('')

const row = fc.tuple(
  fc.constantFrom('1', '2', '3', '4'),
  fc.constantFrom('north', 'south', 'east', 'none', 'all'),
  fc.constantFrom('Ada', 'Bo', 'Cy', 'Dee', 'Eve'),
  fc.oneof({ arbitrary: fc.nat(30).map(String), weight: 30 }, { arbitrary: fc.constant('-'), weight: 1 }),
  fc.oneof({ arbitrary: fc.constant(''), weight: 9 }, { arbitrary: fc.constantFrom('1', '2'), weight: 1 }),
)
/** Rows of a file that mostly does not contradict itself. */
const file = fc.uniqueArray(row, { selector: ([a, b, c]) => `${a} ${b} ${c}`, minLength: 1, maxLength: 25 })

type Edit = (file: File) => File
const at = fc.nat(1_000)
const place = (rows: File['rows'], n: number): number => (rows.length === 0 ? 0 : n % rows.length)
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(at, fc.nat(40)).map(
    ([n, votes]): Edit =>
      ({ header, rows }) => {
        const changed = rows.map((one, index) =>
          index === place(rows, n) ? one.with(3, String(votes)) : one,
        )
        return { header, rows: changed }
      },
  ),
  at.map(
    (n): Edit =>
      ({ header, rows }) => ({ header, rows: rows.toSpliced(place(rows, n), 1) }),
  ),
  fc.tuple(at, row).map(
    ([n, one]): Edit =>
      ({ header, rows }) => ({
        header,
        rows: rows.toSpliced(place(rows, n), 0, one),
      }),
  ),
  at.map(
    (n): Edit =>
      ({ header, rows }) => ({
        header,
        rows: rows.toSpliced(place(rows, n), 0, ...rows.slice(place(rows, n), place(rows, n) + 1)),
      }),
  ),
  at.map(
    (n): Edit =>
      ({ header, rows }) => ({
        header,
        rows: [...rows.slice(place(rows, n)), ...rows.slice(0, place(rows, n))],
      }),
  ),
  // A blank line: rows behind it are the same ones on other lines.
  at.map(
    (n): Edit =>
      ({ header, rows }) => ({
        header,
        rows: rows.map((one, index) => (index === place(rows, n) ? one.with(4, `${one[4]}\n`) : one)),
      }),
  ),
  fc.constantFrom(named, turned, named.with(3, 'Votes')).map(
    (header): Edit =>
      ({ rows }) => ({ header, rows }),
  ),
  fc.constant<Edit>((same) => same),
)

async function judge(text: string, prior: Prior, memory?: Memory, by = plan): Promise<Judged> {
  const request = plan.parts[0]?.request ?? ''
  const payload = { request, origin: 'rows.csv', sha256: hash('sha256', text) as Sha256, bytes: text.length }
  const open = () => [{ ...payload, body: bodyOf(text) }]
  const taken = { capture: captureOf([payload], []), capturedAt: '2024-11-06T03:00:00Z', open }
  return processCapture(by, taken, prior, signal, memory)
}

/** What stands once a verdict is committed. */
const after = (prior: Prior, judged: Judged, revision: number): Prior => ({
  state: new Map([
    ...prior.state,
    ...judged.changes.map((one) => [one.key, figuresAfter(one, revision)] as const),
  ]),
  facts: judged.facts ?? prior.facts,
  holds: judged.holds,
  held: judged.held,
  orders: [],
})

const said = (judged: Judged): string => canonicalJson(JSON.parse(JSON.stringify(judged)))

test.each(['own', 'plain'] as const)(
  'whoever remembers judges as whoever forgets, whatever becomes of a file: %s raw rows',
  { timeout: 120_000 },
  async (which) => {
    const by = plans[which]
    let spared = 0
    await fc.assert(
      fc.asyncProperty(file, fc.array(edit, { minLength: 1, maxLength: 6 }), async (rows, edits) => {
        const memory = newMemory(by)
        let now: File = { header: named, rows }
        let prior = nothingBefore
        for (const [index, change] of [(same: File) => same, ...edits].entries()) {
          now = change(now)
          // oxlint-disable-next-line no-await-in-loop -- one capture after the other
          const plain = await judge(textOf(now), prior, undefined, by)
          // oxlint-disable-next-line no-await-in-loop
          const remembered = await judge(textOf(now), prior, memory, by)
          expect(said(remembered)).toBe(said(plain))
          if (index > 0 && memory.fresh !== undefined) spared += now.rows.length - memory.fresh
          prior = after(prior, plain, index + 1)
        }
      }),
      { numRuns: 100 },
    )
    expect(spared).toBeGreaterThan(300)
  },
)

const lines = ['1|north|Ada|5|', '1|north|Bo|6|', '1|south|Ada|7|', '2|south|Cy|8|']
const fileOf = (...rows: readonly string[]): string => [named.join('|'), ...rows, ''].join('\n')

test('only rows that are new are mapped, and only their results are made', async () => {
  const memory = newMemory(plan)
  const first = await judge(fileOf(...lines), nothingBefore, memory)
  expect(memory.fresh).toBe(4)
  const records = first.results.map(({ record }) => record)
  const second = await judge(fileOf(...lines.with(1, '1|north|Bo|9|')), nothingBefore, memory)
  expect(memory.fresh).toBe(1)
  const same = second.results.map(({ record }, index) => record === records[index])
  expect(same).toEqual([false, true, true])
})

test('places are those of this file, not of the last one', async () => {
  const memory = newMemory(plan)
  await judge(fileOf(...lines), nothingBefore, memory)
  const { results } = await judge(fileOf('2|east|Dee|1|', ...lines), nothingBefore, memory)
  expect(memory.fresh).toBe(1)
  expect(results.map(({ locators }) => Object.values(locators[0]?.places ?? {}).flat())).toEqual([
    ['L3', 'L4'],
    ['L5'],
    ['L2'],
    ['L6'],
  ])
})

test('a rejected row is told at its place in each file', async () => {
  const memory = newMemory(plan)
  const bad = fileOf(...lines, '2|north|Ada|-|')
  await judge(bad, nothingBefore, memory)
  const { rejections } = await judge(
    fileOf('2|east|Dee|1|', ...lines, '2|north|Ada|-|'),
    nothingBefore,
    memory,
  )
  expect(memory.fresh).toBe(2)
  expect(rejections.map((one) => one.place.split('#')[1])).toEqual(['L7'])
})

test('a collision is told as without a memory, and then nothing is known', async () => {
  const memory = newMemory(plan)
  await judge(fileOf(...lines), nothingBefore, memory)
  const twice = fileOf(...lines, '1|north|Ada|5|')
  const [{ holds: known }, { holds: plain }] = [
    await judge(twice, nothingBefore, memory),
    await judge(twice, nothingBefore),
  ]
  expect(plain.map(({ code }) => code)).toEqual(['ASSEMBLE_COLLISION'])
  expect(known).toEqual(plain)
  expect(memory.rows).toBe(0)
})
