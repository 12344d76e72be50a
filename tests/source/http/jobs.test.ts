import { describe, expect, test } from 'vitest'
import { startHttpServer } from '../../helpers/http-server.ts'
import { manualClock } from '../../helpers/manual-clock.ts'
import { fetchAll, textsOf } from '../fetching.ts'
import { failureOf, requesting } from './sources.ts'

/** A job that is submitted, runs for some questions and leaves a file; `states` are what it says, the last for ever. */
async function startOffice(states: readonly string[]) {
  let questions = 0
  return startHttpServer((request, response) => {
    const said = `${request.method} ${request.url}`
    if (said === 'POST /export') return response.writeHead(202).end('{"job":"j-17"}')
    if (said === 'GET /export/j-17') {
      const state = states[Math.min(questions++, states.length - 1)]
      return response.end(JSON.stringify({ state, file: state === 'done' ? '/out/j-17.csv' : null }))
    }
    return said === 'GET /out/j-17.csv' ? response.end('figures') : response.writeHead(404).end()
  })
}
const exporting = (url: string) =>
  requesting({
    submit: {
      url: `${url}/export`,
      body: { json: { format: 'csv' } },
      probe: true,
      carry: { job: { json: 'job' } },
    },
    ready: {
      url: `${url}/export/{job}`,
      probe: true,
      wait: {
        until: { json: 'state', match: 'done' },
        failed: { json: 'state', match: 'failed|gone' },
        attempts: 5,
      },
      carry: { file: { json: 'file', url: true } },
    },
    results: { url: '{file}' },
  })

describe('a job', () => {
  test('is submitted, waited for and downloaded', async () => {
    await using server = await startOffice(['queued', 'running', 'done'])
    const clock = manualClock({ auto: true })
    const { brought } = await fetchAll(exporting(server.url), { clock })
    expect(textsOf(brought)).toEqual(['{"job":"j-17"}', '{"state":"done","file":"/out/j-17.csv"}', 'figures'])
    expect(clock.slept).toEqual([2_000, 3_000])
    expect(brought[2]).toMatchObject({ origin: `${server.url}/out/j-17.csv` })
  })

  test('that fails is an error at once', async () => {
    await using server = await startOffice(['queued', 'failed'])
    expect(await failureOf(exporting(server.url))).toMatchObject({ code: 'SOURCE_JOB_FAILED' })
    expect(server.requests).toHaveLength(3)
  })

  test('that never ends is given up', async () => {
    await using server = await startOffice(['running'])
    const clock = manualClock({ auto: true })
    const error = await failureOf(exporting(server.url), { clock })
    expect(error).toMatchObject({ code: 'SOURCE_JOB_UNFINISHED', retryable: true })
    expect(server.requests).toHaveLength(6)
    expect(clock.slept).toEqual([2_000, 3_000, 4_500, 6_750])
  })

  test('may be waited for by the status of its answer', async () => {
    let questions = 0
    await using server = await startHttpServer((_, response) => {
      questions += 1
      if (questions < 3) response.writeHead(202).end()
      else response.end('figures')
    })
    const source = requesting({ results: { url: server.url, wait: { until: { status: 200 } } } })
    expect(textsOf((await fetchAll(source)).brought)).toEqual(['figures'])
  })

  test('may say in a header where it is', async () => {
    await using server = await startHttpServer((request, response) => {
      if (request.method === 'PUT') response.writeHead(201, { location: '/jobs/9' }).end()
      else response.end(`at ${request.url}`)
    })
    const source = requesting({
      submit: {
        url: server.url,
        method: 'PUT',
        body: { text: 'go' },
        probe: true,
        carry: { job: { header: 'Location', url: true } },
      },
      results: { url: '{job}' },
    })
    expect(textsOf((await fetchAll(source)).brought)).toEqual(['', 'at /jobs/9'])
  })

  test('ends with the poll', async () => {
    await using server = await startOffice(['running'])
    const stop = new AbortController()
    const clock = manualClock()
    const fetching = fetchAll(exporting(server.url), { clock, signal: stop.signal })
    await expect.poll(() => clock.sleeping()).toBe(1)
    stop.abort(new Error('stopped'))
    await expect(fetching).rejects.toThrow('stopped')
  })
})
