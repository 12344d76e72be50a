import { appendFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { Socket } from 'node:net'

/**
 * Imported before a program (`node --import`): TEST_LOADED names a file that every module is noted in as it is loaded,
 * TEST_KAFKA one for the requests that go to the broker on the port TEST_BROKER, by the numbers of Kafka's protocol.
 */
const { TEST_LOADED: loaded, TEST_KAFKA: asked, TEST_BROKER: port } = process.env

if (loaded !== undefined)
  registerHooks({
    load(url, context, next) {
      appendFileSync(loaded, `${url}\n`)
      return next(url, context)
    },
  })

if (asked !== undefined) {
  const seen = new Set<number>()
  const note = (bytes: unknown): void => {
    if (!Buffer.isBuffer(bytes) || bytes.byteLength < 8 || bytes.readInt32BE(0) !== bytes.byteLength - 4)
      return
    const call = bytes.readInt16BE(4)
    if (!seen.has(call)) appendFileSync(asked, `${call}\n`)
    seen.add(call)
  }
  // oxlint-disable-next-line typescript/unbound-method -- it is called with the socket
  const { write } = Socket.prototype
  Socket.prototype.write = function observed(this: Socket, ...given: Parameters<typeof write>) {
    if (this.remotePort === Number(port)) note(given[0])
    return write.apply(this, given)
  } as typeof write
}
