import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { root } from '../platform.ts'
import { standInAws } from './aws.ts'

export interface Ran {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  /** What it asked AWS. */
  readonly asked: readonly string[]
}

/** So long it may take on a busy machine. */
const patience = 100_000

/** Runs the real command line of SST in the project, against stand-ins of pulumi and AWS; `folder` is for its own files. */
export async function sst(
  folder: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Ran> {
  using aws = await standInAws()
  const pulumi = join(folder, 'sst/bin/pulumi')
  mkdirSync(join(folder, 'sst/bin'), { recursive: true })
  writeFileSync(
    pulumi,
    `#!/bin/sh\nexec '${process.execPath}' '${join(import.meta.dirname, 'pulumi.ts')}' "$@"\n`,
  )
  chmodSync(pulumi, 0o755)
  const child = spawn(join(root, 'node_modules/.bin/sst'), words, {
    cwd: root,
    env: {
      ...process.env,
      PATH: `${join(root, 'node_modules/.bin')}:${process.env['PATH']}`,
      XDG_CONFIG_HOME: folder,
      SST_PULUMI_PATH: pulumi,
      SST_SKIP_DEPENDENCY_CHECK: '1',
      SST_TELEMETRY_DISABLED: '1',
      SST_NO_BUN: '1',
      NO_BUN: '1',
      DO_NOT_TRACK: '1',
      NO_COLOR: '1',
      AWS_ENDPOINT_URL: aws.url,
      AWS_ACCESS_KEY_ID: 'made-up',
      AWS_SECRET_ACCESS_KEY: 'made-up',
      AWS_REGION: 'us-east-1',
      AWS_EC2_METADATA_DISABLED: 'true',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: patience,
  })
  const said = Promise.all([text(child.stdout), text(child.stderr)])
  const [code] = (await once(child, 'close')) as [number | null]
  const [stdout, stderr] = await said
  return { code, stdout, stderr, asked: aws.asked }
}
