import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fetchFiles } from '../../../engine/capture/fetch-files.ts'
import { captureOfFiles } from '../../../engine/capture/recorded.ts'
import type { Plan } from '../../../engine/plan/plan.ts'
import { type Judged, processCapture } from '../../../engine/poll/process-capture.ts'
import { startHttpServer } from '../../helpers/http-server.ts'
import { nothingBefore } from '../../helpers/judged.ts'
import { manualClock } from '../../helpers/manual-clock.ts'

/** Exchanges as Betamax records them. */
interface Cassette {
  readonly http_interactions: readonly {
    readonly request: { readonly method: string; readonly uri: string }
    readonly response: {
      readonly status: { readonly code: number }
      readonly headers: Readonly<Record<string, readonly string[]>>
      readonly body: { readonly string?: string; readonly base64_string?: string }
    }
  }[]
}
/** Headers that belong to a connection which is no more. */
const ofConnection = new Set(['connection', 'content-length', 'transfer-encoding'])

/** Has a plan's source fetch from a server that plays what was recorded, and judges what it brings as a first capture. */
export async function judgeExchanges(
  plan: Plan,
  files: readonly string[],
  capturedAt: string,
): Promise<Judged> {
  const played = new Map(
    files
      .flatMap((file) => (JSON.parse(readFileSync(file, 'utf8')) as Cassette).http_interactions)
      .map(({ request, response }) => [`${request.method} ${pathOf(request.uri)}`, response]),
  )
  await using server = await startHttpServer((request, response) => {
    const found = played.get(`${request.method} ${pathOf(request.url ?? '')}`)
    if (found === undefined) return response.writeHead(404).end()
    for (const [name, value] of Object.entries(found.headers))
      if (!ofConnection.has(name.toLowerCase())) response.setHeader(name, value)
    const { string = '', base64_string: packed } = found.body
    return response
      .writeHead(found.status.code)
      .end(packed === undefined ? string : Buffer.from(packed, 'base64'))
  })
  const folder = mkdtempSync(join(tmpdir(), 'canvass-exchanges-'))
  const { signal } = new AbortController()
  try {
    const { files: fetched } = await fetchFiles(plan, folder, {
      clock: manualClock({ start: capturedAt, auto: true }),
      secret: async () => '',
      surroundings: { route: () => ({ host: '127.0.0.1', port: server.port, plain: true }) },
      signal,
    })
    const listed = fetched.map(({ file, ...described }) => ({ ...described, path: join(folder, file) }))
    const taken = await captureOfFiles(listed, new Date(capturedAt).toISOString())
    return await processCapture(plan, taken, nothingBefore, signal)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The recorder wrote an empty first folder. */
const pathOf = (uri: string): string => new URL(uri, 'http://recorded').pathname.replace(/^\/\//, '/')
