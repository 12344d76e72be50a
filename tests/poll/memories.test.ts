import { hash } from 'node:crypto'
import { expect, test } from 'vitest'
import { captureOf } from '../../engine/flow/capture-of.ts'
import { bodyOf } from '../../engine/flow/collect.ts'
import type { Sha256 } from '../../engine/model/ids.ts'
import type { Plan } from '../../engine/plan/plan.ts'
import { memoryOf } from '../../engine/poll/memories.ts'
import type { Memory } from '../../engine/poll/memory.ts'
import { processCapture } from '../../engine/poll/process-capture.ts'
import { nothingBefore } from '../helpers/judged.ts'
import { precinctsFile, precinctsPlan } from '../helpers/precincts-feed.ts'

const plans = (name: string, file: string): Plan => precinctsPlan(name, `http://127.0.0.1:1/${file}`)
const text = precinctsFile([5, 7])
const { signal } = new AbortController()

async function read(plan: Plan): Promise<Memory | undefined> {
  const request = plan.parts[0]?.request ?? ''
  const payload = { request, origin: 'rows.csv', sha256: hash('sha256', text) as Sha256, bytes: text.length }
  const open = () => [{ ...payload, body: bodyOf(text) }]
  const taken = { capture: captureOf([payload], []), capturedAt: '2024-11-06T03:00:00Z', open }
  const memory = memoryOf(plan)
  await processCapture(plan, taken, nothingBefore, signal, memory)
  return memory
}

test('a plan finds its rows again, and another plan of its feed takes their place', async () => {
  const [plan, other, next] = [plans('rows', 'a.csv'), plans('more', 'a.csv'), plans('rows', 'b.csv')]
  const memory = await read(plan)
  const beside = await read(other)
  expect([await read(plan), memory?.rows, memory?.fresh]).toEqual([memory, 4, 0])
  const anew = await read(next)
  expect([anew?.rows, anew?.fresh, beside?.rows, memory?.rows]).toEqual([4, 4, 4, 0])
  expect([(await read(plan))?.fresh, anew?.rows]).toEqual([4, 0])
})
