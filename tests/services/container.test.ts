import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../../engine/config.ts'
import { openHomes } from '../../engine/entry/homes.ts'
import { topics } from '../../engine/model/envelope.ts'
import { resultKey } from '../../engine/model/ids.ts'
import { contest, envelope, feed as feedId, wake } from '../conformance/results-samples.ts'
import { feed } from '../helpers/feed-command.ts'
import { messageOf } from '../process/tally/tallying.ts'
import { cloudEnvironment, cloudNeeds } from './cloud-home.ts'
import { type Container, layOut } from './container.ts'
import { freePort } from './free-port.ts'
import { guard } from './reaper.ts'

const { missing, named } = cloudNeeds
const { signal } = new AbortController()

describe.skipIf(missing)(named('the container of the consumers'), () => {
  let container: Container
  beforeAll(() => {
    container = layOut('stacks/consumer/Dockerfile')
  })
  afterAll(() => container[Symbol.asyncDispose]())

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

  test('consumes as its user and without a place to write, is healthy, and ends in good order on SIGTERM', async () => {
    const { CANVASS_HOME: _, CANVASS_FEEDS: __, ...settings } = cloudEnvironment('none')
    await feed(['setup', '--home', 'aws'], { environment: { ...settings, CANVASS_HOME: 'none' } })
    await using homes = await openHomes(readConfig(settings, 'aws'))
    await homes.log.publish(topics.changes, [messageOf(envelope(1, 360))], signal)
    const port = await freePort()
    const environment = { ...container.environment, ...settings, CANVASS_HEALTH_PORT: `0.0.0.0:${port}` }
    const [program, ...args] = container.start
    const options = {
      cwd: container.folder,
      env: { ...environment, TEST_RUN: process.env['TEST_RUN'] },
      ...container.user,
    }
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    const release = guard(child.pid as number)
    const output = Promise.all([text(child.stdout), text(child.stderr)])
    const ended = once(child, 'exit') as Promise<[number | null, string | null]>
    try {
      const [check, ...rest] = container.health
      const healthy = (): number | null => spawnSync(check, rest, options).status
      await expect.poll(healthy, { timeout: 60_000, interval: 500 }).toBe(0)
      const key = resultKey(contest, `${wake}/precinct:01`)
      await expect
        .poll(async () => (await homes.results.get(feedId, key, signal))?.revision, { timeout: 60_000 })
        .toBe(1)
      expect(healthy()).toBe(0)
      expect(statSync(`/proc/${child.pid}`).uid).toBe(container.user?.uid ?? process.getuid?.())
    } finally {
      child.kill('SIGTERM')
      const [code, killedBy] = await ended
      const [stdout, stderr] = await output
      expect({ code, killedBy, stderr }).toEqual({ code: 0, killedBy: null, stderr: '' })
      expect(stdout).toContain('Ended in good order')
      release()
    }
  }, 180_000)

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
