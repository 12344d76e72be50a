import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { systemClock } from '../../engine/time/system-clock.ts'
import { firstCounts, night, spec } from '../helpers/night.ts'

const main = join(import.meta.dirname, '../../engine/cli/feed.js')

test('a release is published by the process that polls, while other processes read and replay', async () => {
  const one = night({ feeds: { 'us-xx-county': spec('us-xx-county').replace('every: 10m', 'every: 1s') } })
  one.publish(firstCounts)
  const child = spawn(process.execPath, [main, 'run'], {
    env: { PATH: process.env['PATH'], ...one.environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const closed = once(child, 'close')
  let said = ''
  child.stdout.on('data', (bytes: Buffer) => void (said += bytes.toString()))
  const heard = async (text: RegExp): Promise<void> => {
    while (!text.test(said)) await once(child.stdout, 'data')
  }
  const now = { clock: systemClock }
  try {
    await heard(/revision 1\n/)
    one.publish({ ...firstCounts, Elm: [1_100, 2_900] })
    await heard(/CHECK_FALL Elm/)
    const { stdout } = await one.feed(['holds', '--json'], now)
    const id: string = JSON.parse(stdout).holds[0].id
    expect((await one.feed(['replay', 'us-xx-county'], now)).exit).toBe(0)
    expect((await one.feed(['release', id, '--why', 'the office confirmed it'], now)).exit).toBe(0)
    await heard(/published {2}1 change, revision 2\n/)
  } finally {
    child.kill('SIGINT')
  }
  expect(await closed).toEqual([0, null])
  expect((await one.feed(['results'], now)).stdout).toMatch(/Elm +2,900 72.5% +1,100 27.5%/)
  expect((await one.feed(['holds'], now)).exit).toBe(0)
})
