import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Ajv } from 'ajv'
import { type Static, Type } from 'typebox'
import { parse } from 'yaml'
import { feedError, said } from '../errors/feed-error.ts'
import { captureOf } from '../flow/capture-of.ts'
import type { Sha256 } from '../model/ids.ts'
import type { ArchivedPayload, Capture, Payload } from '../model/payload.ts'
import { notUtf8, utf8Text } from '../spec/utf8.ts'
import { epochMilliseconds } from '../time/zone.ts'

/** A capture outside the archive: what judging it needs, and where its bytes are. */
export interface RecordedCapture {
  readonly capture: Capture
  readonly capturedAt: string
  open(request: string): Payload
}
interface RecordedFile {
  readonly request: string
  readonly origin: string
  readonly contentType?: string
  readonly path: string
}

/** What `capture.yaml` says of the files beside it. */
const Manifest = Type.Object(
  {
    captured_at: Type.String(),
    payloads: Type.Array(
      Type.Object(
        {
          request: Type.String({ minLength: 1 }),
          origin: Type.String({ minLength: 1 }),
          content_type: Type.Optional(Type.String()),
          file: Type.String({ minLength: 1 }),
        },
        { additionalProperties: false },
      ),
      { minItems: 1 },
    ),
  },
  { additionalProperties: false },
)
export type CaptureManifest = Static<typeof Manifest>

/** What a poll would not take, a capture from files may not have either. */
export interface CaptureLimits {
  /** Of one file. */
  readonly bytes: number
}
const unlimited: CaptureLimits = { bytes: Number.POSITIVE_INFINITY }

/** A folder that `feed record` wrote, or a person. CAPTURE_MISSING, CAPTURE_INVALID, SOURCE_TOO_LARGE. */
export async function recordedCapture(folder: string, limits = unlimited): Promise<RecordedCapture> {
  const path = join(folder, 'capture.yaml')
  if (!existsSync(path)) throw feedError('CAPTURE_MISSING', { path: folder })
  const { captured_at, payloads } = manifestIn(path)
  const files = payloads.map(({ request, origin, content_type, file }) => ({
    request,
    origin,
    ...(content_type === undefined ? {} : { contentType: content_type }),
    path: join(folder, file),
  }))
  return captureOfFiles(files, captured_at, limits)
}

/** Files as they lie there, one per request; their names stand for their addresses. CAPTURE_MISSING, SOURCE_TOO_LARGE. */
export async function captureFromFiles(
  files: Readonly<Record<string, string>>,
  capturedAt: string,
  limits = unlimited,
): Promise<RecordedCapture> {
  const listed = Object.entries(files).map(([request, path]) => ({ request, origin: basename(path), path }))
  return captureOfFiles(listed, capturedAt, limits)
}

function manifestIn(path: string): CaptureManifest {
  const text = utf8Text(readFileSync(path))
  if (typeof text !== 'string') throw notUtf8(path, text)
  let value: unknown
  try {
    value = parse(text, { schema: 'core', maxAliasCount: 0 })
  } catch (error) {
    throw feedError('CAPTURE_INVALID', { path, problem: said(error).split('\n')[0] ?? '' }, { cause: error })
  }
  const validate = new Ajv().compile<CaptureManifest>(Manifest)
  if (!validate(value)) {
    const { instancePath = '', message = 'is not valid' } = validate.errors?.[0] ?? {}
    throw feedError('CAPTURE_INVALID', { path, problem: `${instancePath || 'it'} ${message}` })
  }
  if (epochMilliseconds(value.captured_at) === undefined) {
    const problem = `captured_at is "${value.captured_at}", not an ISO 8601 time with an offset`
    throw feedError('CAPTURE_INVALID', { path, problem })
  }
  return value
}

async function captureOfFiles(
  files: readonly RecordedFile[],
  capturedAt: string,
  { bytes: limit }: CaptureLimits,
): Promise<RecordedCapture> {
  const payloads: ArchivedPayload[] = []
  for (const { path, ...payload } of files) {
    const found = statSync(path, { throwIfNoEntry: false })
    if (found?.isFile() !== true) throw feedError('CAPTURE_MISSING', { path })
    if (found.size > limit) throw feedError('SOURCE_TOO_LARGE', { origin: path, limit })
    // oxlint-disable-next-line no-await-in-loop -- one file at a time: they may be large
    payloads.push({ ...payload, ...(await fingerprint(path)) })
  }
  const paths = new Map(files.map(({ request, path }) => [request, path]))
  return {
    capture: captureOf(payloads),
    capturedAt,
    open(request) {
      const found = payloads.find((payload) => payload.request === request)
      const path = paths.get(request)
      if (found === undefined || path === undefined) {
        throw feedError('CAPTURE_REQUESTS', { given: [...paths.keys()], wanted: [request] })
      }
      return { ...found, body: createReadStream(path) }
    },
  }
}

async function fingerprint(path: string): Promise<{ readonly sha256: Sha256; readonly bytes: number }> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(piece)
    bytes += piece.byteLength
  }
  return { sha256: hash.digest('hex') as Sha256, bytes }
}
