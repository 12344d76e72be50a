import { readFileSync, rmSync } from 'node:fs'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { topics } from '../../engine/model/envelope.ts'
import type { PlanHash } from '../../engine/model/ids.ts'
import { newWorld, type World } from '../crash/world.ts'

const read = (name: string) => JSON.parse(readFileSync(`schemas/${name}.schema.json`, 'utf8')) as object
const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true, strict: true, strictTypes: false })
ajv.addSchema(read('result'))
const schemas = { envelope: ajv.compile(read('envelope')), status: ajv.compile(read('status')) }

interface Said {
  readonly value: Record<string, unknown>
}
const signal = AbortSignal.timeout(60_000)
let world: World
const said: { changes: readonly Said[]; status: readonly Said[] } = { changes: [], status: [] }

async function messagesOn(topic: string): Promise<readonly Said[]> {
  await using reader = world.reader(`schemas-${topic}`)
  const found: Said[] = []
  for await (const { messages } of reader.read([topic], { drain: true, signal })) {
    for (const { value } of messages) found.push({ value: JSON.parse(value) as Said['value'] })
  }
  return found
}

function mistakes(validate: ValidateFunction, value: unknown): readonly unknown[] {
  validate(value)
  return validate.errors ?? []
}

async function night(names: readonly string[]): Promise<void> {
  for (const name of names) {
    world.say(name)
    await world.poll()
    world.clock.move(60_000)
  }
}

/** A night of real polls: figures that come, grow, fall, go and come back, and figures that are held. */
beforeAll(async () => {
  world = newWorld({ gate: '2024-11-05T12:02:30Z' })
  world.plan = { ...world.plan, hash: 'a'.repeat(64) as PlanHash }
  await night(['E', 'A', 'A', 'B', 'X'])
  for (const { id } of await world.holds()) await world.release(id)
  await night(['X', 'W', 'A'])
  await world.hold()
  await night(['C'])
  said.changes = await messagesOn(topics.changes)
  said.status = await messagesOn(topics.status)
})
afterAll(async () => {
  await world.close()
  rmSync(world.directory, { recursive: true })
})

describe('what polls publish fits its schema', () => {
  test('results.changes: every kind of change', () => {
    const kinds = new Set(said.changes.map(({ value }) => value['kind']))
    expect(kinds).toEqual(new Set(['added', 'corrected', 'revised', 'withdrawn']))
    expect(said.changes.flatMap(({ value }) => mistakes(schemas.envelope, value))).toEqual([])
  })

  test('feeds.status: with and without holds, of checks, of poll closings and of people', () => {
    const holds = said.status.flatMap(
      ({ value }) => value['holds'] as { code: string; due?: string; by?: string }[],
    )
    expect(new Set(holds.map(({ code }) => code))).toEqual(
      new Set(['CHECK_TIME_GATE', 'CHECK_FALL', 'OPERATOR_HOLD']),
    )
    expect(holds.some(({ due }) => due !== undefined)).toBe(true)
    expect(holds.some(({ by }) => by !== undefined)).toBe(true)
    expect(said.status.flatMap(({ value }) => mistakes(schemas.status, value))).toEqual([])
  })
})

describe('a message that says something else does not fit', () => {
  const change = (kind: string) => said.changes.find(({ value }) => value['kind'] === kind)?.value ?? {}
  test.each([
    ['a key that is not in the schema', () => ({ ...change('added'), more: 1 })],
    ['no key', () => ({ ...change('added'), key: undefined })],
    ['a withdrawal with a record', () => ({ ...change('withdrawn'), record: change('added')['record'] })],
    ['a revision without a record', () => ({ ...change('revised'), record: null })],
    ['a record that is none', () => ({ ...change('revised'), record: { election: 'e' } })],
    ['a time without a zone', () => ({ ...change('added'), capturedAt: '2024-11-05T12:00:00' })],
  ])('%s', (_, made) => {
    expect(schemas.envelope(JSON.parse(JSON.stringify(made())))).toBe(false)
  })

  test('a hold that does not say what it covers', () => {
    const { value } = said.status.find(({ value: one }) => (one['holds'] as object[]).length > 0) as Said
    const [hold] = value['holds'] as { scope?: object }[]
    expect(schemas.status({ ...value, holds: [{ ...hold, scope: undefined }] })).toBe(false)
    expect(schemas.status({ ...value, holds: [hold] })).toBe(true)
  })
})
