import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Deployment } from '../engine/deploy/deployment.ts'

/** What is to be deployed, and the folder that its code lies in. */
export interface Deployed extends Deployment {
  readonly folder: string
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Compiles all feeds with the command line of the engine, which refuses what fails its tests, and reads what it has written.
 * CANVASS_DEPLOYMENT names a folder that is there already: whether its feeds were tested, whoever has written it knows.
 */
export function compileDeployment(root: string, work: string, environment: Environment): Deployed {
  const given = environment['CANVASS_DEPLOYMENT']?.trim()
  const folder = given ? resolve(root, given) : join(work, 'deployment')
  if (!given) compile(root, folder, environment)
  const deployment = JSON.parse(readFileSync(join(folder, 'deployment.json'), 'utf8')) as Deployment
  refuseTorn(folder, deployment)
  return { ...deployment, folder }
}

/** Builds are seconds since 1970: from 2020 to 2100. */
const builds = { from: 1_577_836_800, to: 4_102_444_800 }

/** Refuses a folder whose code is not of its list, and a build that does not grow with time: all feeds would be left alone, or all later ones. */
function refuseTorn(folder: string, { build, feeds }: Deployment): void {
  const refused = (why: string): Error =>
    new Error(
      `Nothing is deployed of ${folder}: ${why}. Write it anew with feed compile --deployment, without CANVASS_BUILD`,
    )
  if (build < builds.from || build > builds.to)
    throw refused(
      `its build is ${build}, which is no time in seconds since 1970, as all deployments count: pollers would leave each feed alone that a later build has polled`,
    )
  const code = join(folder, 'poller')
  const own = (JSON.parse(readFileSync(join(code, 'build.json'), 'utf8')) as Pick<Deployment, 'build'>).build
  if (own !== build) throw refused(`its list is of build ${build}, and its code of build ${own}`)
  const texts = readdirSync(code).filter((name) => name.endsWith('.mjs'))
  const hashes = new Set(
    texts.flatMap((name) => readFileSync(join(code, name), 'utf8').match(/\b[0-9a-f]{64}\b/g) ?? []),
  )
  const torn = feeds.find(({ planHash }) => !hashes.has(planHash))
  if (torn !== undefined)
    throw refused(
      `its list has the plan ${torn.planHash.slice(0, 12)} of ${torn.feed}, and its code has another one or none`,
    )
}

/** Seconds since 1970. */
// oxlint-disable-next-line no-restricted-globals -- nobody gives a deployment a clock
const now = (): number => Math.floor(Date.now() / 1_000)

function compile(root: string, folder: string, environment: Environment): void {
  const args = [join(root, 'engine/cli/feed.js'), 'compile', '--deployment', '--out', folder]
  const { status, error, stdout, stderr } = spawnSync('node', args, {
    cwd: root,
    // Whatever this machine says of its own build: pollers go by the highest one, and it has to grow.
    env: { ...environment, CANVASS_BUILD: String(now()) },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (error !== undefined) throw error
  if (status !== 0)
    throw new Error(`Nothing is deployed, since the feeds can not be:\n\n${stdout}${stderr}`.trim())
}
