import { hash } from 'node:crypto'
import { expect, test } from 'vitest'
import { captureOf } from '../../engine/flow/capture-of.ts'
import { bodyOf } from '../../engine/flow/collect.ts'
import type { Sha256 } from '../../engine/model/ids.ts'
import { compileFeed } from '../../engine/plan/compile.ts'
import type { Plan } from '../../engine/plan/plan.ts'
import { memoryOf } from '../../engine/poll/memories.ts'
import type { Memory } from '../../engine/poll/memory.ts'
import { processCapture } from '../../engine/poll/process-capture.ts'
import { nothingBefore } from '../helpers/judged.ts'

const state = 'ocd-division/country:us/state:xx'
const election = `
election: us-2024-11-05-general
title: General election of 5 November 2024
date: 2024-11-05
polls_close:
  - { unit: "${state}", at: 2024-11-05 20:00, timezone: America/New_York }
`

function planOf(feed: string, title: string): Plan {
  const path = `feeds/us-xx/${feed}/feed.yaml`
  const texts: Readonly<Record<string, string>> = {
    'feeds/elections/us-2024-11-05-general.yaml': election,
    [path]: `
feed: us-xx-${feed}
title: ${title}
election: us-2024-11-05-general
unit: ${state}
status: live
schedule: { timezone: America/New_York, every: 15s }
source:
  http: { url: "http://127.0.0.1:1/rows.csv", allow_private: true }
decode:
  csv: {}
map: |
  {
    "contest":   { "id": "xx/mayor", "name": "Mayor" },
    "unit":      { "type": "precinct", "name": Precinct },
    "selection": { "name": Candidate },
    "votes":     { "total": $votes(Total) }
  }
`,
  }
  const list = (folder: string): readonly string[] => {
    const below = Object.keys(texts).filter((one) => one.startsWith(`${folder}/`))
    return [...new Set(below.map((one) => one.slice(folder.length + 1).replace(/\/.*/, '/')))].toSorted()
  }
  const { plan, problems } = compileFeed(path, { read: (one) => texts[one], list })
  if (plan === undefined) throw new Error(problems.map(String).join('\n'))
  return plan
}

const text = 'Precinct,Candidate,Total\nNorth,Ada,5\nNorth,Bo,6\nSouth,Ada,7\n'
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
  const [plan, other, next] = [planOf('rows', 'Rows'), planOf('more', 'More'), planOf('rows', 'Rows anew')]
  const memory = await read(plan)
  const beside = await read(other)
  expect([await read(plan), memory?.rows, memory?.fresh]).toEqual([memory, 3, 0])
  const anew = await read(next)
  expect([anew?.rows, anew?.fresh, beside?.rows, memory?.rows]).toEqual([3, 3, 3, 0])
  expect([(await read(plan))?.fresh, anew?.rows]).toEqual([3, 0])
})
