import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { firstCounts, night } from '../helpers/night.ts'

const main = join(import.meta.dirname, '../../engine/cli/feed.js')

test.each(['SIGINT', 'SIGTERM'] as const)(
  'feed run ends in good order on %s: no lease is left, all is processed',
  async (name) => {
    const one = night()
    one.publish(firstCounts)
    const child = spawn(process.execPath, [main, 'run'], {
      env: { PATH: process.env['PATH'], ...one.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    child.stdout.on('data', (bytes: Buffer) => {
      said += bytes.toString()
      // Once: a second signal does not wait for good order.
      if (said.includes('published') && !child.killed) child.kill(name)
    })
    child.stderr.on('data', (bytes: Buffer) => void (said += bytes.toString()))
    const [code] = await new Promise<readonly [number | null]>((resolve) => {
      child.on('close', (exit) => resolve([exit]))
    })
    expect(said).toMatch(/1 poll: 1 published\.\n→ See the figures: CANVASS_ENV_FILE=\S+ feed results\n$/)
    expect(code).toBe(0)
    const { lines } = await one.json(['status'])
    expect(lines[0].feeds).toMatchObject([{ revision: 1, lease: null, pending: false, consumed: 1 }])
    expect((await one.feed(['results'])).stdout).toMatch(/Oak +1,200 57.1% +900/)
  },
)
