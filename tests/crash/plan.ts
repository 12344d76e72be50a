import { readFileSync } from 'node:fs'
import type { Check } from '../../engine/check/check.ts'
import { fall } from '../../engine/check/fall.ts'
import { timeGate } from '../../engine/check/time-gate.ts'
import type { Site } from '../../engine/component.ts'
import { feedError } from '../../engine/errors/feed-error.ts'
import { bodyOf, collect } from '../../engine/flow/collect.ts'
import type { CountLine } from '../../engine/model/count-line.ts'
import type { FeedId, PlanHash } from '../../engine/model/ids.ts'
import type { Json } from '../../engine/model/json.ts'
import type { Plan } from '../../engine/plan/plan.ts'

export const feed = 'us-xx-crash' as FeedId
const site: Site = { position: () => undefined, report: () => undefined }

/**
 * What the source says, by name. Two results, `k` and `m`, which may fall by ten votes. X: k falls by more and is held; so it is, by
 * another figure, in Y. W: m is gone from the file. E: votes before the polls close. Two more names are no figures:
 * U can not be read, and `down` is a source that does not answer.
 */
export const says: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  A: { k: 1_000, m: 50 },
  B: { k: 1_005, m: 50 },
  C: { k: 1_008, m: 55 },
  D: { k: 1_009, m: 58 },
  X: { k: 100, m: 56 },
  Y: { k: 95, m: 57 },
  W: { k: 1_003 },
  E: { k: 1_006, m: 54 },
}

/** A plan over a file that holds one of these names, or figures as JSON: everything real but the format. */
export function crashPlan(
  sourceFile: string,
  options: {
    readonly hash?: string
    readonly gate?: string
    /** What this plan's mapping adds to every figure: another plan reads the same bytes otherwise. */
    readonly more?: number
    readonly checks?: readonly Check[]
  } = {},
): Plan {
  const checks = options.checks ?? [fall.create({}, site), timeGate.create({}, site)]
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
        if (name === 'down')
          throw feedError('SOURCE_UNREACHABLE', { origin: 'file:source', reason: 'no answer' })
        if (cursors['main']?.etag === name) yield { kind: 'unmodified', request: 'main' }
        else {
          const body = bodyOf(name.startsWith('{') ? name : JSON.stringify(says[name] ?? 'nothing'))
          const payload = { request: 'main', origin: 'file:source', body }
          yield { kind: 'payload', payload, cursor: { etag: name } }
        }
      },
    },
    parts: [
      {
        name: 'main',
        request: 'main',
        unpack: [],
        decode: {
          gives: 'tree',
          async decode(payload) {
            const bytes = await collect(payload.body, 10_000, () => {
              throw new Error('too large')
            })
            const root = JSON.parse(Buffer.from(bytes).toString()) as Json
            if (typeof root === 'string')
              throw feedError('DECODE_FAILED', { format: 'JSON', problem: 'no object' })
            return { shape: 'tree', root }
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
              lines: rows.map(({ value, place }) =>
                lineOf(value as { unit: string; votes: number }, place, options.more ?? 0),
              ),
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
      rows: 1_000,
      depth: 5,
      seconds: 30,
      expressionMilliseconds: 100,
    },
    resolved: {},
  }
}

const lineOf = (
  { unit, votes }: { unit: string; votes: number },
  place: string,
  more: number,
): CountLine => ({
  place,
  value: {
    contest: { id: 'xx/contest' },
    unit: { type: 'county', name: unit },
    selection: { id: 'smith' },
    votes: { total: votes + more },
  },
})
