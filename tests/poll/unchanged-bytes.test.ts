import { rmSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Archive } from '../../engine/archive/archive.ts'
import { bodyOf } from '../../engine/flow/collect.ts'
import type { Plan } from '../../engine/plan/plan.ts'
import { poll } from '../../engine/poll/poll.ts'
import type { PollOutcome } from '../../engine/poll/ports.ts'
import { stateStore } from '../../engine/state/protocol.ts'
import { gzip } from '../../engine/unpack/gzip.ts'
import { memoryArchive } from '../crash/memory-archive.ts'
import { newWorld, type World } from '../crash/world.ts'

const { signal } = new AbortController()
const site = { position: () => undefined, report: (error: Error) => expect.unreachable(error.message) }
let world: World
let done: string[]
let body: Uint8Array = new Uint8Array(0)
beforeEach(() => {
  world = newWorld({ archive: memoryArchive() })
  done = []
})
afterEach(async () => {
  await world.close()
  rmSync(world.directory, { recursive: true })
})

/** The same plan, of a source that sends gzip whatever it was asked; what is done with a body is noted. */
function noting(plan: Plan): Plan {
  const unpacker = gzip.create({}, site)
  return {
    ...plan,
    source: {
      requests: ['main'],
      async *fetch() {
        const payload = { request: 'main', origin: 'file:main.gz', body: bodyOf(body) }
        yield { kind: 'payload', payload, cursor: {} }
      },
    },
    parts: plan.parts.map((part) => ({
      ...part,
      unpack: [
        {
          ...unpacker,
          unpack(...given: Parameters<typeof unpacker.unpack>) {
            done.push('unpacked')
            return unpacker.unpack(...given)
          },
        },
      ],
      decode: {
        ...part.decode,
        decode(...given: Parameters<typeof part.decode.decode>) {
          done.push('decoded')
          return part.decode.decode(...given)
        },
      },
    })),
  }
}

async function polled(): Promise<PollOutcome['kind']> {
  const { archive, home, log } = world.stores
  const noted: Archive = {
    ...archive,
    put(...given) {
      done.push('archived')
      return archive.put(...given)
    },
  }
  const ports = {
    state: stateStore(home),
    archive: noted,
    log,
    trace: { emit: () => undefined, flush: async () => undefined },
    secrets: { get: async () => 'none' },
    clock: world.clock,
  }
  done = []
  return (await poll(noting(world.plan), ports, { poll: crypto.randomUUID(), build: 1 }, signal)).kind
}

test('bytes that have not changed are hashed, and neither unpacked nor decoded nor written', async () => {
  body = gzipSync('{"A":7}')
  expect([await polled(), done]).toEqual(['published', ['archived', 'unpacked', 'decoded', 'archived']])
  expect([await polled(), done]).toEqual(['unchanged', []])
  body = gzipSync('{"A":8}')
  expect([await polled(), done.slice(0, 3)]).toEqual(['published', ['archived', 'unpacked', 'decoded']])
  expect([await polled(), done]).toEqual(['unchanged', []])
})

test.each([-1, 1])('a body of %i byte more is another', async (more) => {
  body = gzipSync('{"A":7}')
  await polled()
  body = more === 1 ? Buffer.concat([body, Buffer.alloc(1)]) : body.subarray(0, more)
  expect(await polled()).not.toBe('unchanged')
  expect(done.slice(0, 2)).toEqual(['archived', 'unpacked'])
})
