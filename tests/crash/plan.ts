import { existsSync, readFileSync } from 'node:fs'
import type { Check } from '../../engine/check/check.ts'
import { fall } from '../../engine/check/fall.ts'
import { timeGate } from '../../engine/check/time-gate.ts'
import type { Site } from '../../engine/component.ts'
import { bodyOf, collect } from '../../engine/flow/collect.ts'
import type { CountLine } from '../../engine/model/count-line.ts'
import type { FeedId, PlanHash } from '../../engine/model/ids.ts'
import type { Json } from '../../engine/model/json.ts'
import type { Plan } from '../../engine/plan/plan.ts'

export const feed = 'us-xx-crash' as FeedId
const site: Site = { position: () => undefined, report: () => undefined }

/**
 * What the source says, by name. Two results, `k` and `m`. X: k falls by more than the limit and is held. W: m is gone
 * from the file. E: k has votes before its polls close (at noon).
 */
export const says: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  A: { k: 1_000, m: 50 },
  B: { k: 2_000, m: 50 },
  C: { k: 3_000, m: 60 },
  D: { k: 4_000, m: 70 },
  X: { k: 100, m: 80 },
  W: { k: 5_000 },
  E: { k: 6_000, m: 90 },
}

/** A plan over a file that holds one of these names: everything real but the format. */
export function crashPlan(
  sourceFile: string,
  options: { readonly hash?: string; readonly gate?: string } = {},
): Plan {
  const checks: readonly Check[] = [fall.create({}, site), timeGate.create({}, site)]
  const pollsClose =
    options.gate === undefined ? [] : [{ unit: 'ocd-division/country:us/state:xx', at: options.gate }]
  return {
    feed,
    title: 'A feed to be killed',
    status: 'live',
    hash: (options.hash ?? 'plan-1') as PlanHash,
    election: {
      id: 'us-2024-11-05-general',
      title: '',
      date: '2024-11-05',
      pollsClose,
      testWindows: [],
      stages: [],
      contests: [],
      registration: {},
    },
    unit: 'ocd-division/country:us/state:xx',
    timezone: 'America/New_York',
    schedule: { everyMilliseconds: 15_000, windows: [] },
    source: {
      requests: ['main'],
      async *fetch({ cursors }) {
        const name = readFileSync(sourceFile, 'utf8').trim()
        if (cursors['main']?.etag === name) yield { kind: 'unmodified', request: 'main' }
        else {
          const body = bodyOf(JSON.stringify(says[name]))
          const payload = { request: 'main', origin: 'file:source', body }
          yield { kind: 'payload', payload, cursor: { etag: name } }
        }
      },
    },
    parts: [
      {
        request: 'main',
        unpack: [],
        decode: {
          gives: 'tree',
          async decode(payload) {
            const bytes = await collect(payload.body, 10_000, () => {
              throw new Error('too large')
            })
            return { shape: 'tree', root: JSON.parse(Buffer.from(bytes).toString()) as Json }
          },
          excerpt: () => undefined,
        },
        select: {
          takes: ['tree'],
          async *select(document) {
            if (document.shape !== 'tree') throw new Error('no tree')
            const entries = Object.entries(document.root as Record<string, number>)
            yield entries.map(([unit, votes]) => ({ value: { unit, votes }, place: `$.${unit}` }))
          },
        },
        map: {
          reads: [],
          async map(rows) {
            return {
              lines: rows.map(({ value, place }) => lineOf(value as { unit: string; votes: number }, place)),
              rejected: [],
            }
          },
        },
      },
    ],
    checks,
    limits: {
      bytes: 10_000,
      inflatedBytes: 10_000,
      members: 1,
      rows: 100,
      depth: 5,
      seconds: 30,
      expressionMilliseconds: 100,
    },
    resolved: {},
  }
}

const lineOf = ({ unit, votes }: { unit: string; votes: number }, place: string): CountLine => ({
  place,
  value: {
    contest: { id: 'xx/contest' },
    unit: { type: 'county', name: unit },
    selection: { id: 'smith' },
    votes: { total: votes },
  },
})

/** The votes of `k` and `m` as the file says them now. */
export const sourceSays = (file: string): Readonly<Record<string, number>> =>
  existsSync(file) ? (says[readFileSync(file, 'utf8').trim()] ?? {}) : {}
