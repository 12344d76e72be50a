import type { IncomingMessage, ServerResponse } from 'node:http'
import { connect, createServer, type Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startHttpServer, type TestServer } from '../helpers/http-server.ts'
import { type FaultProxy, httpFaultProxy } from './fault-proxy.ts'
import { kafkaFaultProxy } from './fault-proxy-kafka.ts'

let server: TestServer
let proxy: FaultProxy
/** What was carried out: whole requests only. */
let done: string[]
beforeEach(async () => {
  done = []
  server = await startHttpServer((request, response) => {
    request.on('error', () => undefined)
    carryOut(request, response).catch(() => undefined)
  })
  proxy = await httpFaultProxy(server.url)
})
afterEach(async () => {
  await proxy[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
})

async function carryOut(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await buffer(request)
  done.push(body.toString())
  const isPut = request.headers['x-amz-target'] === 'Kinesis_20131202.PutRecords'
  const answer = isPut ? put(body) : { said: body.toString() }
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
}

const put = (body: Buffer): unknown => {
  const { Records: records } = JSON.parse(body.toString()) as { Records: readonly unknown[] }
  return { FailedRecordCount: 0, Records: records.map((record) => ({ SequenceNumber: record })) }
}
const ask = async (target: string, body: unknown): Promise<{ status: number; said: unknown }> => {
  const answer = await fetch(proxy.endpoint, {
    method: 'POST',
    headers: { 'x-amz-target': target },
    body: JSON.stringify(body),
  })
  return { status: answer.status, said: await answer.json() }
}
const failed = {
  cause: expect.objectContaining({ code: expect.stringMatching(/ECONN|UND_ERR|EPIPE/) as string }) as unknown,
}

describe('before a server of HTTP', () => {
  test('passes everything on, and tells what it saw', async () => {
    expect(await ask('DynamoDB_20120810.PutItem', { a: 1 })).toEqual({
      status: 200,
      said: { said: '{"a":1}' },
    })
    expect(proxy.seen).toEqual([{ number: 1, call: 'PutItem', of: '/', bytes: 7 }])
  })

  test('loses the answer to what was carried out', async () => {
    proxy.next({ kind: 'lost answer' })
    await expect(ask('X.PutItem', 1)).rejects.toMatchObject(failed)
    expect(done).toEqual(['1'])
    expect((await ask('X.PutItem', 2)).status).toBe(200)
  })

  test('cuts an answer in its middle, and a request before it is whole', async () => {
    proxy.next({ kind: 'cut answer' })
    await expect(ask('X.PutItem', 'long enough')).rejects.toThrow(/terminated|aborted|fetch failed/)
    expect(done).toEqual(['"long enough"'])
    proxy.next({ kind: 'cut request' })
    await expect(ask('X.PutItem', 'never whole')).rejects.toMatchObject(failed)
    expect(done).toHaveLength(1)
  })

  test('refuses, once or until it is up again', async () => {
    proxy.next({ kind: 'refuse' })
    await expect(ask('X.PutItem', 1)).rejects.toMatchObject(failed)
    await proxy.down()
    await expect(ask('X.PutItem', 2)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } })
    await proxy.up()
    expect((await ask('X.PutItem', 3)).status).toBe(200)
    expect(done).toEqual(['3'])
  })

  test('answers with the errors of the services, in their words, before anything is done', async () => {
    proxy.next({ kind: 'error', name: 'ProvisionedThroughputExceededException' }, 2)
    const { status, said } = await ask('X.PutItem', 1)
    expect(status).toBe(400)
    expect(said).toMatchObject({
      __type: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException',
    })
    expect((await ask('X.PutItem', 1)).status).toBe(400)
    proxy.next({ kind: 'error', name: 'SlowDown' })
    const slow = await fetch(`${proxy.endpoint}/bucket/key`, { method: 'PUT', body: 'bytes' })
    expect([slow.status, await slow.text()]).toEqual([503, expect.stringContaining('<Code>SlowDown</Code>')])
    expect(done).toEqual([])
  })

  test('carries out half of a batch', async () => {
    proxy.next({ kind: 'partial' })
    expect(await ask('Kinesis_20131202.PutRecords', { Records: ['a', 'b', 'c'] })).toMatchObject({
      said: {
        FailedRecordCount: 1,
        Records: [
          { SequenceNumber: 'a' },
          { ErrorCode: 'ProvisionedThroughputExceededException' },
          { SequenceNumber: 'c' },
        ],
      },
    })
  })

  test('asks a rule what befalls a request, and can be calmed', async () => {
    proxy.when(({ call, number }) =>
      call === 'UpdateItem' && number > 1 ? { kind: 'error', name: 'InternalServerError' } : undefined,
    )
    const statuses = [
      (await ask('X.UpdateItem', 1)).status,
      (await ask('X.GetItem', 2)).status,
      (await ask('X.UpdateItem', 3)).status,
    ]
    proxy.calm()
    statuses.push((await ask('X.UpdateItem', 4)).status)
    expect(statuses).toEqual([200, 200, 500, 200])
    expect(proxy.seen.map(({ fault }) => fault?.kind)).toEqual([undefined, undefined, 'error', undefined])
  })
})

