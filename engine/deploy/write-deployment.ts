import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { feedError } from '../errors/feed-error.ts'
import { writingTo } from '../flow/writing-to.ts'
import type { Plan } from '../plan/plan.ts'
import type { HostAllowances } from '../source/host-allowances.ts'
import { assertRoom } from './assert-room.ts'
import { type Bundled, bundleCode } from './bundle-code.ts'
import { deployedFeed } from './deployed-feed.ts'
import type { Deployment } from './deployment.ts'
import { deskFiles, specFiles, type Texts } from './desk-files.ts'
import type { RememberedFiles } from './remembered-files.ts'
import { sharedHosts } from './shared-hosts.ts'
import { buildFile, type CodeName, codeNames, sourcesOf } from './sources.ts'

export const deploymentFile = 'deployment.json'

/** What a deployment is made of: plans that were tested, and what else is said in the folder of feeds. */
export interface Deployable {
  readonly plans: readonly Plan[]
  readonly hosts: HostAllowances
  readonly root: string
  /** Those that the plans were compiled of. */
  readonly files: RememberedFiles
  readonly build: number
  /** Milliseconds since 1970. */
  readonly now: number
}

export interface WrittenDeployment {
  readonly deployment: Deployment
  /** Of the code in each folder. */
  readonly bytes: Readonly<Record<CodeName, number>>
}

/**
 * Writes a deployment into a folder, in the place of an earlier one. `deployment.json` comes last: a folder that has it is whole. But for the
 * build, the same specs give the same bytes, and schedules differ only as windows open and end. DEPLOY_FOLDER_TAKEN where the folder
 * has something else in it; CLI_FOLDER_UNWRITABLE where it can not be written; DEPLOY_TOO_LARGE where no function has room for the code.
 */
export async function writeDeployment(folder: string, deployable: Deployable): Promise<WrittenDeployment> {
  const { plans, hosts, root, files, build, now } = deployable
  writingTo(folder, () => clear(folder))
  const sources = sourcesOf(plans, { ...hosts, shared: sharedHosts(plans, hosts) })
  const bytes: Record<CodeName, number> = { poller: 0, processing: 0, topics: 0 }
  for (const name of codeNames) {
    // oxlint-disable-next-line no-await-in-loop -- each is as large as memory allows
    const bundled = await bundleCode(name, sources[name])
    bytes[name] = bundled.bytes
    writeFiles(join(folder, name), bundled.files)
  }
  const specs = specFiles(root, plans.map(specOf), files.texts, files)
  bytes.poller += bytesOf(specs)
  assertRoom(bytes, plans.length)
  writeFiles(join(folder, 'poller'), new Map([[buildFile, `${JSON.stringify({ build })}\n`]]))
  writeFiles(join(folder, 'poller', 'feeds'), specs)
  writeFiles(join(folder, 'processing', 'feeds'), deskFiles(root, files))
  const deployment: Deployment = {
    build,
    feeds: plans
      .map((plan) => deployedFeed(plan, now))
      .toSorted((one, other) => (one.feed < other.feed ? -1 : 1)),
  }
  writeFiles(folder, new Map([[deploymentFile, `${JSON.stringify(deployment, undefined, 2)}\n`]]))
  return { deployment, bytes }
}

/** The path of a spec below the folder of feeds. */
function specOf({ feed, recipe }: Plan): string {
  if (recipe === undefined) throw new Error(`${feed} was not compiled here`)
  return recipe.file
}

const bytesOf = (texts: Texts): number =>
  [...texts.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0)

function writeFiles(folder: string, files: Bundled['files'] | Texts): void {
  writingTo(folder, () => {
    for (const [name, contents] of files) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), contents)
    }
  })
}

/** Takes an earlier deployment away, or what there is of one, and nothing that others may have put there. */
function clear(folder: string): void {
  mkdirSync(folder, { recursive: true })
  // Earlier versions had a folder for the watch.
  const own: readonly string[] = [deploymentFile, ...codeNames, 'watch']
  const other = readdirSync(folder).find((name) => !own.includes(name))
  if (other !== undefined) throw feedError('DEPLOY_FOLDER_TAKEN', { folder, other })
  for (const name of own) if (existsSync(join(folder, name))) rmSync(join(folder, name), { recursive: true })
}
