import { resolve } from 'node:path'
import { awsSettings } from '../aws/settings.ts'
import type { ExportPlace } from '../config/exports.ts'
import type { Config } from '../config.ts'
import { folderTarget } from '../export/folder-target.ts'
import type { ExportTarget } from '../export/target.ts'
import { newMeter } from '../flow/meter.ts'
import { systemClock } from '../time/system-clock.ts'

/** Opens the place of exports. The client of S3 is loaded for a bucket only; disposing closes it. */
export async function openTarget(
  at: ExportPlace['at'],
  config: Pick<Config, 'environment'>,
): Promise<ExportTarget & Disposable> {
  if (at.kind === 'folder') return { ...folderTarget(resolve(at.folder)), [Symbol.dispose]: () => undefined }
  const { s3Client } = await import('../archive/s3-client.ts')
  const { s3Target } = await import('../export/s3-target.ts')
  const client = s3Client(awsSettings(config, at.region))
  const { bucket, prefix } = at
  return {
    ...s3Target({ client, bucket, prefix, meter: newMeter(), clock: systemClock }),
    [Symbol.dispose]: () => client.destroy(),
  }
}