/** Length, call, version, number, client: as Kafka's requests begin. */
function frame(call: number, number: number): Buffer {
  const client = Buffer.from('kim')
  const bytes = Buffer.alloc(14 + client.byteLength)
  bytes.writeInt32BE(bytes.byteLength - 4, 0)
  bytes.writeInt16BE(call, 4)
  bytes.writeInt32BE(number, 8)
  bytes.writeInt16BE(client.byteLength, 12)
  client.copy(bytes, 14)
  return bytes
}

/** Answers every frame with itself, and remembers it. */
async function startEcho(): Promise<{ port: number; got: number[]; close(): void }> {
  const got: number[] = []
  const sockets: Socket[] = []
  const echo = createServer((socket) => {
    sockets.push(socket)
    let unread = Buffer.alloc(0)
    socket.on('error', () => undefined)
    socket.on('data', (piece) => {
      unread = Buffer.concat([unread, piece])
      for (let size = 17; unread.byteLength >= size; unread = unread.subarray(size)) {
        got.push(unread.readInt32BE(8))
        socket.write(unread.subarray(0, size))
      }
    })
  })
  await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve))
  const { port } = echo.address() as { port: number }
  return {
    port,
    got,
    close() {
      echo.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

/** What comes back of these frames, sent at once, before the connection is gone or all have been answered. */
function exchange(port: number, frames: readonly Buffer[]): Promise<number> {
  return new Promise((resolve) => {
    const wanted = frames.reduce((sum, { byteLength }) => sum + byteLength, 0)
    let back = 0
    const socket = connect(port, '127.0.0.1', () => socket.write(Buffer.concat(frames)))
    socket.on('data', (piece) => {
      back += piece.byteLength
      if (back === wanted) socket.destroy()
    })
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(back))
  })
}

describe('before a broker', () => {
  test('tells requests apart, loses one answer and those after it, cuts, refuses and delays', async () => {
    const echo = await startEcho()
    await using kafka = await kafkaFaultProxy()
    kafka.towards({ host: '127.0.0.1', port: echo.port })
    try {
      expect(await exchange(kafka.port, [frame(3, 1), frame(0, 2)])).toBe(34)
      expect(kafka.seen.map(({ call, of }) => [call, of])).toEqual([
        ['metadata', 'kim'],
        ['produce', 'kim'],
      ])
      kafka.when(({ call }) => (call === 'produce' ? { kind: 'lost answer' } : undefined))
      expect(await exchange(kafka.port, [frame(3, 3), frame(0, 4)])).toBe(17)
      kafka.when(({ call }) => (call === 'produce' ? { kind: 'cut request' } : undefined))
      expect(await exchange(kafka.port, [frame(0, 5)])).toBe(0)
      kafka.when(() => ({ kind: 'cut answer' }))
      expect(await exchange(kafka.port, [frame(0, 6)])).toBe(8)
      kafka.calm()
      kafka.next({ kind: 'refuse' })
      expect(await exchange(kafka.port, [frame(0, 7)])).toBe(0)
      kafka.next({ kind: 'delay', milliseconds: 5 })
      expect(await exchange(kafka.port, [frame(0, 8), frame(0, 9)])).toBe(34)
      await kafka.down()
      expect(await exchange(kafka.port, [frame(0, 10)])).toBe(0)
      await kafka.up()
      expect(await exchange(kafka.port, [frame(0, 11)])).toBe(17)
      expect(echo.got).toEqual([1, 2, 3, 4, 6, 8, 9, 11])
    } finally {
      echo.close()
    }
  })
})
