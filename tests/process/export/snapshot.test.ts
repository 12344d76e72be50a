import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CurrentEnvelope } from '../../../engine/model/current.ts'
import { type SnapshotHead, snapshotLines } from '../../../engine/process/export/snapshot.ts'
import { standingNow } from '../../../engine/process/export/standing.ts'
import {
  type Exporting,
  election,
  exportThrough,
  newExporting,
  type Stand,
  signal,
  stand,
} from './exporting.ts'

/** What a member holds of each key: the highest revision, and its votes. Null: withdrawn. */
type Held = Map<string, { readonly revision: number; readonly votes: number | null }>

/** The rule of revisions, and nothing else. */
function take(held: Held, { key, revision, record }: CurrentEnvelope): void {
  if ((held.get(key)?.revision ?? 0) >= revision) return
  held.set(key, { revision, votes: record === null ? null : (record.selections[0]?.votes.total ?? 0) })
}

/** A member that begins with these lines and follows the topic from where they say. */
async function follow(lines: readonly string[], one: Exporting): Promise<Held> {
  const [first = '', ...rest] = lines
  const head = JSON.parse(first) as SnapshotHead
  const held: Held = new Map()
  for (const line of rest) take(held, JSON.parse(line) as CurrentEnvelope)
  const from = new Map(head.from.map(({ partition, offset }) => [partition, offset]))
  for (const envelope of await one.published())
    if (envelope.from.offset >= (from.get(envelope.from.partition) ?? 0)) take(held, envelope)
  return held
}

const someStand: fc.Arbitrary<Stand> = fc.record({
  contest: fc.constantFrom('zz/senate', 'zz/house'),
  unit: fc.constantFrom('oak', 'elm', 'ash'),
  votes: fc.option(fc.nat(9), { nil: null }),
})

test('who begins with a snapshot, taken at any moment, and follows holds what who read all holds', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(someStand, { maxLength: 12 }),
      fc.array(someStand, { minLength: 1, maxLength: 12 }),
      fc.array(someStand, { maxLength: 6 }),
      async (before, meanwhile, after) => {
        const one = newExporting(['csv'])
        try {
          await one.say(...before)
          const exporting = { ...one.ports, standing: standingNow(one.ports.register), election }
          const lines: string[] = []
          // Between any two lines something changes.
          const changes = [...meanwhile]
          for await (const line of snapshotLines(exporting, signal)) {
            lines.push(line)
            await one.say(...changes.splice(0, 1))
          }
          await one.say(...changes, ...after)
          const all: Held = new Map()
          for (const envelope of await one.published()) take(all, envelope)
          expect(await follow(lines, one)).toEqual(all)
        } finally {
          await one.close()
        }
      },
    ),
    { numRuns: 60 },
  )
})

test('the snapshot that is exported is one of them, packed, with all that was withdrawn', async () => {
  const one = newExporting(['csv'])
  try {
    const messages = await one.say(
      stand('zz/senate', 'oak', 5),
      stand('zz/senate', 'elm', 7),
      stand('zz/senate', 'oak', null),
    )
    await exportThrough(one.ports)(messages, signal)
    const bytes = readFileSync(join(one.folder, election, 'snapshot.ndjson.gz'))
    const lines = gunzipSync(bytes).toString().trim().split('\n')
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      snapshot: 1,
      election,
      topic: 'results.current',
      from: [{ partition: 0 }, { partition: 1 }, { partition: 2 }],
    })
    expect(lines).toHaveLength(3)
    await one.say(stand('zz/house', 'ash', 1))
    const held = await follow(lines, one)
    const votes = [...held].map(([key, { votes: own }]) => [key.split('/').at(-1), own])
    expect(Object.fromEntries(votes)).toEqual({ 'county:oak': null, 'county:elm': 7, 'county:ash': 1 })
  } finally {
    await one.close()
  }
})
