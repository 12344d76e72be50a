import { createHmac } from 'node:crypto'
import type { RequestListener } from 'node:http'
import { createServer } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { startHttpServer } from '../../helpers/http-server.ts'
import { alert, newTelling } from './telling.ts'

const { id } = alert()
const ok: RequestListener = (_, response) => void response.writeHead(204).end()
const answer =
  (status: number, headers: Readonly<Record<string, string>> = {}): RequestListener =>
  (_, response) =>
    void response.writeHead(status, headers).end('no')

/** Answers one after the other; the last one for all that follow. */
const inTurn = (...listeners: readonly RequestListener[]): RequestListener => {
  let turn = 0
  return (request, response) => listeners[Math.min(turn++, listeners.length - 1)]?.(request, response)
}

test('posts the alert as JSON, with its key and a signature over what is sent', async () => {
  const bodies: Promise<string>[] = []
  await using server = await startHttpServer((request, response) => {
    bodies.push(text(request))
    ok(request, response)
  })
  await using desk = newTelling({ address: `${server.url}/hooks?to=night`, secret: 'op3n' })
  expect(await desk.tell(await desk.found(alert()))).toEqual([])
  const [request] = server.requests
  const [body = ''] = await Promise.all(bodies)
  expect(request?.path).toBe('/hooks?to=night')
  expect(request?.headers).toMatchObject({
    'content-type': 'application/json',
    'idempotency-key': `${id}/1`,
    'canvass-signature': `sha256=${createHmac('sha256', 'op3n').update(body).digest('hex')}`,
  })
  expect(JSON.parse(body)).toMatchObject({ id, revision: 1, measure: 5_120, text: expect.any(String) })
})

test('posts unsigned where there is no secret', async () => {
  await using server = await startHttpServer(ok)
  await using desk = newTelling({ address: server.url })
  await desk.tell(await desk.found(alert()))
  expect(server.requests[0]?.headers['canvass-signature']).toBeUndefined()
})

describe('what may be taken later is posted again, under the same key', () => {
  test.each([
    ['500', answer(500)],
    ['503', answer(503)],
    ['429', answer(429, { 'retry-after': '7' })],
    ['a connection that is cut', ((request) => request.socket.destroy()) satisfies RequestListener],
    ['no answer at all', (() => undefined) satisfies RequestListener],
    [
      'an answer that is no HTTP',
      ((request) => request.socket.end('hello\r\n\r\n')) satisfies RequestListener,
    ],
  ])('%s', async (_, fails) => {
    await using server = await startHttpServer(inTurn(fails, ok))
    await using desk = newTelling({ address: server.url })
    const opened = await desk.found(alert())
    expect(await desk.tell(opened)).toEqual([])
    expect(server.requests.map(({ headers }) => headers['idempotency-key'])).toEqual([`${id}/1`, `${id}/1`])
    await desk.tell(opened)
    expect(server.requests).toHaveLength(2)
  })

  test('and waits as long as it is asked to', async () => {
    await using server = await startHttpServer(inTurn(answer(429, { 'retry-after': '7' }), ok))
    await using desk = newTelling({ address: server.url })
    await desk.tell(await desk.found(alert()))
    expect(desk.clock.slept).toEqual([7_000])
  })

  test('after a while it fails, and stops no other alert', async () => {
    let isDown = true
    await using server = await startHttpServer((request, response) =>
      isDown && request.headers['idempotency-key'] === `${id}/1`
        ? answer(503)(request, response)
        : ok(request, response),
    )
    await using desk = newTelling({ address: server.url })
    const opened = await desk.found(alert())
    const other = await desk.found(alert({ id: 'a-00000000000000' }))
    await expect(desk.tell(opened, other)).rejects.toMatchObject({ code: 'ALERT_UNDELIVERED' })
    expect(server.requests).toHaveLength(3 + 1)
    isDown = false
    expect(await desk.tell(opened)).toEqual([])
    expect(await desk.tell(opened, other)).toEqual([])
    expect(server.requests).toHaveLength(5)
  })

  test('where nobody listens', async () => {
    const gone = createServer()
    const port = await new Promise<number>((resolve) =>
      gone.listen(0, '127.0.0.1', () => resolve((gone.address() as { port: number }).port)),
    )
    await new Promise((resolve) => gone.close(resolve))
    await using desk = newTelling({ address: `http://127.0.0.1:${port}/op3n` })
    await expect(desk.tell(await desk.found(alert()))).rejects.toMatchObject({
      code: 'ALERT_UNDELIVERED',
      retryable: true,
      message: expect.not.stringContaining('op3n'),
    })
    expect(desk.clock.slept).toHaveLength(2)
  })
})

describe('what is refused is no matter of time', () => {
  test.each([400, 401, 404, 410, 301, 307])('%i', async (status) => {
    await using elsewhere = await startHttpServer(ok)
    await using server = await startHttpServer(answer(status, { location: elsewhere.url }))
    await using desk = newTelling({ address: `${server.url}/op3n`, secret: 'op3n' })
    const refused = desk.tell(await desk.found(alert()))
    await expect(refused).rejects.toMatchObject({
      code: 'ALERT_REFUSED',
      retryable: false,
      message: `The webhook at 127.0.0.1:${server.port} refused the alert ${id}/1 with ${status}.`,
    })
    expect(server.requests).toHaveLength(1)
    expect(elsewhere.requests).toEqual([])
  })

  test('and is posted when its message comes again, once the webhook takes it', async () => {
    await using server = await startHttpServer(inTurn(answer(401), ok))
    await using desk = newTelling({ address: server.url })
    const opened = await desk.found(alert())
    await expect(desk.tell(opened)).rejects.toMatchObject({ code: 'ALERT_REFUSED' })
    expect(await desk.tell(opened)).toEqual([])
    expect(server.requests).toHaveLength(2)
  })
})

test('a crash between the post and its note posts once more, under the same key', async () => {
  await using server = await startHttpServer(ok)
  let crashes = true
  await using desk = newTelling({ address: server.url }, (inner) => ({
    async post(posting, signal) {
      await inner.post(posting, signal)
      if (crashes) throw new Error('killed')
    },
  }))
  const opened = await desk.found(alert())
  await expect(desk.tell(opened)).rejects.toThrow('killed')
  crashes = false
  await desk.tell(opened)
  await desk.tell(opened)
  expect(server.requests.map(({ headers }) => headers['idempotency-key'])).toEqual([`${id}/1`, `${id}/1`])
})
