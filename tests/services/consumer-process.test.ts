import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readConfig } from '../../engine/config.ts'
import { openHomes } from '../../engine/entry/homes.ts'
import { topics } from '../../engine/model/envelope.ts'
import { feed, feedProcess } from '../helpers/feed-command.ts'
import { firstCounts, night } from '../helpers/night.ts'
import { cloudEnvironment, cloudNeeds } from './cloud-home.ts'

const { missing, named } = cloudNeeds
const main = join(import.meta.dirname, '../../engine/cli/feed.js')
const { signal } = new AbortController()

interface Health {
  readonly isHealthy: boolean
  readonly routes: readonly {
    readonly group: string
    readonly is: string
    readonly lag: number | null
    readonly dead: number
  }[]
}

describe.skipIf(missing)(named('feed consume, as a process of its own, on homes in the cloud'), () => {
  test('tells its health and lag, sends poison to the dead letters and goes on, and ends with 0 on SIGTERM', async () => {
    const one = night()
    const environment = cloudEnvironment(one.folder)
    const { exit, stderr } = await feed(['setup', '--home', 'aws'], { environment })
    if (exit !== 0) throw new Error(stderr)
    const ran = (...words: readonly string[]) => feedProcess([...words, '--home', 'aws'], { environment })
    const child = spawn(
      process.execPath,
      [main, 'consume', '--home', 'aws', '--health-port', '127.0.0.1:0'],
      {
        env: { PATH: process.env['PATH'], ...environment },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    )
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (bytes: Buffer) => void (said += String(bytes)))
    const ended = new Promise((resolve) => child.on('close', resolve))
    const port = async (): Promise<string | undefined> =>
      /http:\/\/127\.0\.0\.1:(\d+)\/health/.exec(said)?.[1]
    await expect.poll(port, { timeout: 20_000 }).toBeDefined()
    const at = `http://127.0.0.1:${await port()}`
    const health = async () => {
      const answer = await fetch(`${at}/health`)
      return { status: answer.status, ...((await answer.json()) as Health) }
    }
    const tally = async () => (await health()).routes.find(({ group }) => group === 'tally')

    one.publish(firstCounts)
    await using homes = await openHomes(readConfig(environment, 'aws'), {})
    const polled = await ran('run', '--once')
    expect(polled).toMatchObject({ exit: 0 })
    const odd = {
      key: 'xx/senator|odd',
      id: 'us-xx-county/9/odd',
      value: '{',
      headers: { feed: 'us-xx-county' },
    }
    await homes.log.publish(topics.changes, [odd], signal)
    await expect.poll(async () => (await tally())?.dead, { timeout: 20_000 }).toBe(1)
    await expect.poll(async () => (await tally())?.lag, { timeout: 20_000 }).toBe(0)
    expect(await health()).toMatchObject({ status: 200, isHealthy: true })
    const metrics = await (await fetch(`${at}/metrics`)).text()
    expect(metrics).toContain(
      'canvass_consumer_dead_letters_total{group="tally",topic="results.changes"} 1\n',
    )
    expect(metrics).toContain('canvass_consumer_lag{group="tally",topic="results.changes"} 0\n')

    const listed = await ran('dead-letters', '--json')
    const { deadLetters } = JSON.parse(listed.stdout) as {
      readonly deadLetters: readonly { readonly id: string }[]
    }
    expect(deadLetters).toMatchObject([{ code: 'CONSUME_UNREADABLE', messageId: odd.id, value: '{' }])
    const replayed = await ran('dead-letters', 'replay', deadLetters[0]?.id ?? '', '--why', 'to see it fail')
    expect(replayed).toMatchObject({ exit: 0, stderr: '' })
    await expect.poll(async () => (await tally())?.dead, { timeout: 20_000 }).toBe(2)
    expect((await ran('results')).stdout).toMatch(/Oak +1,200/)

    child.kill('SIGTERM')
    expect(await ended).toBe(0)
    expect(said).toContain('CONSUME_UNREADABLE')
    expect(said).toMatch(/→ Ended in good order; /)
    expect(said).not.toMatch(/LOG_FAILED|AWS_FAILED|defect/)
  })
})
