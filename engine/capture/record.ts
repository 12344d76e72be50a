import { existsSync, mkdirSync } from 'node:fs'
import { rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { stringify } from 'yaml'
import { feedError } from '../errors/feed-error.ts'
import { payloadName } from '../flow/payload-name.ts'
import { writingTo } from '../flow/writing-to.ts'
import type { Plan } from '../plan/plan.ts'
import type { Secrets } from '../secrets/secrets.ts'
import { type Fetching, fetchFiles } from './fetch-files.ts'
import { type CaptureManifest, type RecordedCapture, recordedCapture } from './recorded.ts'
import { usedSecrets } from './redact.ts'

/**
 * Fetches a capture and keeps it as a fixture: a new folder, whole or not there at all. CAPTURE_EXISTS where there is
 * one; CAPTURE_HOLDS_SECRET where a body repeats a secret that it was fetched with; CLI_FOLDER_UNWRITABLE
 * where none can be made.
 */
export async function recordCapture(
  plan: Plan,
  folder: string,
  { secrets, ...fetching }: Omit<Fetching, 'secret'> & { readonly secrets: Secrets },
): Promise<RecordedCapture> {
  if (existsSync(folder)) throw feedError('CAPTURE_EXISTS', { path: folder })
  const { secret, redacted, foundIn } = usedSecrets(secrets, fetching.signal)
  const partial = join(dirname(folder), `.${plan.feed}-${fetching.clock.now().getTime()}.tmp`)
  writingTo(dirname(folder), () => mkdirSync(partial, { recursive: true }))
  try {
    const { files, failed } = await fetchFiles(plan, partial, { ...fetching, secret })
    const capturedAt = fetching.clock.now().toISOString()
    for (const { file, ...payload } of files) {
      // oxlint-disable-next-line no-await-in-loop -- one file at a time: they may be large
      const name = await foundIn(join(partial, file))
      if (name !== undefined) {
        throw feedError('CAPTURE_HOLDS_SECRET', { request: payloadName(payload), name })
      }
    }
    const manifest: CaptureManifest = {
      captured_at: capturedAt,
      payloads: files.map(({ origin, contentType, carried, doubt, file, ...named }) => ({
        request: payloadName(named),
        origin: redacted(origin),
        ...(contentType === undefined ? {} : { content_type: contentType }),
        ...(carried === undefined ? {} : { carried }),
        ...(doubt === undefined ? {} : { doubt }),
        file,
      })),
      ...(failed.length > 0 && {
        failed: failed.map(({ code, reason, ...named }) => ({ request: payloadName(named), code, reason })),
      }),
    }
    await writeFile(join(partial, 'capture.yaml'), stringify(manifest))
    await rename(partial, folder)
  } catch (error) {
    await rm(partial, { recursive: true, force: true })
    throw error
  }
  return recordedCapture(folder)
}
