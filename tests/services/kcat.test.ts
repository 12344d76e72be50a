import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { embeddedHomes } from '../../engine/entry/embedded-homes.ts'
import { pollFeed } from '../../engine/entry/poll-feed.ts'
import { setUpKafkaTopics } from '../../engine/log/kafka-setup.ts'
import { type Envelope, type FeedStatus, topics } from '../../engine/model/envelope.ts'
import { systemClock } from '../../engine/time/system-clock.ts'
import { traceparent } from '../../engine/trace/context.ts'
import type { TraceEvent } from '../../engine/trace/events.ts'
import { crashPlan, feed } from '../crash/plan.ts'
import { whyAbsent } from './artifacts.ts'
import { type KafkaHome, kafkaHome } from './log-on-kafka.ts'
import { needs } from './needs.ts'

const { endpoints, missing, named } = needs('kafka')
const program = '/usr/bin/kcat'
const noKcat = spawnSync(program, ['-V']).status === 0 ? undefined : whyAbsent('kcat', 'packages')
const why = missing ?? noKcat
const name = 'what kcat, a consumer in C, reads of two polls'

interface Line {
  readonly partition: number
  readonly offset: number
  readonly key: string
  readonly headers: Readonly<Record<string, string>>
  readonly payload: string
}

/** Runs kcat to its end. */
async function kcat(args: readonly string[], input = ''): Promise<string> {
  const child = spawn(program, ['-b', endpoints.kafka, ...args], { stdio: ['pipe', 'pipe', 'pipe'] })
  child.stdin.end(input)
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const [said, complaint, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  if (code !== 0) throw new Error(`kcat ended with ${code}: ${complaint}`)
  return said
}

/** A topic from its beginning to its end. */
async function read(topic: string): Promise<readonly Line[]> {
  const said = await kcat(['-C', '-t', topic, '-o', 'beginning', '-e', '-q', '-J'])
  return said
    .trimEnd()
    .split('\n')
    .map((line) => {
      const { headers = [], ...rest } = JSON.parse(line) as Omit<Line, 'headers'> & {
        readonly headers?: readonly string[]
      }
      const pairs = headers.flatMap((header, at) => (at % 2 === 0 ? [[header, headers[at + 1]]] : []))
      return { ...rest, headers: Object.fromEntries(pairs) as Line['headers'] }
    })
}

const parsed = <Value>(lines: readonly Line[] = [], as: (value: unknown) => Value) =>
  lines.map((line) => ({ ...line, value: as(JSON.parse(line.payload)) }))

const schema = (of: string) => JSON.parse(readFileSync(`schemas/${of}.schema.json`, 'utf8')) as object
const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true, strict: true, strictTypes: false })
ajv.addSchema(schema('result'))
function mistakes(validate: ValidateFunction, value: unknown): readonly unknown[] {
  validate(value)
  return validate.errors ?? []
}

const title = why === undefined ? name : missing === undefined ? `${name} (${why})` : named(name)

