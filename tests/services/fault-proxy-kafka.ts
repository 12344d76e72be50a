import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import type { FaultProxy } from './fault-proxy.ts'
import { type ChoosingRules, faultRules } from './fault-proxy-rules.ts'

/** https://kafka.apache.org/protocol.html#protocol_api_keys */
const calls: Readonly<Record<number, string>> = {
  0: 'produce',
  1: 'fetch',
  2: 'list offsets',
  3: 'metadata',
  8: 'offset commit',
  9: 'offset fetch',
  10: 'find coordinator',
  11: 'join group',
  12: 'heartbeat',
  13: 'leave group',
  14: 'sync group',
  18: 'api versions',
  19: 'create topics',
  22: 'init producer id',
}

/**
 * Stands before a broker: requests of Kafka's protocol are told apart, so that each may meet a fault. Clients find the
 * proxy again only if the broker advertises the proxy's port: the proxy begins first, on a free one, the broker's
 * listener is told its `port`, and the proxy is told of the broker, once that runs, by `towards`.
 */
export async function kafkaFaultProxy(): Promise<
  FaultProxy & { towards(broker: { readonly host: string; readonly port: number }): void }
> {
  const rules = faultRules()
  const open = new Set<Socket>()
  let broker: { readonly host: string; readonly port: number } | undefined

  const proxy = createServer((client) => {
    if (broker === undefined) {
      client.resetAndDestroy()
      return
    }
    const server = connect(broker)
    for (const socket of [client, server]) {
      open.add(socket)
      socket.setNoDelay()
      socket.on('error', () => undefined)
      socket.on('close', () => open.delete(socket))
    }
    join(client, server, rules)
  })
  const listen = (on: number): Promise<number> =>
    new Promise((resolve, reject) => {
      proxy.once('error', reject)
      proxy.listen(on, '127.0.0.1', () => {
        proxy.off('error', reject)
        resolve((proxy.address() as AddressInfo).port)
      })
    })
  const down = async (): Promise<void> => {
    const closed = new Promise((resolve) => proxy.close(resolve))
    for (const socket of open) socket.destroy()
    await closed
  }
  const own = await listen(0)
  return {
    ...rules,
    endpoint: `127.0.0.1:${own}`,
    port: own,
    towards(named) {
      broker = named
    },
    down,
    async up() {
      if (!proxy.listening) await listen(own)
    },
    async [Symbol.asyncDispose]() {
      if (proxy.listening) await down()
    },
  }
}

/** Both ways between two sockets. Answers come in the order of the requests. */
function join(client: Socket, server: Socket, rules: ChoosingRules): void {
  let unread = Buffer.alloc(0)
  let isWaiting = false
  /** Of requests whose answer is to be lost or cut: how many answers come before it. */
  let answers = 0
  let asked = 0
  let struck: { readonly answer: number; readonly isCut: boolean } | undefined
  const gone = (): void => {
    client.resetAndDestroy()
    server.destroy()
  }

  function send(): void {
    while (!isWaiting && unread.byteLength >= 4) {
      const size = 4 + unread.readInt32BE(0)
      if (unread.byteLength < size) return
      const frame = unread.subarray(0, size)
      unread = unread.subarray(size)
      const call = calls[frame.readInt16BE(4)] ?? `call ${frame.readInt16BE(4)}`
      const fault = rules.choose({ call, of: clientOf(frame), bytes: size })
      asked += 1
      if (fault?.kind === 'refuse') return gone()
      if (fault?.kind === 'cut request') return void server.write(frame.subarray(0, size >> 1), gone)
      if (fault?.kind === 'lost answer' || fault?.kind === 'cut answer')
        struck ??= { answer: asked, isCut: fault.kind === 'cut answer' }
      if (fault?.kind === 'delay') {
        isWaiting = true
        setTimeout(() => {
          isWaiting = false
          server.write(frame)
          send()
        }, fault.milliseconds)
      } else server.write(frame)
    }
  }
  client.on('data', (piece) => {
    unread = Buffer.concat([unread, piece])
    send()
  })
  client.on('close', () => server.destroy())
  server.on('close', () => client.destroy())

  let back = Buffer.alloc(0)
  server.on('data', (piece) => {
    back = Buffer.concat([back, piece])
    while (back.byteLength >= 4 && back.byteLength >= 4 + back.readInt32BE(0)) {
      const size = 4 + back.readInt32BE(0)
      const frame = back.subarray(0, size)
      back = back.subarray(size)
      answers += 1
      if (struck === undefined || answers < struck.answer) client.write(frame)
      else if (struck.isCut) return void client.write(frame.subarray(0, size >> 1), gone)
      else return gone()
    }
  })
}

/** Length, call, version and number come before it. */
function clientOf(frame: Buffer): string {
  const length = frame.byteLength >= 14 ? frame.readInt16BE(12) : -1
  return length < 0 ? '' : frame.subarray(14, 14 + length).toString()
}
