// oxlint-disable unicorn/no-thenable -- `then` is a word of the spec
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { neverPolled } from '../../engine/backtest/standing.ts'
import { recordCapture } from '../../engine/capture/record.ts'
import type { Plan } from '../../engine/plan/plan.ts'
import { processCapture } from '../../engine/poll/process-capture.ts'
import { http } from '../../engine/source/http.ts'
import { crashPlan } from '../crash/plan.ts'
import { startHttpServer } from '../helpers/http-server.ts'
import { manualClock } from '../helpers/manual-clock.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { collectingSite } from '../source/fetching.ts'

const { signal } = new AbortController()
/** Records what the office says, by a feed that ignores 404 and holds pages of maintenance. */
async function recorded(status: number, body: string) {
  await using office = await startHttpServer((_, response) => response.writeHead(status).end(body))
  const source = http.create(
    {
      url: office.url,
      allow_private: true,
      answers: [
        { status: 404, then: 'ignore', because: 'nothing before polls close' },
        { body: 'maintenance', then: 'hold', because: 'a page of maintenance' },
      ],
    },
    collectingSite(),
  )
  const plan: Plan = { ...crashPlan('nowhere'), source }
  const folder = join(temporaryFolder('doubt'), 'capture')
  const secrets = { get: async () => '' }
  return {
    plan,
    folder,
    capture: await recordCapture(plan, folder, { secrets, clock: manualClock(), signal }),
  }
}

test('an answer that a rule holds is recorded with its doubt, and held when it is judged', async () => {
  const { plan, folder, capture } = await recorded(200, '{"maintenance":1}')
  expect(readFileSync(join(folder, 'capture.yaml'), 'utf8')).toContain('doubt: a page of maintenance')
  const { holds } = await processCapture(plan, capture, neverPolled.prior, signal)
  expect(holds).toMatchObject([{ code: 'SOURCE_ANSWER_HELD', group: 'main' }])
})

test('where nothing is published yet nothing is recorded, and it is said why', async () => {
  await expect(recorded(404, 'not yet')).rejects.toMatchObject({
    code: 'SOURCE_NOTHING_YET',
    message: expect.stringContaining('nothing before polls close') as string,
  })
})
