import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../../engine/config.ts'
import type { RouteHealth } from '../../engine/entry/consume-health.ts'
import { openHomes } from '../../engine/entry/homes.ts'
import { topics } from '../../engine/model/envelope.ts'
import { resultKey } from '../../engine/model/ids.ts'
import { routes } from '../../engine/process/routes.ts'
import { listGaps } from '../../engine/register/gap-entries.ts'
import { contest, envelope, feed as feedId, wake } from '../conformance/results-samples.ts'
import { feed } from '../helpers/feed-command.ts'
import { messageOf } from '../process/tally/tallying.ts'
import { cloudEnvironment, cloudNeeds } from './cloud-home.ts'
import { type Container, layOut } from './container.ts'
import { freePort } from './free-port.ts'
import { startProgram } from './program.ts'

const { missing, named } = cloudNeeds
const { signal } = new AbortController()
const patient = { timeout: 60_000, interval: 500 }

describe.skipIf(missing)(named('the container of the consumers'), () => {
  let container: Container
  beforeAll(() => {
    container = layOut('stacks/consumer/Dockerfile')
  })
  afterAll(() => container[Symbol.asyncDispose]())

  /** As a platform starts it, with a health port of its own. */
  async function run(settings: Readonly<Record<string, string>>) {
    const port = await freePort()
    const { folder, user, start: command, health } = container
    const environment = {
      ...container.environment,
      ...settings,
      CANVASS_HEALTH_PORT: `0.0.0.0:${port}`,
    }
    const [check, ...rest] = health
    return Object.assign(startProgram({ command, environment, folder, user }), {
      isHealthy: (): boolean =>
        spawnSync(check, rest, { cwd: folder, env: environment, ...user }).status === 0,
      async health(): Promise<readonly RouteHealth[]> {
        const answer = await fetch(`http://127.0.0.1:${port}/health`)
        return ((await answer.json()) as { readonly routes: readonly RouteHealth[] }).routes
      },
    })
  }

  test('has nothing of tests and of development', () => {
    for (const path of [
      'tests',
      'docs',
      'node_modules/vitest',
      'node_modules/typescript',
      'node_modules/fast-check',
    ])
      expect([path, existsSync(join(container.folder, path))]).toEqual([path, false])
    expect(existsSync(join(container.folder, 'node_modules/kafkajs'))).toBe(true)
  })

  test('consumes as its user and without a place to write but /tmp, and gives its work to the next one on SIGTERM: nothing is lost, and nothing counts twice', async () => {
    const { CANVASS_HOME: _home, CANVASS_FEEDS: _feeds, ...settings } = cloudEnvironment('none')
    await feed(['setup', '--home', 'aws'], { environment: { ...settings, CANVASS_HOME: 'none' } })
    await using homes = await openHomes(readConfig(settings, 'aws'))
    const units = Array.from({ length: 30 }, (__, n) => `${wake}/precinct:${n}`)
    const publish = async (revision: number): Promise<void> => {
      const said = units.map((unit, n) => envelope(revision, revision * (n + 1), { unit }))
      await homes.log.publish(topics.changes, said.map(messageOf), signal)
    }
    const revisionOf = async (unit: string): Promise<number | undefined> =>
      (await homes.results.get(feedId, resultKey(contest, unit), signal))?.revision
    const isAt = async (revision: number): Promise<boolean> =>
      (await Promise.all(units.map(revisionOf))).every((one) => one === revision)

    await publish(1)
    await using old = await run(settings)
    await expect.poll(old.isHealthy, patient).toBe(true)
    await expect.poll(() => isAt(1), patient).toBe(true)
    expect(statSync(`/proc/${old.pid}`).uid).toBe(container.user?.uid ?? process.getuid?.())
    await using next = await run(settings)
    await publish(2)
    await expect.poll(next.isHealthy, patient).toBe(true)
    // The old one is at work on these, or about to be.
    for (const revision of [3, 4, 5]) await publish(revision)
    const ending = old.end('SIGTERM')
    for (const revision of [6, 7]) await publish(revision)
    const { stdout, ...ended } = await ending
    expect(ended).toEqual({ code: 0, killedBy: null, stderr: '' })
    expect(stdout).toContain('Ended in good order')
    await publish(8)
    await expect.poll(() => isAt(8), patient).toBe(true)
    for (const unit of units) {
      const past = await Array.fromAsync(homes.results.history(feedId, resultKey(contest, unit), signal))
      expect(past.map(({ revision }) => revision)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    }
    const total = async () => {
      const { sum } = await homes.results.derived(feedId, resultKey(contest, wake), signal)
      return [sum?.parts, sum?.record.selections[0]?.votes.total]
    }
    await expect.poll(total, patient).toEqual([30, (8 * 30 * 31) / 2])
    const left = async () => (await next.health()).map(({ lag, dead }) => [lag, dead])
    await expect.poll(left, patient).toEqual(routes.map(() => [0, 0]))
    expect(await Array.fromAsync(listGaps(homes.register, signal))).toEqual([])
    expect(await next.end('SIGTERM')).toMatchObject({ code: 0, stderr: '' })
  }, 180_000)

  test('puts aside in /tmp what is too large for memory', () => {
    const { folder: cwd, environment: env, user, start } = container
    const code = `import { spool } from './engine/archive/spool.ts'
      await using kept = spool()
      await kept.fill([Buffer.alloc(1_500_000)])
      console.log(kept.content().bytes)`
    const ended = spawnSync(start[0], ['--input-type=module', '--eval', code], {
      cwd,
      env,
      ...user,
      encoding: 'utf8',
    })
    expect(ended).toMatchObject({ stdout: '1500000\n', stderr: '', status: 0 })
  })

  test('is not healthy where nobody answers', () => {
    const [check, ...rest] = container.health
    const env = { ...container.environment, CANVASS_HEALTH_PORT: '0.0.0.0:9' }
    expect(spawnSync(check, rest, { cwd: container.folder, env }).status).toBe(1)
  })

  test('can write nothing where it works', ({ skip }) => {
    const { user, folder } = container
    skip(user === undefined, 'only root can become the user of the image')
    const write = `require('node:fs').writeFileSync('engine/cli/feed.js', '')`
    const tried = spawnSync(process.execPath, ['-e', write], { cwd: folder, ...user })
    expect(tried.stderr.toString()).toContain('EACCES')
  })
})
