import type { ServerResponse } from 'node:http'
import { startHttpServer, type TestServer } from '../../helpers/http-server.ts'

/** A request with the body that came with it. */
export interface Sent {
  readonly method: string | undefined
  readonly url: string | undefined
  readonly type: string | undefined
  readonly text: string
}

/** A server that reads what is sent to it before it answers. */
export const startSending = (answer: (sent: Sent, response: ServerResponse) => void): Promise<TestServer> =>
  startHttpServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      const { method, url, headers } = request
      answer({ method, url, type: headers['content-type'], text: Buffer.concat(pieces).toString() }, response)
    })
  })
