import { hash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptyBody } from '../../engine/decode/raw-body.ts'
import type { RawBatch } from '../../engine/decode/raw-rows.ts'
import { figuresAfter } from '../../engine/diff/figures.ts'
import { canonicalJson } from '../../engine/flow/canonical-json.ts'
import { captureOf } from '../../engine/flow/capture-of.ts'
import { bodyOf } from '../../engine/flow/collect.ts'
import type { Hold, Order } from '../../engine/model/hold.ts'
import type { Digest, Sha256 } from '../../engine/model/ids.ts'
import type { Plan } from '../../engine/plan/plan.ts'
import { type Memory, newMemory } from '../../engine/poll/memory.ts'
import type { Prior } from '../../engine/poll/prior.ts'
import { type Judged, processCapture } from '../../engine/poll/process-capture.ts'
import { nothingBefore } from '../helpers/judged.ts'
import { oddCountiesPlan } from './odd-counties.ts'

const items = ['elm', 'oak', 'fir'] as const
const plans = [oddCountiesPlan('Counties'), oddCountiesPlan('Counties, deployed anew')]

const often = <Value>(usual: Value, weight: number, ...others: readonly Value[]): fc.Arbitrary<Value> =>
  fc.oneof({ arbitrary: fc.constant(usual), weight }, { arbitrary: fc.constantFrom(...others), weight: 1 })
const row = fc.record({
  contest: fc.constantFrom('Mayor', 'Judge', 'Clerk'),
  precinct: fc.constantFrom('1', '2', '3', '4'),
  candidate: fc.constantFrom('Ada', 'Bo', 'Cy'),
  total: fc.oneof(fc.nat(9), fc.nat(900)).map(String),
  kind: often('', 25, 'sum', 'unit', 'time', 'piece'),
  id: often('', 25, 'id', 'id', 'odd', 'odd', 'bare', 'bare', 'loud'),
})
type Row = typeof row extends fc.Arbitrary<infer One> ? One : never
const county = fc.uniqueArray(row, {
  selector: ({ contest, precinct, candidate }) => `${contest} ${precinct} ${candidate}`,
  maxLength: 12,
})

/** What becomes of the files, and of the feed, from one capture to the next. */
const step = fc.record({
  item: fc.constantFrom(...items),
  edit: fc.constantFrom('change', 'change', 'insert', 'remove', 'turn', 'empty', 'break', 'none'),
  at: fc.nat(100),
  row,
  first: fc.nat(2),
  moves: often(false, 5, true),
  plan: often(0, 4, 1),
  person: often(false, 6, true),
  releases: often(false, 3, true),
  other: often(false, 5, true),
  commits: often(true, 5, false),
  tears: often(false, 8, true),
  cuts: often(false, 8, true),
  spoils: often(false, 8, true),
})
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never
type Files = Readonly<Record<string, readonly Row[] | 'broken'>>

function edited(files: Files, { item, edit, at, row: one }: Step): Files {
  const file = files[item]
  const rows = file === undefined || file === 'broken' ? [] : file
  const place = rows.length === 0 ? 0 : at % rows.length
  const made: Readonly<Record<Step['edit'], () => readonly Row[] | 'broken'>> = {
    change: () => rows.map((old, index) => (index === place ? { ...old, total: one.total } : old)),
    insert: () => rows.toSpliced(place, 0, one),
    remove: () => rows.toSpliced(place, 1),
    turn: () => [...rows.slice(place), ...rows.slice(0, place)],
    empty: () => [],
    break: () => 'broken',
    none: () => rows,
  }
  return { ...files, [item]: made[edit]() }
}

const columns = 'Contest|Precinct|Candidate|Total|Kind|Id'
/** Units of a county are its own, but for some that several have. */
const textOf = (item: string, file: readonly Row[] | 'broken'): string =>
  file === 'broken'
    ? 'Nothing of the kind'
    : [
        columns,
        ...file.map(({ contest, precinct, candidate, total, kind, id }) =>
          [contest, `${precinct === '4' ? '' : item}${precinct}`, candidate, total, kind, id].join('|'),
        ),
        '',
      ].join('\n')

async function judge(
  by: Plan,
  files: Files,
  { first, moves, tears, cuts, spoils, item: edits }: Step,
  prior: Prior,
  memory?: Memory,
): Promise<Judged> {
  const named = [...items.slice(first), ...items.slice(0, first)].map((item) => {
    const written = textOf(item, files[item] ?? [])
    const text = item === edits ? damaged(written, cuts, spoils) : written
    const sha256 = hash('sha256', text) as Sha256
    const origin = `http://127.0.0.1:1/${item}${moves ? '?again' : ''}`
    return { payload: { request: 'counties', item, origin, sha256, bytes: text.length }, text }
  })
  const capture = captureOf(
    named.map(({ payload }) => payload),
    [],
  )
  const open = () =>
    named.map(({ payload, text }, at) => ({
      ...payload,
      body: tears && at === 1 ? torn(text) : bodyOf(text),
    }))
  return processCapture(
    by,
    { capture, capturedAt: '2024-11-06T03:00:00Z', open },
    prior,
    new AbortController().signal,
    memory,
  )
}

