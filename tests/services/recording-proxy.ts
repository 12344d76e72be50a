import { Agent, createServer, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** One call of a service, as rights are about it: what was done, and to what. */
export interface RecordedCall {
  /** As IAM names it: `dynamodb:GetItem`, `s3:ListBucket`. */
  readonly action: string
  /** A table or `TABLE/INDEX`, `BUCKET` or `BUCKET/KEY` or `BUCKET/PREFIX`, a stream, a secret. */
  readonly on: string
}

export interface RecordingProxy extends AsyncDisposable {
  /** What a client is given instead of the server's endpoint. */
  readonly endpoint: string
  /** Each kind of call once, in the order of their first times. */
  calls(): readonly RecordedCall[]
}

type Body = Readonly<Record<string, string | undefined>>

/** Stands before a server that speaks HTTP/1.1, passes everything on, and keeps what was asked. */
export async function recordingProxy(server: string): Promise<RecordingProxy> {
  const target = new URL(server)
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  const seen = new Map<string, RecordedCall>()
  const proxy = createServer((from, to) => {
    const { method = 'GET', url = '/', headers } = from
    void (async () => {
      const body = await buffer(from)
      const asked = headers['x-amz-target']
      const call = typeof asked === 'string' ? targeted(asked, body) : ofS3(method, url)
      seen.set(`${call.action} ${call.on}`, call)
      const { hostname, port } = target
      const { expect: _, 'transfer-encoding': __, ...rest } = headers
      const passed = { ...rest, 'content-length': body.byteLength }
      const onward = request({ hostname, port, method, path: url, headers: passed, agent })
      onward.on('response', (answer) => {
        to.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(to)
      })
      onward.on('error', () => gone(to))
      onward.end(body)
    })().catch(() => gone(to))
  })
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening))
  const { port } = proxy.address() as AddressInfo
  return {
    endpoint: `http://127.0.0.1:${port}`,
    calls: () => [...seen.values()],
    async [Symbol.asyncDispose]() {
      agent.destroy()
      proxy.closeAllConnections()
      await new Promise((closed) => proxy.close(closed))
    },
  }
}

const gone = (to: ServerResponse): void => void to.socket?.destroy()

/** The names of services, as they stand in the header. */
const services: Readonly<Record<string, string>> = {
  DynamoDB_20120810: 'dynamodb',
  Kinesis_20131202: 'kinesis',
  secretsmanager: 'secretsmanager',
  AmazonSSM: 'ssm',
  AmazonSQS: 'sqs',
}

function targeted(asked: string, body: Buffer): RecordedCall {
  const [name = '', call = ''] = asked.split('.')
  const said = JSON.parse(body.toString()) as Body
  const on = said['TableName'] ?? said['StreamName'] ?? said['SecretId'] ?? said['Name'] ?? said['QueueUrl']
  const index = said['IndexName'] === undefined ? '' : `/${said['IndexName']}`
  return { action: `${services[name] ?? name}:${call}`, on: `${on}${index}` }
}

/** Who may get an object may ask for its head; who may list a bucket may ask whether it is there. */
function ofS3(method: string, url: string): RecordedCall {
  const { pathname, searchParams } = new URL(url, 'http://s3')
  const [bucket = '', ...key] = decodeURIComponent(pathname).slice(1).split('/')
  const below = key.join('/') || (searchParams.get('prefix') ?? '')
  const on = below === '' ? bucket : `${bucket}/${below}`
  const actions: Readonly<Record<string, string>> = { PUT: 'PutObject', DELETE: 'DeleteObject' }
  const isOfBucket = key.join('/') === '' || searchParams.has('list-type')
  return { action: `s3:${isOfBucket ? 'ListBucket' : (actions[method] ?? 'GetObject')}`, on }
}
