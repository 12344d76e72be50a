import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { feed, feedProcess } from '../helpers/feed-command.ts'
import { figureOf, firstCounts, night, spec } from '../helpers/night.ts'
import { cloudEnvironment, cloudNeeds } from './cloud-home.ts'

const { missing, named } = cloudNeeds
const main = join(import.meta.dirname, '../../engine/cli/feed.js')
const often = spec('us-xx-county').replace('every: 10m', 'every: 1s')

/** A county's file, and homes in the cloud that are set up. */
async function cloudNight() {
  const one = night({ feeds: { 'us-xx-county': often } })
  const environment = cloudEnvironment(one.folder)
  const { exit, stderr } = await feed(['setup', '--home', 'aws'], { environment })
  if (exit !== 0) throw new Error(stderr)
  const ran = (...words: readonly string[]) => feedProcess([...words, '--home', 'aws'], { environment })
  return { ...one, environment, ran }
}

describe.skipIf(missing)(named('the command line, as processes of its own, on homes in the cloud'), () => {
  test('feed run on schedule publishes, and SIGTERM ends it in good order', async () => {
    const one = await cloudNight()
    one.publish(firstCounts)
    const child = spawn(process.execPath, [main, 'run', '--home', 'aws'], {
      env: { PATH: process.env['PATH'], ...one.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    child.stdout.on('data', (bytes: Buffer) => {
      said += bytes.toString()
      // A second signal would not wait for good order.
      if (/revision 1\n/.test(said) && !said.includes('revision 2'))
        one.publish({ ...firstCounts, Oak: [1_250, 950] })
      if (said.includes('revision 2') && !child.killed) child.kill('SIGTERM')
    })
    child.stderr.on('data', (bytes: Buffer) => void (said += bytes.toString()))
    const code = await new Promise((resolve) => child.on('close', resolve))
    expect(code).toBe(0)
    expect(said).toMatch(/published {2}3 changes, revision 1\n/)
    expect(said).toMatch(/published {2}1 change, revision 2\n/)
    expect(said).not.toMatch(/failed|_FAILED|_REFUSED/)
    expect(said).toMatch(/→ See the figures: \S+ feed results --home aws\n$/)
    const { stdout } = await one.ran('status', '--json')
    expect(JSON.parse(stdout).feeds).toMatchObject([
      { revision: 2, lease: null, pending: false, consumed: 2 },
    ])
    expect((await one.ran('results')).stdout).toMatch(/Oak +1,250 56.8% +950/)
    expect(existsSync(join(one.folder, 'data'))).toBe(false)
  })

  test('each process finds what the others left: run, holds, release, why, trace, replay', async () => {
    const one = await cloudNight()
    one.publish(firstCounts)
    expect(await one.ran('run', '--once')).toMatchObject({ exit: 0, stderr: '' })
    one.publish({ ...firstCounts, Elm: [1_100, 2_900] })
    expect(await one.ran('run', '--once')).toMatchObject({ exit: 3, stderr: '' })
    const { exit, stdout } = await one.ran('holds', '--json')
    const { holds } = JSON.parse(stdout) as {
      readonly holds: readonly { readonly id: string; readonly code: string }[]
    }
    expect([exit, holds.map(({ code }) => code)]).toEqual([3, ['CHECK_FALL']])
    const released = await one.ran(
      'release',
      holds[0]?.id ?? '',
      '--why',
      'the office confirmed it',
      '--poll',
    )
    expect(released).toMatchObject({
      exit: 0,
      stdout: expect.stringContaining('published  1 change, revision 2'),
    })
    const why = await one.ran('why', figureOf('Elm'))
    expect(why).toMatchObject({
      exit: 0,
      stdout: expect.stringContaining('| Elm,US Senator,Ada,REP,734,366,1100'),
    })
    expect(why.stdout).toContain('released by Kim')
    expect((await one.ran('trace', 'us-xx-county')).stdout).toContain('revision 2: 1 corrected')
    expect(await one.ran('replay', 'us-xx-county')).toMatchObject({ exit: 0, stderr: '' })
  })

  test('--home outranks CANVASS_STORES, either way', async () => {
    const one = await cloudNight()
    one.publish(firstCounts)
    const environment = { ...one.environment, CANVASS_STORES: 'aws' }
    expect((await feedProcess(['run', '--once'], { environment })).exit).toBe(0)
    const here = await feedProcess(['results', '--home', 'embedded'], { environment })
    expect(here.stdout).toContain('There are no results yet')
    expect((await feedProcess(['results'], { environment })).stdout).toMatch(/Oak +1,200/)
  })
})
