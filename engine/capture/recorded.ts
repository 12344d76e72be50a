import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Ajv } from 'ajv'
import { type Static, Type } from 'typebox'
import { parse } from 'yaml'
import { feedError, said } from '../errors/feed-error.ts'
import { captureOf } from '../flow/capture-of.ts'
import { namedPayload, payloadName } from '../flow/payload-name.ts'
import type { Sha256 } from '../model/ids.ts'
import type { ArchivedPayload, Capture, FailedItem, Payload } from '../model/payload.ts'
import { notUtf8, utf8Text } from '../spec/utf8.ts'
import { epochMilliseconds } from '../time/instant.ts'

/** A capture outside the archive: what judging it needs, and where its bytes are. */
export interface RecordedCapture {
  readonly capture: Capture
  readonly capturedAt: string
  /** The payloads of one request, each to be read before the next. CAPTURE_REQUESTS where there is none. */
  open(request: string): Iterable<Payload>
}
interface RecordedFile extends Omit<Payload, 'body'> {
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
          carried: Type.Optional(Type.Record(Type.String(), Type.String())),
          /** Why a rule of the spec has it held. */
          doubt: Type.Optional(Type.String({ minLength: 1 })),
          file: Type.String({ minLength: 1 }),
        },
        { additionalProperties: false },
      ),
      { minItems: 1 },
    ),
    /** Items that could not be had. */
    failed: Type.Optional(
      Type.Array(
        Type.Object(
          { request: Type.String({ pattern: '/' }), code: Type.String(), reason: Type.String() },
          { additionalProperties: false },
        ),
      ),
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
  const { captured_at, payloads, failed = [] } = manifestIn(path)
  const files = payloads.map(({ request, origin, content_type, carried, doubt, file }) => ({
    ...namedPayload(request),
    origin,
    ...(carried === undefined ? {} : { carried }),
    ...(doubt === undefined ? {} : { doubt }),
    ...(content_type === undefined ? {} : { contentType: content_type }),
    path: join(folder, file),
  }))
  const lacking = failed.map(({ request, code, reason }) => ({
    item: '',
    ...namedPayload(request),
    code,
    reason,
  }))
  return captureOfFiles(files, captured_at, limits, lacking)
}

/**
 * Files as they lie there, one per payload (`request`, or `request/item`); their names stand for their addresses.
 * CAPTURE_MISSING, SOURCE_TOO_LARGE.
 */
export async function captureFromFiles(
  files: Readonly<Record<string, string>>,
  capturedAt: string,
  limits = unlimited,
): Promise<RecordedCapture> {
  const listed = Object.entries(files).map(([name, path]) => ({
    ...namedPayload(name),
    origin: basename(path),
    path,
  }))
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

/** Files with what is known of each, in the order of the capture. CAPTURE_MISSING, SOURCE_TOO_LARGE. */
export async function captureOfFiles(
  files: readonly RecordedFile[],
  capturedAt: string,
  { bytes: limit }: CaptureLimits = unlimited,
  failed: readonly FailedItem[] = [],
): Promise<RecordedCapture> {
  const payloads: ArchivedPayload[] = []
  const paths: string[] = []
  for (const { path, ...payload } of files) {
    const found = statSync(path, { throwIfNoEntry: false })
    if (found?.isFile() !== true) throw feedError('CAPTURE_MISSING', { path })
    if (found.size > limit) throw feedError('SOURCE_TOO_LARGE', { origin: path, limit })
    // oxlint-disable-next-line no-await-in-loop -- one file at a time: they may be large
    payloads.push({ ...payload, ...(await fingerprint(path)) })
    paths.push(path)
  }
  return {
    capture: captureOf(payloads, failed),
    capturedAt,
    *open(request) {
      const found = payloads.flatMap((payload, index) =>
        payload.request === request ? [{ payload, path: paths[index] ?? '' }] : [],
      )
      if (found.length === 0)
        throw feedError('CAPTURE_REQUESTS', { given: payloads.map(payloadName), wanted: [request] })
      for (const { payload, path } of found) yield { ...payload, body: createReadStream(path) }
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
