import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CurrentEnvelope } from '../../engine/model/current.ts'
import { recompute } from '../../engine/process/arbitrate/recompute.ts'
import { tick } from '../../engine/process/arbitrate/tick.ts'
import { writeOverride } from '../../engine/register/override-entries.ts'
import { envelope, minute, state, wake } from '../conformance/results-samples.ts'
import { type Arbitrating, election, newArbitrating } from '../process/arbitrate/arbitrating.ts'
import { order } from '../process/arbitrate/contenders.ts'
import { a, b, held, key, says, set, tells } from '../process/arbitrate/two-feeds.ts'

const read = (name: string) => JSON.parse(readFileSync(`schemas/${name}.schema.json`, 'utf8')) as object
const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true, strict: true, strictTypes: false })
ajv.addSchema(read('result'))
const validate = ajv.compile(read('current'))
const mistakes = (value: unknown): readonly unknown[] => {
  validate(JSON.parse(JSON.stringify(value)))
  return validate.errors ?? []
}

const { signal } = new AbortController()
const oak = `${state}/county:oak`
let desk: Arbitrating
let said: readonly CurrentEnvelope[] = []

/** A night with every kind of source, of switch and of staleness. */
beforeAll(async () => {
  desk = newArbitrating({ sources: [{ ...order('a', 'b'), freshWithin: 600_000 }] })
  await desk.take(says(a, 1, 100), says(b, 1, 120), envelope(1, 7, { feed: b, unit: oak, within: state }))
  await tells(desk, a, minute(3), { holds: [held('h-1', { units: [wake] })] })
  await tells(desk, b, minute(3))
  await tells(desk, a, minute(4))
  await desk.take(says(a, 2, 130))
  await desk.clock.advance(60_000)
  await writeOverride(desk.ports.register, set, 0, signal)
  await recompute(desk.ports, election, [key], signal)
  await desk.clock.advance(40 * 60_000)
  await tick(desk.ports, minute(41), signal)
  await desk.take(says(a, 3, null), says(b, 2, null))
  said = await desk.published()
})
afterAll(() => desk.close())

test('what is published of what stands fits its schema', () => {
  expect(new Set(said.map(({ kind }) => kind))).toEqual(
    new Set(['added', 'corrected', 'revised', 'withdrawn']),
  )
  expect(new Set(said.map(({ source }) => source.kind))).toEqual(new Set(['feed', 'units', 'override']))
  expect(new Set(said.flatMap(({ switched }) => switched?.why ?? [])).size).toBeGreaterThan(3)
  expect(said.some(({ stale }) => stale.length > 0)).toBe(true)
  expect(said.flatMap(mistakes)).toEqual([])
})

test.each<[string, (one: CurrentEnvelope) => object]>([
  ['a key that is not in the schema', (one) => ({ ...one, more: 1 })],
  ['what only arbitration remembers', (one) => ({ ...one, memory: {} })],
  ['no reason', (one) => ({ ...one, because: undefined })],
  ['a withdrawal with a record', (one) => ({ ...one, kind: 'withdrawn' })],
  ['nothing that is no withdrawal', (one) => ({ ...one, record: null })],
  ['a source of units that names one feed', (one) => ({ ...one, source: { ...one.source, kind: 'units' } })],
  ['a feed without a revision', (one) => ({ ...one, source: { ...one.source, revision: undefined } })],
  ['a share above one', (one) => ({ ...one, standing: { ...one.standing, shares: { harris: 1.5 } } })],
  ['a time without a zone', (one) => ({ ...one, decidedAt: '2024-11-05T12:00:00' })],
])('%s does not fit', (_, made) => {
  const one = said.find(({ source, kind }) => source.kind === 'feed' && kind === 'added')
  expect(one && mistakes(one)).toEqual([])
  expect(one && mistakes(made(one))).not.toEqual([])
})