describe.skipIf(why)(title, () => {
  let folder: string
  let home: KafkaHome
  let changes: readonly (Line & { readonly value: Envelope })[]
  let statuses: readonly (Line & { readonly value: FeedStatus })[]
  const polls: string[] = []

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'canvass-kcat-'))
    home = kafkaHome(endpoints.kafka)
    const { signal } = new AbortController()
    await setUpKafkaTopics({ ...home, clock: systemClock }, { make: true, signal })
    const trace = {
      emit: (event: TraceEvent) => void (event.event === 'poll.started' && polls.push(event.poll)),
      flush: async () => undefined,
    }
    await using homes = embeddedHomes({ data: join(folder, 'data'), environment: {} }, { trace })
    const source = join(folder, 'source')
    for (const says of ['A', 'B']) {
      writeFileSync(source, says)
      const plan = crashPlan(source, { hash: 'a'.repeat(64) })
      const outcome = await pollFeed(plan, { ...homes, log: home.log }, { build: 1 }, signal)
      if (outcome.kind !== 'published') throw new Error(`the poll was ${outcome.kind}`)
    }
    const lines = await Promise.all(
      [topics.changes, topics.status].map((topic) => read(`${home.topicPrefix}${topic}`)),
    )
    changes = parsed(lines[0], (value) => value as Envelope).toSorted(
      (a, b) => a.value.revision - b.value.revision,
    )
    statuses = parsed(lines[1], (value) => value as FeedStatus)
  })
  afterAll(async () => {
    await home.close()
    rmSync(folder, { recursive: true })
  })

  test('every change is there, with its revision and the one before', () => {
    const said = changes.map(({ value }) => [value.revision, value.kind, value.previous])
    expect(said).toEqual([
      [1, 'added', null],
      [1, 'added', null],
      [2, 'revised', 1],
    ])
    const [, , revised] = changes
    const first = changes.find(({ key, value }) => key === revised?.key && value.revision === 1)
    expect(revised?.value.before?.votes).toEqual(
      Object.fromEntries(first?.value.record?.selections.map(({ id, votes }) => [id, votes.total]) ?? []),
    )
    expect(first?.partition).toBe(revised?.partition)
    expect(first?.offset).toBeLessThan(revised?.offset ?? -1)
  })

  test('the key of a message is that of its change, and the headers say what routing needs', () => {
    for (const { key, headers, value } of changes) {
      expect(key).toBe(value.key)
      expect(headers).toEqual({
        id: `${feed}/${value.revision}/${value.key}`,
        feed,
        revision: String(value.revision),
        kind: value.kind,
        traceparent: traceparent(polls[value.revision - 1] ?? ''),
      })
      expect(headers['id']).toBe(value.id)
    }
    expect(polls).toHaveLength(2)
  })

  test('every change fits envelope.schema.json', () => {
    const validate = ajv.compile(schema('envelope'))
    expect(changes.flatMap(({ value }) => mistakes(validate, value))).toEqual([])
    expect(mistakes(validate, { ...changes[0]?.value, revision: 'one' })).not.toEqual([])
  })

  test('every status fits status.schema.json, and its key is the feed', () => {
    const validate = ajv.compile(schema('status'))
    expect(statuses.map(({ value }) => value.revision)).toEqual([1, 2])
    for (const { key, headers, value } of statuses) {
      expect(key).toBe(feed)
      expect(headers).toMatchObject({ feed, traceparent: traceparent(polls[value.revision - 1] ?? '') })
      expect(mistakes(validate, value)).toEqual([])
    }
  })

  test('kcat puts the same keys into the same partitions', async () => {
    const topic = await home.topic(24)
    const keys = [
      ...new Set([
        ...changes.map(({ key }) => key),
        ...Array.from({ length: 100 }, (_, n) => `contest|unit:${n}`),
      ]),
    ]
    const to = [
      '-P',
      '-t',
      `${home.topicPrefix}${topic}`,
      '-K',
      '\t',
      '-X',
      'topic.partitioner=murmur2_random',
    ]
    await kcat(to, keys.map((key) => `${key}\tx\n`).join(''))
    const ours = await home.topic(24)
    const { signal } = new AbortController()
    const empty = { id: 'x', value: 'x', headers: {} }
    await home.log.publish(
      ours,
      keys.map((key) => ({ ...empty, key: key as Envelope['key'] })),
      signal,
    )
    const partitions = async (of: string) =>
      new Map((await read(`${home.topicPrefix}${of}`)).map(({ key, partition }) => [key, partition]))
    const theirs = await partitions(topic)
    expect(theirs.size).toBe(keys.length)
    expect(new Set(theirs.values()).size).toBeGreaterThan(12)
    expect(await partitions(ours)).toEqual(theirs)
    for (const { key, partition } of changes) expect(theirs.get(key)).toBe(partition)
  })
})
