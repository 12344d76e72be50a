import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Deployment } from '../engine/deploy/deployment.ts'

/** What is to be deployed, and the folder that its code lies in. */
export interface Deployed extends Deployment {
  readonly folder: string
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Compiles all feeds with the command line of the engine, which refuses what fails its tests, and reads what it has written.
 * CANVASS_DEPLOYMENT names a folder that is there already.
 */
export function compileDeployment(root: string, environment: Environment): Deployed {
  const given = environment['CANVASS_DEPLOYMENT']?.trim()
  const folder = given ? resolve(root, given) : join($cli.paths.work, 'deployment')
  if (!given) compile(root, folder, environment)
  const deployment = JSON.parse(readFileSync(join(folder, 'deployment.json'), 'utf8')) as Deployment
  return { ...deployment, folder }
}

function compile(root: string, folder: string, environment: Environment): void {
  const args = [join(root, 'engine/cli/feed.js'), 'compile', '--deployment', '--out', folder]
  const { status, error, stdout, stderr } = spawnSync('node', args, {
    cwd: root,
    env: { ...environment },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (error !== undefined) throw error
  if (status !== 0)
    throw new Error(`Nothing is deployed, since the feeds can not be:\n\n${stdout}${stderr}`.trim())
}
