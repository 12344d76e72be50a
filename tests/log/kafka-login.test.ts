import type { AddressInfo } from 'node:net'
import { createServer, getCACertificates, setDefaultCACertificates, type TLSSocket } from 'node:tls'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newMeter } from '../../engine/flow/meter.ts'
import { kafkaLog } from '../../engine/log/kafka.ts'
import { kafkaCluster } from '../../engine/log/kafka-cluster.ts'
import { message } from '../conformance/log-samples.ts'
import { selfSigned } from '../helpers/certificate.ts'

const { signal } = new AbortController()
const short = (value: number): Buffer => Buffer.from([value >> 8, value & 0xff])
const long = (value: number): Buffer => Buffer.concat([short(value >>> 16), short(value & 0xffff)])
const named = (text: string): Buffer => Buffer.concat([short(text.length), Buffer.from(text)])

/** Kafka's protocol as far as a login goes: which calls there are, how to log in, and whether that was enough. */
const calls = { versions: 18, handshake: 17, authenticate: 36 }
const loginRefused = 58

let logins: string[]
let port: number
let close: () => void
const usual = getCACertificates()
beforeEach(async () => {
  logins = []
  const { key, cert } = selfSigned()
  setDefaultCACertificates([...usual, cert])
  const sockets = new Set<TLSSocket>()
  const server = createServer({ key, cert }, (socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    let unread = Buffer.alloc(0)
    socket.on('data', (piece) => {
      unread = Buffer.concat([unread, piece])
      while (unread.byteLength >= 4 && unread.byteLength >= 4 + unread.readInt32BE(0)) {
        const size = 4 + unread.readInt32BE(0)
        socket.write(answerTo(unread.subarray(4, size)))
        unread = unread.subarray(size)
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
  close = () => {
    setDefaultCACertificates(usual)
    for (const socket of sockets) socket.destroy()
    server.close()
  }
})
afterEach(() => close())

function answerTo(request: Buffer): Buffer {
  const call = request.readInt16BE(0)
  const version = request.readInt16BE(2)
  const content = request.subarray(10 + request.readInt16BE(8))
  const answer = Buffer.concat([request.subarray(4, 8), bodyFor(call, version, content)])
  return Buffer.concat([long(answer.byteLength), answer])
}

function bodyFor(call: number, version: number, content: Buffer): Buffer {
  if (call === calls.versions) {
    const known = [calls.versions, calls.handshake, calls.authenticate, 3].map((one) =>
      Buffer.concat([short(one), short(0), short(1)]),
    )
    return Buffer.concat([short(0), long(known.length), ...known, version > 0 ? long(0) : Buffer.alloc(0)])
  }
  if (call === calls.handshake) return Buffer.concat([short(0), long(1), named('OAUTHBEARER')])
  logins.push(content.subarray(4).toString())
  return Buffer.concat([short(loginRefused), named('not you'), long(0), long(0), long(0)])
}

test('with IAM it speaks TLS and logs in with a signed token; a login that is refused is LOG_REFUSED', async () => {
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' }
  const brokers = [`127.0.0.1:${port}`]
  const cluster = kafkaCluster({ brokers, brokerAccess: 'iam' }, { region: 'eu-west-1', credentials })
  await using log = kafkaLog({ cluster, topicPrefix: '', meter: newMeter() }).log
  await expect(log.publish('t', [message('a|b', 1)], signal)).rejects.toMatchObject({
    code: 'LOG_REFUSED',
    message: expect.stringContaining('not you'),
  })
  const [login = ''] = logins
  const separator = String.fromCodePoint(1)
  const [start, bearer = '', ...end] = login.split(separator)
  expect([start, ...end]).toEqual(['n,,', '', ''])
  const token = bearer.replace('auth=Bearer ', '')
  expect(Buffer.from(token, 'base64url').toString()).toMatch(
    /^https:\/\/kafka\.eu-west-1\.amazonaws\.com\/.*AKIDEXAMPLE/,
  )
})
