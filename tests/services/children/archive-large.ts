import { createCipheriv } from 'node:crypto'
import { s3Archive } from '../../../engine/archive/s3.ts'
import { s3Client } from '../../../engine/archive/s3-client.ts'
import { newMeter } from '../../../engine/flow/meter.ts'
import { accessTo } from '../server-access.ts'

// Run by archive.test.ts: 200 MB of which nothing compresses, the same every time, into an archive and out of it again.
// Prints what went through, and by how many bytes this process had grown at most.
const [endpoint = '', bucket = ''] = process.argv.slice(2)
const { signal } = new AbortController()
const client = s3Client(accessTo({ s3: endpoint }))
const meter = newMeter()
const archive = s3Archive({ client, bucket, meter })
const cipher = createCipheriv('aes-256-ctr', Buffer.alloc(32), Buffer.alloc(16))
const zeros = Buffer.alloc(1_000_000)
const before = process.memoryUsage().rss
let grown = 0
const look = (): void => void (grown = Math.max(grown, process.memoryUsage().rss - before))

async function* large(): AsyncIterable<Uint8Array> {
  for (let n = 0; n < 200; n++) {
    look()
    yield cipher.update(zeros)
  }
}
const { sha256, bytes } = await archive.put(large(), signal)
let received = 0
for await (const part of archive.get(sha256, signal)) {
  received += part.byteLength
  look()
}
client.destroy()
const written = meter.read()['s3.bytesWritten'] ?? 0
process.stdout.write(`${JSON.stringify({ bytes, received, written, grown })}\n`)