/** Without its last line end, or with a byte in its middle that no text has. */
function damaged(text: string, cuts: boolean, spoils: boolean): string {
  const half = text.indexOf('\n', text.length / 2) + 1
  const spoilt = spoils ? `${text.slice(0, half)}\0${text.slice(half)}` : text
  return cuts ? spoilt.slice(0, -1) : spoilt
}

async function* torn(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text.slice(0, text.length / 2))
  throw new Error('the archive is gone')
}

const said = (judged: Judged | string): string =>
  typeof judged === 'string' ? judged : canonicalJson(JSON.parse(JSON.stringify(judged)))

/** Where the feed stands then: a person may hold, what was held is released, and somebody else may have committed. */
function after(
  prior: Prior,
  judged: Judged,
  { person, releases, other, commits, at }: Step,
  revision: number,
): Prior {
  const stands = new Map(prior.state)
  if (commits) for (const one of judged.changes) stands.set(one.key, figuresAfter(one, revision))
  const [key, figures] = [...stands][at % Math.max(1, stands.size)] ?? []
  if (other && key !== undefined && figures !== undefined)
    stands.set(key, {
      ...figures,
      digest: hash('sha256', `${at}`).slice(0, 32) as Digest,
      votes: { ada: at },
    })
  const held = person && key !== undefined
  const mine = {
    id: 'h-person',
    code: 'PERSON_HOLD',
    group: '*',
    scope: { units: [key?.split('|')[1]] },
    by: 'Kim',
    reason: 'the office asked',
    results: 0,
  }
  const orders = judged.holds.map(({ code, group, id, capture }) => ({
    order: 'release',
    code,
    group,
    hold: id,
    capture,
  }))
  return {
    state: stands,
    facts: judged.facts ?? prior.facts,
    holds: [...judged.holds.filter(({ by }) => by === undefined), ...(held ? [mine as unknown as Hold] : [])],
    held: judged.held,
    orders: releases ? (orders as unknown as readonly Order[]) : [],
  }
}

test('several bodies, two plans, holds, failures: whoever remembers judges as whoever forgets', {
  timeout: 240_000,
}, async () => {
  let changes = 0
  let spared = 0
  const codes = new Set<string>()
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(county, county, county),
      fc.array(step, { minLength: 2, maxLength: 9 }),
      async (files, steps) => {
        const memories = plans.map(newMemory)
        let now: Files = { elm: files[0], oak: files[1], fir: files[2] }
        let prior = nothingBefore
        for (const [index, one] of steps.entries()) {
          if (index > 0) now = edited(now, one)
          const [by, memory] = [plans[one.plan], memories[one.plan]] as [Plan, Memory]
          const failed = (error: unknown): string => String(error)
          // oxlint-disable-next-line no-await-in-loop -- one capture after the other
          const plain = await judge(by, now, one, prior).catch(failed)
          // oxlint-disable-next-line no-await-in-loop
          const remembered = await judge(by, now, one, prior, memory).catch(failed)
          expect(said(remembered)).toBe(said(plain))
          if (typeof plain === 'string') continue
          changes += plain.changes.length
          for (const { code, reason } of plain.holds)
            codes.add(reason.includes('CHECK_OPEN_END') ? 'CHECK_OPEN_END' : code)
          if (index > 0 && memory.fresh !== undefined) spared += plain.rows - memory.fresh
          prior = after(prior, plain, one, index + 1)
        }
      },
    ),
    { numRuns: 200 },
  )
  expect(changes).toBeGreaterThan(500)
  expect(spared).toBeGreaterThan(1_000)
  expect([...codes]).toEqual(
    expect.arrayContaining([
      'ASSEMBLE_COLLISION',
      'ASSEMBLE_NAMES_COLLIDE',
      'CHECK_CONTROL',
      'CHECK_GONE',
      'CHECK_ITEM_FAILED',
      'CHECK_OPEN_END',
      'PERSON_HOLD',
    ]),
  )
})

test('the bodies of a capture share one room, also while nobody knows whether they count', () => {
  const memory = newMemory(oddCountiesPlan('Counties'))
  const rooms: number[] = []
  async function* batches(): AsyncIterable<RawBatch> {}
  const begin = (about: string): void => {
    const read = (_last: unknown, room: number) => {
      rooms.push(room)
      const pieces = [{ bytes: Buffer.allocUnsafeSlow(30_000_000), end: 0, line: 1 }]
      return { body: { ...emptyBody(), pieces }, batches: batches() }
    }
    memory.begin(about, 'file', { shared: '', read })
  }
  memory.hold()
  for (const about of ['elm', 'oak', 'fir']) begin(about)
  memory.forget()
  memory.release()
  memory.hold()
  begin('elm')
  expect(rooms).toEqual([64_000_000, 34_000_000, 4_000_000, 64_000_000])
})
